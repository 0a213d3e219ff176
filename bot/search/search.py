"""Topic search as the rest of the bot sees it."""

import re
from dataclasses import dataclass
from functools import cached_property

from bot.catalog.model import Catalog
from bot.search import text as letters
from bot.search.index import Index
from bot.search.lookup import Lookup, Term, Word
from bot.search.rank import Ranking, rank
from bot.search.trust import LIMITS, OTHERS, trust

SHOWN = 3
NAME = 2  # words in the name of a row, at most
AND = re.compile(r"\s(?:и|and)\s|[;+&/]")
CLOSE = 5.0  # a row so far behind the best one is not near


@dataclass(frozen=True, slots=True)
class Found:
    """`nearest`: at most three slugs, best first, the topic included; empty when nothing is near."""

    topic: str | None
    sure: bool
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    """`word` of the query spoke for `topic`, read as `matched`: a stem or a whole phrase. A weight of 1 is all."""

    word: str
    matched: str
    how: str
    topic: str
    weight: float


NOTHING = Found(None, False, ())


class Search:
    """The index is built by `warm` or the first query."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def _index(self) -> Index:
        return Index(self._catalog)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self._index)

    def warm(self) -> None:
        self._index.spelling.warm()
        self.find("b2b", "en")

    def find(self, text: str, lang: str) -> Found:
        query = letters.clean(text)
        topics = self._index.topics
        ranking = self._rank(query, lang)
        best = ranking.best()[:SHOWN]
        near = [topic for topic, row in best if row.score >= best[0][1].score - CLOSE]
        exact = self._exact(query, lang)
        if exact is not None:
            rows = [exact, *(topic for topic in near if topic != exact)][:SHOWN]
            return Found(topics[exact], True, tuple(topics[topic] for topic in rows))
        if len(named := self._named(query, lang)) > 1:
            return Found(None, False, tuple(named[:SHOWN]))
        value, limits = trust(self._lookup, ranking), LIMITS.get(lang, OTHERS)
        if value is None or value < limits.near:
            return NOTHING
        nearest = tuple(topics[topic] for topic in near)
        return Found(nearest[0], True, nearest) if value >= limits.sure else Found(None, False, nearest)

    def explain(self, text: str, lang: str) -> list[Why]:
        """What spoke for the nearest rows, heaviest first: single words, and each row's nearest phrase."""
        ranking = self._rank(letters.clean(text), lang)
        why = []
        for topic, row in ranking.best()[:SHOWN]:
            slug = self._index.topics[topic]
            why += [one for word in ranking.words if (one := self._why(word, topic, ranking.total)) is not None]
            if row.phrase is not None:
                why.append(Why(text, self._index.said[row.phrase], "phrase", slug, round(row.best, 3)))
        return sorted(why, key=lambda one: -one.weight)

    def _why(self, word: Word, topic: int, total: float) -> Why | None:
        shares = ((self._share(term, topic) * term.strength, term) for term in word.terms)
        share, term = max(shares, key=lambda pair: pair[0], default=(0.0, None))
        weight = round(share * word.info / (total or 1.0), 3)
        return Why(word.typed, term.name, term.how, self._index.topics[topic], weight) if term and weight else None

    def _share(self, term: Term, topic: int) -> float:
        rows = dict(self._index.postings.rows(term.name))
        return rows.get(topic, 0.0) / (sum(rows.values()) or 1.0)

    def _rank(self, query: str, lang: str) -> Ranking:
        return rank(self._index, self._lookup, self._lookup.read(query), lang)

    def _named(self, query: str, lang: str) -> list[str]:
        """The rows of a list such as "price and tender", if each part of it surely names one."""
        parts = AND.split(query)
        if len(parts) == 1 or any(len(part.split()) > NAME for part in parts):
            return []
        found = [self.find(part, lang).topic for part in parts]
        return list(dict.fromkeys(topic for topic in found if topic)) if all(found) else []

    def _exact(self, query: str, lang: str) -> int | None:
        """The row whose title, alias or client's phrase this is, in the person's language first; or a form of it."""
        words = letters.words(query)
        key = " ".join(words)
        exact = self._index.exact
        for by_key in (exact.get(lang), *exact.values()):
            if by_key and (rows := by_key.of(key)):
                return rows[0]
        formed = set(self._index.forms.of(self._index.form(map(letters.stem, words))))
        return formed.pop() if len(formed) == 1 else None  # a form of two rows is nobody's
