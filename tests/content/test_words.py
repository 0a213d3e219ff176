"""ui/: every word of the screens is used, every word used is there, and filled the same in all languages."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from jinja2 import Environment, meta, nodes

from tests.content.test_shipped import LANGS, WORDS

ROOT = Path(__file__).parents[2]
CODE = [path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py")]
TEMPLATES = list((ROOT / "templates").glob("*.j2"))
FORMS = re.compile(r"\.(zero|one|two|few|many|other)$")
KEY = re.compile(r"[a-z]\w*(\.[a-z]\w*)+")
ENV = Environment(autoescape=True)


class Use(NamedTuple):
    where: str
    keys: set[str]
    families: set[str]
    """The beginnings of keys whose end is known at run time only."""
    given: set[str] | None
    """The names it is filled with; None where they are passed on."""


def plain(key: str) -> str:
    return FORMS.sub("", key)


def keys(lang: str) -> set[str]:
    return {plain(key) for key in WORDS[lang].keys}


def of_template(path: Path) -> Iterator[Use]:
    for call in ENV.parse(path.read_text("utf-8")).find_all(nodes.Call):
        if isinstance(call.node, nodes.Name) and call.node.name in ("t", "count"):
            said = nodes.List([call.args[0]])
            families = {text for node in said.find_all(nodes.Concat) if (text := constant(node.nodes[0]))}
            texts = {constant(node) for node in said.find_all(nodes.Const)}
            yield Use(path.name, {text for text in texts - families if KEY.fullmatch(text)}, families, names(call))


def constant(node: nodes.Node) -> str:
    return node.value if isinstance(node, nodes.Const) and isinstance(node.value, str) else ""


def names(call: nodes.Call) -> set[str]:
    return {pair.key for pair in call.kwargs} | ({"n"} if getattr(call.node, "name", "") == "count" else set())


SAYING = ("text", "plain", "count")


def of_code(path: Path) -> Iterator[Use]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else ""
            said = [keyword.value for keyword in node.keywords if keyword.arg in ("key", "toast")]
            said += node.args[:1] if name in (*SAYING, "button") else []
            given = {str(keyword.arg) for keyword in node.keywords} | ({"n"} if name == "count" else set())
            texts, families = strings(said)
            yield Use(path.name, texts, families, given if name in SAYING else None)


def strings(said: list[ast.expr]) -> tuple[set[str], set[str]]:
    """Whole keys, and the beginnings of keys put together."""
    parts = [part for each in said for part in ast.walk(each)]
    put_together = [part.values[0] for part in parts if isinstance(part, ast.JoinedStr)]
    families = {str(part.value) for part in put_together if isinstance(part, ast.Constant)}
    texts = {part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return {text for text in texts - families if KEY.fullmatch(text)}, families


USES = [use for path in TEMPLATES for use in of_template(path)] + [use for path in CODE for use in of_code(path)]
STRINGS = {
    *re.findall(r"\"([\w-]+)\"", "\n".join(path.read_text("utf-8") for path in [*TEMPLATES, *CODE])),
    *re.findall(r"\"([\w-]+)\"", (ROOT / "content" / "rows.toml").read_text("utf-8")),
    *LANGS,
}
"""What the end of a key can be."""


def test_the_words_of_the_screens_are_looked_for_in_the_right_places() -> None:
    assert len(USES) > 100
    assert {"card.main", "button.back", "welcome.hello", "toast.changed"} <= set().union(*(use.keys for use in USES))


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_used_is_there(lang: str) -> None:
    have = keys(lang)
    missing = {(use.where, key) for use in USES for key in use.keys if key not in have}
    missing |= {(use.where, f) for use in USES for f in use.families if not any(key.startswith(f) for key in have)}
    assert missing == set()


@pytest.mark.parametrize("lang", LANGS)
def test_every_word_is_used(lang: str) -> None:
    used = set().union(*(use.keys for use in USES))
    families = set().union(*(use.families for use in USES))
    unused = {
        key for key in keys(lang) - used
        if not any(key.startswith(family) and key.removeprefix(family) in STRINGS for family in families)
    }  # fmt: skip
    assert unused == set()


@pytest.mark.parametrize("lang", LANGS)
def test_all_languages_have_the_same_words_with_the_same_blanks(lang: str) -> None:
    assert keys(lang) == keys("en")
    for key in keys(lang):
        assert blanks(lang, key) == blanks("en", key), key


def blanks(lang: str, key: str) -> set[str]:
    words = WORDS[lang]
    texts = [words._texts[one] for one in words.keys if plain(one) == key]
    return set().union(*(meta.find_undeclared_variables(ENV.parse(text)) for text in texts))


def test_every_blank_is_filled_where_the_words_are_used() -> None:
    lacking = [
        (use.where, key, blanks("en", key) - use.given)
        for use in USES
        if use.given is not None
        for key in use.keys
        if blanks("en", key) - use.given
    ]
    assert lacking == []
