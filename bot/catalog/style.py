"""How the texts sound: style.toml of each language, checked on every text of the content."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator

from bot.catalog.model import Catalog, Language
from bot.catalog.problem import Problem
from bot.catalog.table import POLES, Frozen

LINE_WORDS = 25
STRATEGY_WORDS = (80, 150)
TIP = 350
OVER = 60
GUARDED = ("decision-makers", "procedure")
"""Rows whose B2B strategy must speak of the law."""


PLACEHOLDER = re.compile(r"\{\{ ([a-z.]+|answers\[\"[a-z-]+\"\]) \}\}")


def _compiles(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"is no regular expression: {error}") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_compiles)]


class Banned(Frozen):
    match: Pattern
    why: str


class Style(Frozen):
    words_per_sentence: int
    average_words: float
    banned: tuple[Banned, ...]
    guard: Pattern
    verb: Pattern
    goal: Pattern
    avoid: Pattern
    done: Pattern


def check(catalog: Catalog, root: Path) -> list[Problem]:
    """Every text that breaks a rule of its language's style.toml."""
    problems: list[Problem] = []
    for lang, language in catalog.languages.items():
        try:
            style = Style.model_validate(tomllib.loads((root / lang / "style.toml").read_text("utf-8")))
        except (OSError, ValueError) as error:
            problems.append(Problem(f"{lang}/style.toml", "", f"can't be used: {str(error).splitlines()[0]}"))
            continue
        problems += _Check(lang, language, style, catalog).problems()
        for path in sorted((root / lang / "ui").glob("*.toml")):
            problems += _banned(f"{lang}/ui/{path.name}", "", path.read_text("utf-8"), style)
    return sorted(problems)


def _banned(file: str, key: str, text: str, style: Style) -> Iterator[Problem]:
    for ban in style.banned:
        if found := re.search(ban.match, text, re.IGNORECASE):
            yield Problem(file, key, f"{found.group()!r} is banned: {ban.why}")


def sentences(text: str) -> list[list[str]]:
    """Words of each sentence; a list item and a line end one too."""
    plain = re.sub(r"[*_«»“”\"()]", " ", re.sub(r"\{\{.*?\}\}", "x", text))
    parts = re.split(r"[.?!…:;]+(?:\s|$)|\n+|(?:^|\s)- ", plain)
    return [words for part in parts if (words := re.findall(r"[^\W_][\w'’%-]*", part))]


class _Check:
    def __init__(self, lang: str, said: Language, style: Style, catalog: Catalog) -> None:
        self.lang, self.said, self.style, self.catalog = lang, said, style, catalog

    def problems(self) -> Iterator[Problem]:
        counts: list[int] = []
        for file, key, text in self.texts():
            yield from _banned(file, key, text, self.style)
            yield from self.filled(file, key, text)
            for words in sentences(text):
                counts.append(len(words))
                if len(words) > self.style.words_per_sentence:
                    start = " ".join(words[:4])
                    yield Problem(file, key, f"a sentence of {len(words)} words: {start!r}...")
        if counts and sum(counts) / len(counts) > self.style.average_words:
            yield Problem(self.lang, "", f"{sum(counts) / len(counts):.1f} words a sentence on average")
        yield from self.actions()
        yield from self.goals()
        yield from self.spoken()
        yield from self.strategies()
        yield from self.others()

    def texts(self) -> Iterator[tuple[str, str, str]]:
        """Every text that is shown, but search words and one-word labels."""
        skipped = {"aliases", "clients_say", "words"}
        parts: dict[str, object] = {f"{self.lang}/rows/{slug}.toml": row for slug, row in self.said.rows.items()}
        parts |= {f"{self.lang}/tips/{slug}.toml": tips for slug, tips in self.said.tips.items()}
        parts[f"{self.lang}/mismatches.toml"] = self.said.mismatches
        for slug, step in self.said.steps.items():
            parts[f"{self.lang}/steps.toml: {slug}"] = step
        for file, part in parts.items():
            for key, text in _walk(part, "", skipped):
                pole = key.removesuffix(".strategy")
                page = file.replace("/rows/", "/strategy/").replace(".toml", f".{pole}.md")
                yield (page, "", text) if pole != key else (file, key, text)

    def filled(self, file: str, key: str, text: str) -> Iterator[Problem]:
        """Only strategies and findings are filled in, and only with what is known."""
        known = set()
        if "finding" in key or "/strategy/" in file:
            asked = [row.slug for row in self.catalog.table.row if row.kind != "company"]
            known = {"deal.name", "stage", *(f'answers["{slug}"]' for slug in asked)}
        if key.startswith("over.") and key.endswith("finding"):
            known.add("facts")
        rest = PLACEHOLDER.sub(lambda found: "" if found[1] in known else found[0], text)
        if found := re.search(r"\{[{%#].{0,30}|[}%#]\}", rest):
            allowed = ", ".join(sorted(known)) if len(known) < 4 else 'deal.name, stage, answers["slug"]'
            yield Problem(file, key, f"{found.group()!r} can't be filled in here: {allowed or 'nothing can'}")

    def actions(self) -> Iterator[Problem]:
        for file, key, text in self.texts():
            if re.search(r"(^|\.)(early|late|salesperson|manager)$", key) and not re.search(
                self.style.verb, text, re.IGNORECASE
            ):
                yield Problem(file, key, "an action begins with a verb")

    def goals(self) -> Iterator[Problem]:
        for slug, row in self.said.rows.items():
            for key, text in row.goal or ():
                for rule in self._goal(key, text) if text else ():
                    yield Problem(f"{self.lang}/rows/{slug}.toml", f"goal.{key}", rule)
            if row.goal and row.goal.public:
                told = f"{row.goal.public} {row.goal.public_ask} {row.goal.public_avoid}"
                if not re.search(self.style.guard, told, re.IGNORECASE):
                    yield Problem(f"{self.lang}/rows/{slug}.toml", "goal.public", "must say what the law allows")

    def _goal(self, key: str, text: str) -> Iterator[str]:
        """A goal and what not to do continue a sentence of the screen; the second question is none of them."""
        if key.endswith("_ask"):
            return
        if not text[0].islower() or "." in text:
            yield "continues a sentence: begins in lower case and has no full stop"
        if not re.search(self.style.avoid if key.endswith("_avoid") else self.style.goal, text):
            yield "begins with a verb, in the form that style.toml names"

    def spoken(self) -> Iterator[Problem]:
        for file, key, text in self.texts():
            if not re.search(r"(^|\.)(line|ask_seller)$|question\.ask$|^goal\.\w+_ask$", key):
                continue
            if len(text.split()) > LINE_WORDS:
                yield Problem(file, key, f"a line to say has at most {LINE_WORDS} words")
            if re.match(r"[«“\"]", text):
                yield Problem(file, key, "no quotation marks around it: the screen adds them")
            if re.search(r"_ask$|ask_seller$", key) and not text.endswith("?"):
                yield Problem(file, key, "a question ends with a question mark")

    def strategies(self) -> Iterator[Problem]:
        for slug, row in self.said.rows.items():
            for pole in POLES:
                text = (row.b2b if pole == "b2b" else row.b2c).strategy
                file = f"{self.lang}/strategy/{slug}.{pole}.md"
                title, _, body = text.partition("\n")
                words = sum(len(sentence) for sentence in sentences(body))
                low, high = STRATEGY_WORDS
                if not low <= words <= high:
                    yield Problem(file, "", f"has {words} words, not {low} to {high}")
                if not re.fullmatch(r"\*\*.+\*\*", title.strip()):
                    yield Problem(file, "", "the first line is the title in bold")
                if not re.search(self.style.done, text.rstrip().split("\n\n")[-1]):
                    yield Problem(file, "", "the last paragraph says when it is done")
                if (
                    slug in GUARDED
                    and pole == "b2b"
                    and not re.search(self.style.guard, text, re.IGNORECASE | re.DOTALL)
                ):
                    yield Problem(file, "", "must say what the law allows in a public purchase")

    def others(self) -> Iterator[Problem]:
        seen: dict[str, str] = {}
        for slug, row in self.said.rows.items():
            file = f"{self.lang}/rows/{slug}.toml"
            for alias in (*row.aliases, *row.clients_say):
                word = " ".join(alias.lower().replace("ё", "е").split())
                if seen.setdefault(word, slug) != slug:
                    yield Problem(file, "aliases", f"{alias!r} stands at {seen[word]!r} too")
            for pole, tips in (("b2b", self.said.tips[slug].b2b), ("b2c", self.said.tips[slug].b2c)):
                for number, tip in enumerate(tips, 1):
                    long = len(f"{tip.situation} {tip.action} {tip.line}")
                    if long > TIP:
                        yield Problem(
                            f"{self.lang}/tips/{slug}.toml", f"{pole}.{number}", f"{long} characters, not {TIP}"
                        )
        for way, over in self.said.mismatches.over.items():
            habit = {f"over.{way}.typical": over.typical.finding} if over.typical else {}
            for key, text in {f"over.{way}": over.finding, **habit}.items():
                rest = text.replace("{{ facts }}", "")
                if len(rest) > OVER or rest == text:
                    yield Problem(f"{self.lang}/mismatches.toml", key, "begins with {{ facts }}, then at most 60")
        for key in self.catalog.mismatches.public.words:
            kind, _, name = key.partition(".")
            entry = self.said.mismatches.blind[name] if kind == "blind" else self.said.mismatches.under[key]
            public = entry.public
            if public and not re.search(self.style.guard, f"{public.early} {public.late} {public.line}", re.IGNORECASE):
                yield Problem(f"{self.lang}/mismatches.toml", f"{key}.public", "must say what the law allows")


def _walk(part: object, prefix: str, skipped: set[str]) -> Iterator[tuple[str, str]]:
    if isinstance(part, str):
        yield prefix.rstrip("."), part
    elif isinstance(part, Frozen):
        for name in type(part).model_fields:
            if name not in skipped:
                yield from _walk(getattr(part, name), f"{prefix}{name}.", skipped)
    elif isinstance(part, dict):
        for name, value in part.items():
            yield from _walk(value, f"{prefix}{name}.", skipped)
    elif isinstance(part, tuple):
        for number, value in enumerate(part, 1):
            yield from _walk(value, f"{prefix}{number}.", skipped)
