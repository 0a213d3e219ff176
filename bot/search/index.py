"""The words of the rows, counted once: which word stands in which phrase and speaks for which row."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.catalog.model import Catalog, RowWords
from bot.search import text
from bot.search.lexicon import Lexicon, lexicon
from bot.search.spelling import Spelling

ALIAS, CLIENT, BODY, FAINT = 1.0, 0.9, 0.15, 0.12
LEAST_SHARE = 0.15
CYRILLIC = "ru"


@dataclass(slots=True)
class Phrase:
    """A title, alias or client's phrase; `info` is the sum over its words."""

    said: str
    topic: int
    lang: str
    stems: tuple[str, ...]
    strength: float
    info: float = 0.0


@dataclass(slots=True)
class Posting:
    """Where a stem or a family stands. `rows`: how far a row owns it; `info`: how much it tells about the row."""

    rows: dict[int, float] = field(default_factory=dict)
    phrases: list[int] = field(default_factory=list)
    info: float = 0.0


def strong(slug: str, row: RowWords) -> Iterator[tuple[str, float]]:
    yield slug.replace("-", " "), ALIAS
    yield row.title, ALIAS
    for alias in row.aliases:
        yield alias, ALIAS
    for said in row.clients_say:
        yield said, CLIENT


def weak(row: RowWords) -> Iterator[tuple[str, float]]:
    if row.question:
        for label in (row.question.text, row.question.b2b, row.question.mid, row.question.b2c):
            yield label, BODY
    for clause in (row.fact.b2b, row.fact.mid, row.fact.b2c) if row.fact else ():
        yield clause, BODY
    for pole in (row.b2b, row.b2c):
        yield pole.gist, FAINT


class Index:
    def __init__(self, catalog: Catalog) -> None:
        self.topics = tuple(row.slug for row in catalog.table.row)
        self.lexicon: Lexicon = lexicon()
        self.exact: dict[str, dict[str, int]] = {lang: {} for lang in catalog.languages}
        self.stem_of: dict[str, str] = {}
        self.phrases: list[Phrase] = []
        self.postings: dict[str, Posting] = defaultdict(Posting)
        self._faint: list[tuple[int, tuple[str, ...], float]] = []
        self._terms: dict[str, tuple[str, ...]] = {}
        for lang, language in catalog.languages.items():
            for topic, slug in enumerate(self.topics):
                self._read(topic, slug, lang, language.rows[slug])
        self._count()
        self._own()
        self.postings = dict(self.postings)
        self._stems = sorted(self._terms)
        self.spelling = Spelling(self.stem_of)
        self.loans = {  # Latin words in phrases of the Cyrillic language: they don't make a query English
            stem for phrase in self.phrases if phrase.lang == CYRILLIC for stem in phrase.stems if stem.isascii()
        }

    def beginning_with(self, prefix: str) -> list[str]:
        start = bisect_left(self._stems, prefix)
        return self._stems[start : bisect_left(self._stems, prefix + "\uffff")]

    def _read(self, topic: int, slug: str, lang: str, row: RowWords) -> None:
        for said, strength in strong(slug, row):
            words = text.words(text.clean(said))
            self.exact[lang].setdefault(" ".join(words), topic)
            self.phrases.append(Phrase(said, topic, lang, self._stemmed(words), strength))
        for said, strength in weak(row):
            self._faint.append((topic, self._stemmed(text.words(text.clean(said))), strength))

    def _stemmed(self, words: list[str]) -> tuple[str, ...]:
        for word in words:
            if word not in self.stem_of:
                self._learn(word)
        return tuple(self.stem_of[word] for word in words)

    def _learn(self, word: str) -> None:
        stem = self.stem_of[word] = text.stem(word)
        family = self.lexicon.family(stem)
        self._terms[stem] = (stem, family) if family else (stem,)

    def _count(self) -> None:
        """Phrases of every term, and how much it tells: the fewer rows, the more."""
        rows: dict[str, set[int]] = defaultdict(set)
        for pid, phrase in enumerate(self.phrases):
            for term in {term for stem in phrase.stems for term in self._terms[stem]}:
                self.postings[term].phrases.append(pid)
                rows[term].add(phrase.topic)
        for topic, stems, _ in self._faint:
            for stem in stems:
                for term in self._terms[stem]:
                    rows[term].add(topic)
        for term, spread in rows.items():
            self.postings[term].info = self._info(len(spread)) * self.lexicon.share(term)

    def _info(self, spread: float) -> float:
        return math.log(1 + (len(self.topics) - spread + 0.5) / (spread + 0.5))

    def _own(self) -> None:
        """A word that is a whole alias, or stands in many, is the row's own; one word of an idiom is hardly."""
        for phrase in self.phrases:
            infos = {stem: self.postings[stem].info for stem in phrase.stems}
            total = sum(infos.values()) or 1.0
            for stem, info in infos.items():
                self._add(phrase.topic, stem, phrase.strength * max(info / total, LEAST_SHARE))
        for topic, stems, strength in self._faint:
            for stem in set(stems):
                self._add(topic, stem, strength)
        for term, posting in self.postings.items():
            spread = sum(posting.rows.values()) / max(posting.rows.values())
            posting.info = self._info(spread) * self.lexicon.share(term)
        for phrase in self.phrases:
            phrase.info = sum(self.postings[stem].info for stem in set(phrase.stems))

    def _add(self, topic: int, stem: str, share: float) -> None:
        for term in self._terms[stem]:
            rows = self.postings[term].rows
            rows[topic] = 1 - (1 - rows.get(topic, 0.0)) * (1 - share)
