"""The catalog of content/ for the tests of the search."""

from functools import cache
from pathlib import Path

from bot.catalog.load import ContentError, load, read_files
from bot.catalog.model import Catalog

CONTENT = Path(__file__).parents[2] / "content"


@cache
def catalog() -> Catalog:
    try:
        return load(read_files(CONTENT))
    except ContentError:
        return _only_rows()


def _only_rows() -> Catalog:
    import tomllib

    from bot.catalog.model import Language, Mismatches, MismatchWords, RowWords, Table

    def words(lang: str, slug: str) -> RowWords:
        data = tomllib.loads((CONTENT / lang / "rows" / f"{slug}.toml").read_text("utf-8"))
        for pole in ("b2b", "b2c"):
            data[pole]["strategy"] = "x" * 200
        return RowWords.model_validate(data)

    table = Table.model_validate(tomllib.loads((CONTENT / "rows.toml").read_text("utf-8")))
    languages = {
        lang: Language.model_construct(
            steps={}, rows={row.slug: words(lang, row.slug) for row in table.row}, mismatches=MismatchWords(under={}, over={}, blind={}), tips={}
        )
        for lang in ("ru", "en")
    }
    mismatches = Mismatches.model_validate(tomllib.loads((CONTENT / "mismatches.toml").read_text("utf-8")))
    return Catalog.model_construct(version="dev", table=table, mismatches=mismatches, languages=languages)
