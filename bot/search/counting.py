"""How much each row says each word, counted over the texts; thrown away when the index is built."""

import math
from array import array
from collections.abc import Sequence

from bot.search.lexicon import Lexicon
from bot.search.postings import Postings
from bot.search.reading import Reading, Texts


class Counting:
    """Of `names`, stems and families; `families`: of each the number of its family, or its own."""

    def __init__(self, lexicon: Lexicon, names: Sequence[str], families: Sequence[int], rows: int) -> None:
        self._names, self._families, self._rows = names, families, rows
        self._shares = [lexicon.share(name) for name in names]
        self._said = array("d", bytes(8 * rows * len(names)))  # name by name, row by row
        self._spread = [0] * len(names)  # a bit for each row

    def postings(self, read: Reading) -> Postings:
        for texts in (read.strong, read.weak):
            self._meet(texts)
        infos = [self._info(number, rows.bit_count()) for number, rows in enumerate(self._spread)]
        for texts in (read.strong, read.weak):
            self._speak(texts, infos)
        self._gather()
        found = Postings(self._names)
        for number, phrases in enumerate(self._phrases(read.strong)):
            rows = self._of(number)
            spread = sum(rows.values()) / (max(rows.values(), default=0.0) or 1.0)
            found.add(rows, phrases, self._info(number, spread))
        return found

    def talkative(self) -> list[float]:
        """The log of how much a row says, against the others."""
        said = [sum(self._said[row :: self._rows]) for row in range(self._rows)]
        mean = sum(said) / len(said)
        return [math.log(total / mean) for total in said]

    def _info(self, number: int, spread: float) -> float:
        return math.log(1 + (self._rows - spread + 0.5) / (spread + 0.5)) * self._shares[number]

    def _meet(self, texts: Texts) -> None:
        for words, row in zip(texts, texts.topics, strict=True):
            for word in words:
                self._spread[word] |= 1 << row

    def _speak(self, texts: Texts, infos: Sequence[float]) -> None:
        """Every text speaks once for its row: a word that is a whole alias says more than one of an idiom."""
        for words, row, strength in zip(texts, texts.topics, texts.strengths, strict=True):
            alone = dict.fromkeys(words)
            length = math.sqrt(sum([infos[word] * infos[word] for word in alone])) or 1.0
            for word in alone:
                self._said[word * self._rows + row] += strength * infos[word] / length

    def _gather(self) -> None:
        """A family says what its words say."""
        for word, family in enumerate(self._families):
            if family != word:
                self._spread[family] |= self._spread[word]
                for row, much in self._of(word).items():
                    self._said[family * self._rows + row] += much

    def _of(self, number: int) -> dict[int, float]:
        start, rows = number * self._rows, self._spread[number]
        return {row: self._said[start + row] for row in range(self._rows) if rows >> row & 1}

    def _phrases(self, strong: Texts) -> "list[array[int]]":
        """Of each name, the phrases it stands in."""
        found = [array("H") for _ in self._names]
        for phrase, words in enumerate(strong):
            for number in {*words, *[self._families[word] for word in words]}:
                found[number].append(phrase)
        return found
