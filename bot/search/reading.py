"""The texts of the rows as numbers of words, read once; thrown away when the index is built."""

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import count

from bot.catalog.model import Catalog, RowWords
from bot.search import text
from bot.search.owners import Owners

ALIAS, CLIENT, BODY, FAINT = 1.0, 0.9, 0.15, 0.12


class Texts:
    """One after another: the words of all, where each text ends, whose it is, what it counts."""

    def __init__(self) -> None:
        self.words = array("H")
        self.ends = array("I")
        self.topics = array("B")
        self.strengths = array("d")

    def add(self, words: list[int], topic: int, strength: float) -> None:
        self.words.extend(words)
        self.ends.append(len(self.words))
        self.topics.append(topic)
        self.strengths.append(strength)

    def renumber(self, numbers: Sequence[int]) -> None:
        self.words = array("H", map(numbers.__getitem__, self.words))

    def __iter__(self) -> Iterator["array[int]"]:
        start = 0
        for end in self.ends:
            yield self.words[start:end]
            start = end


class Reading:
    """`strong`: titles, aliases and clients' phrases; `said`, `langs`: the same as they are written, in what language.

    `weak`: what else the rows say.
    """

    def __init__(self, catalog: Catalog, topics: Sequence[str]) -> None:
        self.numbers = defaultdict[str, int](count().__next__)  # of the words
        self.strong, self.weak = Texts(), Texts()
        self.said: list[str] = []
        self.langs = array("B")
        self.exact: dict[str, Owners] = {}
        for lang, language in catalog.languages.items():
            hashes, start = array("q"), len(self.said)
            for topic, slug in enumerate(topics):
                row = language.rows[slug]
                for said, strength in strong(slug, row):
                    self.said.append(said)
                    words = self._read(self.strong, said, topic, strength)
                    hashes.append(hash(" ".join(words)))
                for said, strength in weak(row):
                    self._read(self.weak, said, topic, strength)
            self.langs.extend([len(self.exact)] * len(hashes))
            self.exact[lang] = Owners(hashes, self.strong.topics[start:])

    def _read(self, texts: Texts, said: str, topic: int, strength: float) -> list[str]:
        words = text.words(text.clean(said))
        texts.add([self.numbers[word] for word in words], topic, strength)
        return words


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
