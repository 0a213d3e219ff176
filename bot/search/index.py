"""The words of the rows, counted once: which word stands in which phrase and speaks for which row."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from bot.catalog.model import Catalog, RowWords
from bot.search import text
from bot.search.lexicon import Lexicon, lexicon

ALIAS, CLIENT, BODY, FAINT = 1.0, 0.9, 0.5, 0.35
UNEVEN = 0.4


@dataclass(frozen=True, slots=True)
class Phrase:
    said: str
    topic: int
    lang: str
    words: tuple[str, ...]
    stems: tuple[str, ...]


@dataclass(slots=True)
class Posting:
    """Where a stem or a family of stems stands; `info` is how much it tells about the row."""

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
        self.phrases: list[Phrase] = []
        self.exact: dict[str, dict[str, int]] = {lang: {} for lang in catalog.languages}
        self.stem_of: dict[str, str] = {}
        self.postings: dict[str, Posting] = {}
        counts: dict[str, dict[int, float]] = defaultdict(lambda: defaultdict(float))
        best: dict[str, dict[int, float]] = defaultdict(dict)
        for lang, language in catalog.languages.items():
            for topic, slug in enumerate(self.topics):
                row = language.rows[slug]
                for said, strength in strong(slug, row):
                    self._phrase(said, topic, lang, strength, counts, best)
                for said, strength in weak(row):
                    self._count(self._words(said), topic, strength, counts, best)
        self._weigh(counts, best)
        self._weigh_phrases()
        self.surfaces = sorted(self.stem_of)
        self.stems = sorted(stem for stem in self.postings if not stem.startswith("#"))
        self._sounds()

    def _words(self, said: str) -> list[str]:
        words = text.words(text.clean(said))
        for word in words:
            self.stem_of.setdefault(word, text.stem(word))
        return words

    def _phrase(self, said: str, topic: int, lang: str, strength: float, counts: dict[str, dict[int, float]], best: dict[str, dict[int, float]]) -> None:
        words = self._words(said)
        key = " ".join(words)
        self.exact[lang].setdefault(key, topic)
        stems = self._count(words, topic, strength, counts, best)
        pid = len(self.phrases)
        self.phrases.append(Phrase(said, topic, lang, tuple(words), stems))
        for term in {term for stem in stems for term in self._terms(stem)}:
            self.postings.setdefault(term, Posting()).phrases.append(pid)

    def _terms(self, stem: str) -> tuple[str, ...]:
        family = self.lexicon.family(stem)
        return (stem, family) if family else (stem,)

    def _count(self, words: list[str], topic: int, strength: float, counts: dict[str, dict[int, float]], best: dict[str, dict[int, float]]) -> tuple[str, ...]:
        stems = tuple(self.stem_of[word] for word in words)
        for term in {term for stem in stems for term in self._terms(stem)}:
            counts[term][topic] += strength
            best[term][topic] = max(strength, best[term].get(topic, 0.0))
        return stems

    def _weigh(self, counts: dict[str, dict[int, float]], best: dict[str, dict[int, float]]) -> None:
        total = len(self.topics)
        for term, by_topic in counts.items():
            posting = self.postings.setdefault(term, Posting())
            most = max(by_topic.values())
            for topic, count in by_topic.items():
                posting.rows[topic] = best[term][topic] * (1 - UNEVEN + UNEVEN * count / most)
            spread = sum(posting.rows.values()) / max(posting.rows.values())
            info = math.log(1 + (total - spread + 0.5) / (spread + 0.5))
            posting.info = info * self.lexicon.share(term)

    def _weigh_phrases(self) -> None:
        self.weights = [sum(self.postings[stem].info for stem in set(phrase.stems)) for phrase in self.phrases]

    def _sounds(self) -> None:
        """Lookups for transliterated and phonetic spellings."""
        self.canon = {text.canon(word): word for word in self.surfaces if text.is_cyrillic(word)}
        self.skeletons: dict[str, list[str]] = defaultdict(list)
        for word in self.surfaces:
            if not text.is_cyrillic(word) and len(word) > 2:
                self.skeletons[text.skeleton(word)].append(word)

    def beginning_with(self, prefix: str) -> list[str]:
        start = bisect_left(self.stems, prefix)
        end = bisect_left(self.stems, prefix + "\uffff")
        return self.stems[start:end]
