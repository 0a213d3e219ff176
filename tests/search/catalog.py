"""The catalog of content/ for the tests of the search."""

from functools import cache
from pathlib import Path

from bot.catalog.load import load, read_files
from bot.catalog.model import Catalog, Language, RowWords

CONTENT = Path(__file__).parents[2] / "content"
PARTS = 8


@cache
def catalog() -> Catalog:
    return load(read_files(CONTENT))


def without(part: int) -> tuple[Catalog, list[tuple[str, str, str]]]:
    """The catalog without every eighth alias and client's phrase, and those: phrase, slug, language."""
    hidden: list[tuple[str, str, str]] = []
    whole = catalog()
    languages = {lang: _hide(lang, said, part, hidden) for lang, said in whole.languages.items()}
    return whole.model_copy(update={"languages": languages}), hidden


def _hide(lang: str, said: Language, part: int, hidden: list[tuple[str, str, str]]) -> Language:
    rows: dict[str, RowWords] = {}
    for slug, row in said.rows.items():
        lists = {"aliases": row.aliases, "clients_say": row.clients_say}
        hidden += [(phrase, slug, lang) for phrases in lists.values() for phrase in phrases[part::PARTS]]
        kept = {key: tuple(one for at, one in enumerate(lists[key]) if at % PARTS != part) for key in lists}
        rows[slug] = row.model_copy(update=kept)
    return said.model_copy(update={"rows": rows})
