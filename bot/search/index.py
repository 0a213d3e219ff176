"""The words of the rows, counted once: which word stands in which phrase and speaks for which row."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.catalog.model import Catalog, RowWords
from bot.search import text
from bot.search.lexicon import Lexicon, lexicon

ALIAS, CLIENT, BODY, FAINT = 1.0, 0.9, 0.3, 0.25
LEAST_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Phrase:
    said: str
    topic: int
    lang: str
    stems: tuple[str, ...]
    strength: float


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
        self._faint: list[tuple[int, tuple[str, ...], float]] = []
        for lang, language in catalog.languages.items():
            for topic, slug in enumerate(self.topics):
                self._read(topic, slug, lang, language.rows[slug])
        self.postings: dict[str, Posting] = {}
        self._count()
        self._own()
        self.weights = [sum(self.postings[stem].info for stem in set(phrase.stems)) for phrase in self.phrases]
        self.surfaces = sorted(self.stem_of)
        self.stems = sorted(stem for stem in self.postings if not stem.startswith("#"))
        self._sounds()

    def _read(self, topic: int, slug: str, lang: str, row: RowWords) -> None:
        for said, strength in strong(slug, row):
            words = text.words(text.clean(said))
            self.exact[lang].setdefault(" ".join(words), topic)
            self.phrases.append(Phrase(said, topic, lang, self._stems(words), strength))
        for said, strength in weak(row):
            self._faint.append((topic, self._stems(text.words(text.clean(said))), strength))

    def _stems(self, words: list[str]) -> tuple[str, ...]:
        for word in words:
            if word not in self.stem_of:
                self.stem_of[word] = text.stem(word)
        return tuple(self.stem_of[word] for word in words)

    def terms(self, stems: tuple[str, ...]) -> set[str]:
        families = {family for stem in stems if (family := self.lexicon.family(stem))}
        return {*stems, *families}

    def _count(self) -> None:
        """Phrases of every term, and how much it tells: the fewer rows, the more."""
        rows: dict[str, set[int]] = defaultdict(set)
        for pid, phrase in enumerate(self.phrases):
            for term in self.terms(phrase.stems):
                self.postings.setdefault(term, Posting()).phrases.append(pid)
                rows[term].add(phrase.topic)
        for topic, stems, _ in self._faint:
            for term in self.terms(stems):
                self.postings.setdefault(term, Posting())
                rows[term].add(topic)
        for term, posting in self.postings.items():
            posting.info = self._info(len(rows[term])) * self.lexicon.share(term)

    def _info(self, spread: float) -> float:
        return math.log(1 + (len(self.topics) - spread + 0.5) / (spread + 0.5))

    def _own(self) -> None:
        """A word that is a whole alias, or stands in many, is the row's own; one word of an idiom is hardly."""
        for phrase in self.phrases:
            infos = {stem: self.postings[stem].info for stem in phrase.stems}
            total = sum(infos.values()) or 1.0
            shares: dict[str, float] = {}
            for stem, info in infos.items():
                share = phrase.strength * max(info / total, LEAST_SHARE)
                for term in self.terms((stem,)):
                    shares[term] = max(share, shares.get(term, 0.0))
            self._add(phrase.topic, shares)
        for topic, stems, strength in self._faint:
            self._add(topic, dict.fromkeys(self.terms(stems), strength * 0.5))
        for term, posting in self.postings.items():
            spread = sum(posting.rows.values()) / max(posting.rows.values())
            posting.info = self._info(spread) * self.lexicon.share(term)

    def _add(self, topic: int, shares: dict[str, float]) -> None:
        for term, share in shares.items():
            rows = self.postings[term].rows
            rows[topic] = 1 - (1 - rows.get(topic, 0.0)) * (1 - share)

    def _sounds(self) -> None:
        """Lookups for transliterated and phonetic spellings."""
        self.canon = {text.canon(word): word for word in self.surfaces if text.is_cyrillic(word)}
        self.skeletons: dict[str, list[str]] = defaultdict(list)
        for word in self.surfaces:
            if not text.is_cyrillic(word) and len(word) > 2:
                self.skeletons[text.skeleton(word)].append(word)

    def beginning_with(self, prefix: str) -> list[str]:
        start = bisect_left(self.stems, prefix)
        return self.stems[start : bisect_left(self.stems, prefix + "\uffff")]
