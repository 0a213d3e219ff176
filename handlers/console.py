"""The command line's answers, without Telegram: the same use of the same content and screens."""

import html
import json
import re
from collections.abc import Mapping
from typing import Any

from bot.catalog import KNOWN
from bot.check.advice import Rules
from bot.check.course import Progress
from bot.check.diagnosis import Value
from bot.check.report import Report
from bot.replies import Card, NothingNear, Reply, Topic, Unsure
from bot.search import Search
from bot.store.checks import Check
from handlers.screens import Screens
from handlers.service import Texts

VALUES = (*KNOWN, "unknown")


class BadInput(Exception):
    """One sentence."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object, where no key may stand twice."""
    named = dict(pairs)
    if len(named) < len(pairs):
        keys = [key for key, _ in pairs]
        raise BadInput(f"names {next(key for key in named if keys.count(key) > 1)!r} twice.")
    return named


def plain(text: str) -> str:
    """Telegram's HTML for a terminal."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


class Console:
    def __init__(self, texts: Texts) -> None:
        self.catalog = texts.catalog
        self._texts = texts
        self._rules = Rules(texts.catalog.table, texts.catalog.mismatches)
        self._search = Search(texts.catalog)
        self._screens = Screens(texts.words, texts.templates, "deal_coach_bot")

    def compare(self, query: str, lang: str) -> dict[str, Any]:
        self._check_lang(lang)
        found = self._search.find(query, lang)
        return {
            "query": query,
            "lang": lang,
            "topic": found.topic,
            "sure": found.sure,
            "nearest": list(found.nearest),
        }

    def comparison(self, found: Mapping[str, Any], lang: str) -> str:
        """The same for a reader: the topic's card, or what is near."""
        if found["topic"]:
            return self._plain(Topic(catalog=self.catalog, slug=found["topic"]), lang)
        if found["nearest"]:
            titles = [f"- {self.catalog.languages[lang].rows[slug].title}" for slug in found["nearest"]]
            return "\n".join([self._plain(Unsure(catalog=self.catalog, slugs=tuple(found["nearest"])), lang), *titles])
        return self._plain(NothingNear(query=found["query"][:64]), lang)

    def _plain(self, reply: Reply, lang: str) -> str:
        return plain(self._screens.render(reply, lang).text)

    def advise(self, stage: str, lang: str, answers: Mapping[str, str], public: bool | None = None) -> dict[str, Any]:
        """`answers`: slug -> b2b, mid, b2c or unknown; a row not named was not asked."""
        self._check_lang(lang)
        table = self.catalog.table
        if stage not in table.stages:
            raise BadInput(f"Unknown stage {stage!r}: use one of {', '.join(table.stages)}.")
        known: dict[str, Value] = {}
        for slug, answer in answers.items():
            row = table.rows.get(slug)
            if row is None or row.kind == "company":
                raise BadInput(f"No question is asked about {slug!r}: use the slugs of the deal and way rows.")
            value = next((value for value in VALUES if value == answer), None)
            if value is None:
                raise BadInput(f"Unknown answer {answer!r} for {slug}: use one of {', '.join(VALUES)}.")
            known[slug] = value  # type: ignore[assignment]
        progress = Progress(known, stage, None if public is None else int(public))
        report = Report(self._rules, progress)
        check = Check(1, 1, 1, 2, None, self.catalog.version, "done", progress, 0, 0, 0)
        card = Card(check=check, catalog=self.catalog, report=report)
        return {**report.numbers(), "card": self._screens.render(card, lang).text}

    def advise_line(self, line: str) -> dict[str, Any]:
        """One JSON object of `advise --stdin`."""
        try:
            asked = json.loads(line, object_pairs_hook=_once)
        except (ValueError, RecursionError):
            raise BadInput("is not JSON.") from None
        if not isinstance(asked, dict) or not isinstance(asked.get("answers", {}), dict):
            raise BadInput('is not an object like {"stage": "offer", "lang": "ru", "answers": {"cycle": "b2b"}}.')
        unknown = asked.keys() - {"stage", "lang", "answers", "public"}
        if unknown:
            raise BadInput(f"has an unknown key {min(unknown)!r}: use stage, lang, answers, public.")
        missing = {"stage", "lang", "answers"} - asked.keys()
        if missing:
            raise BadInput(f"has no {min(missing)!r}.")
        public = asked.get("public")
        if not (public is None or isinstance(public, bool)):
            raise BadInput("'public' is true, false or null.")
        return self.advise(str(asked["stage"]), str(asked["lang"]), asked["answers"], public)

    def _check_lang(self, lang: str) -> None:
        if lang not in self.catalog.languages:
            raise BadInput(f"Unknown language {lang!r}: use one of {', '.join(sorted(self.catalog.languages))}.")
