"""The words of the screens, <language>/ui/*.toml: one key, one sentence, in the person's language."""

import re
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined, TemplateError
from markupsafe import Markup, escape

from bot.catalog import ContentError, Problem
from handlers.screens.numbers import Numbers, load_numbers

_HTML = Environment(autoescape=True, undefined=StrictUndefined)
_PLAIN = Environment(autoescape=False, undefined=StrictUndefined)  # noqa: S701 - buttons and toasts are no HTML
_FILLED = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})", re.DOTALL)
_NAME = re.compile(r"\{\{ ([a-z_]+) \}\}")
_MARKS = (
    (re.compile(r"\*\*(.+?)\*\*", re.DOTALL), r"<b>\1</b>"),
    (re.compile(r"(?<!\*)\*([^*\n]+)\*"), r"<i>\1</i>"),
    (re.compile(r"^- ", re.MULTILINE), "• "),
)


@lru_cache(maxsize=4096)
def to_html(markdown: str) -> str:
    """The small Markdown subset as Telegram's HTML; what is to be filled in is left alone."""
    parts = _FILLED.split(markdown)
    html = "".join(part if place % 2 else str(escape(part)) for place, part in enumerate(parts))
    for mark, tag in _MARKS:
        html = mark.sub(tag, html)
    return html


@lru_cache(maxsize=512)
def _filling(source: str, html: bool) -> Callable[[Mapping[str, Any]], str]:
    """Most sentences only name their values; Jinja, which takes ten times as long, is for the others."""
    parts = _NAME.split(source)
    if any("{{" in text or "{%" in text for text in parts[::2]):
        return (_HTML if html else _PLAIN).from_string(source).render
    put = escape if html else str
    return lambda values: "".join(put(values[part]) if place % 2 else part for place, part in enumerate(parts))


def fill(markdown: str, values: Mapping[str, Any]) -> Markup:
    """A text of the content with what is known put in, as HTML."""
    html = to_html(markdown)
    return Markup(_filling(html, True)(values) if "{{" in html or "{%" in html else html)  # noqa: S704


class Words:
    """One language."""

    def __init__(self, lang: str, texts: dict[str, str], numbers: Numbers) -> None:
        self.lang = lang
        self.numbers = numbers
        self._texts = texts
        self._html = {key: to_html(text) for key, text in self._texts.items()}

    @property
    def keys(self) -> frozenset[str]:
        return frozenset(self._texts)

    def text(self, key: str, **values: object) -> Markup:
        """A sentence as HTML; values are escaped."""
        source = self._html[key]
        return Markup(_filling(source, True)(values) if "{{" in source else source)  # noqa: S704

    def plain(self, key: str, **values: object) -> str:
        """A sentence for a button or a toast, which are no HTML."""
        source = self._texts[key]
        return _filling(source, False)(values) if "{{" in source else source

    def count(self, key: str, n: float, **values: object) -> Markup:
        """The plural form for `n`."""
        return self.text(f"{key}.{self.numbers.plural(n)}", n=n, **values)

    def number(self, value: float) -> str:
        return self.numbers.write(value)

    def percent(self, share: float) -> str:
        return self.numbers.write_share(share)

    def day(self, day: date) -> str:
        """Day and month."""
        return self.numbers.write_day(day)


def _flat(data: Mapping[str, Any], prefix: str = "") -> list[tuple[str, str]]:
    pairs: list[tuple[str, str]] = []
    for key, value in data.items():
        pairs += _flat(value, f"{prefix}{key}.") if isinstance(value, dict) else [(prefix + key, str(value))]
    return pairs


def load_words(root: Path, languages: list[str]) -> dict[str, Words]:
    """Raises ContentError for a file that can't be read, a key said twice, and keys that one language lacks."""
    words: dict[str, Words] = {}
    places: dict[str, str] = {}
    problems: list[Problem] = []
    for lang in languages:
        texts: dict[str, str] = {}
        for path in sorted((root / lang / "ui").glob("*.toml")):
            file = f"{lang}/ui/{path.name}"
            try:
                said = _flat(tomllib.loads(path.read_text("utf-8")))
            except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
                problems.append(Problem(file, "", f"can't be read: {error}"))
                continue
            problems += [Problem(file, key, "is said in another file too") for key, _ in said if key in texts]
            texts |= said
            places |= {_base(key): path.name for key, _ in said}
        numbers, wrong = load_numbers(root, lang)
        words[lang] = Words(lang, texts, numbers)
        problems += wrong
    every = set().union(*({_base(key) for key in those.keys} for those in words.values()))
    if not every:
        problems.append(Problem("ui", "", "the words of the screens are missing"))
    for lang, those in words.items():
        have = {_base(key) for key in those.keys}
        found = [(key, "is missing") for key in sorted(every - have)]
        found += [*_plural_problems(those), *_syntax_problems(those)]
        problems += [Problem(f"{lang}/ui/{places[_base(key)]}", key, rule) for key, rule in found]
    if problems:
        raise ContentError(problems)
    return words


_FORM = re.compile(r"\.(zero|one|two|few|many|other)$")


def _base(key: str) -> str:
    return _FORM.sub(".*", key)


def _plural_problems(words: Words) -> list[tuple[str, str]]:
    plurals = {_FORM.sub("", key) for key in words.keys if _FORM.search(key)}
    forms = sorted(words.numbers.forms)
    missing = [f"{key}.{form}" for key in sorted(plurals) for form in forms if f"{key}.{form}" not in words.keys]
    return [(key, "this plural form is missing") for key in missing]


def _syntax_problems(words: Words) -> list[tuple[str, str]]:
    problems = []
    for key, source in words._texts.items():
        try:
            _filling(source, False) if "{{" in source else None
        except TemplateError as error:
            problems.append((key, f"is no template: {error}"))
    return problems
