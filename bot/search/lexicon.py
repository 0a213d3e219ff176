"""What is known of words beyond the rows: frames, function words, word families, words of other domains."""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.search import text

WORDS = Path(__file__).with_name("words")
FUNCTION_SHARE = 0.25
SHORTEST_PREFIX, LONGEST_PHRASE = 3, 4


class Lexicon:
    """The lists of all languages together: no stem of one alphabet is a stem of the other."""

    def __init__(self, lists: list[dict[str, str]]) -> None:
        self.frames = _stems(one["frames"] for one in lists)
        self.functions = _stems(one["functions"] for one in lists) - self.frames
        self.common = _stems(one["common"] for one in lists) - self.frames - self.functions
        self.plain = _stems(one["plain"] for one in lists)
        self.foreign = _stems(one["foreign"] for one in lists)
        self._phrases = {
            tuple(text.stem(word) for word in text.words(text.clean_all(line)))
            for one in lists
            for line in one["foreign_phrases"].strip().splitlines()
        }
        self._first = {phrase[0] for phrase in self._phrases}
        self._families = {key: name for one in lists for key, name in _families(one["families"])}

    def share(self, term: str) -> float:
        """What part of its information a word keeps: frames none, function words little."""
        if term in self.frames:
            return 0.0
        return FUNCTION_SHARE if term in self.functions else 1.0

    def family(self, stem: str) -> str | None:
        families = self._families
        if stem in families:
            return families[stem]
        for end in range(len(stem), SHORTEST_PREFIX - 1, -1):
            if (prefix := stem[:end] + "*") in families:
                return families[prefix]
        return None

    def foreign_in(self, stems: tuple[str, ...]) -> set[int]:
        """Places of words that stand in a phrase of another domain ("stock market")."""
        places: set[int] = set()
        for start, first in enumerate(stems):
            for length in range(1, LONGEST_PHRASE + 1) if first in self._first else ():
                if stems[start : start + length] in self._phrases:
                    places |= set(range(start, start + length))
        return places


@cache
def lexicon() -> Lexicon:
    return Lexicon([tomllib.loads(path.read_text("utf-8")) for path in sorted(WORDS.glob("*.toml"))])


def _stems(lists: Iterator[str]) -> frozenset[str]:
    return frozenset(text.stem(word) for one in lists for word in text.words(text.clean_all(one)))


def _families(lines: str) -> Iterator[tuple[str, str]]:
    """A family is called by its first member."""
    for line in lines.replace("ё", "е").strip().splitlines():
        first, *_ = members = line.split()
        for member in members:
            yield member if member.endswith("*") else text.stem(member), f"#{first}"
