"""What is known of words beyond the rows: frames, function words, word families, words of other domains."""

from collections.abc import Iterator
from functools import cache

from bot.search import lexicon_en, lexicon_ru, text

FUNCTION_SHARE = 0.25


class Lexicon:
    def __init__(self) -> None:
        modules = (lexicon_ru, lexicon_en)
        self.frames = _words(module.FRAMES for module in modules)
        self.functions = _words(module.FUNCTIONS for module in modules) - self.frames
        self.common = _words(module.COMMON for module in modules) - self.frames - self.functions
        self.foreign = _words(module.FOREIGN for module in modules)
        self.foreign_phrases = frozenset(
            tuple(text.stem(word) for word in text.words(text.clean(line)))
            for module in modules
            for line in module.FOREIGN_PHRASES.strip().splitlines()
        )
        self.foreign_starts = {phrase[0] for phrase in self.foreign_phrases}
        self._families = dict(_families(*(module.FAMILIES for module in modules)))
        self._prefixes = {key[:-1]: name for key, name in self._families.items() if key.endswith("*")}
        self._known: dict[str, str | None] = {}

    def share(self, term: str) -> float:
        """What part of its information a word keeps: frames none, function words little."""
        if term in self.frames:
            return 0.0
        return FUNCTION_SHARE if term in self.functions else 1.0

    def family(self, stem: str) -> str | None:
        if stem not in self._known:
            self._known[stem] = self._find(stem)
        return self._known[stem]

    def _find(self, stem: str) -> str | None:
        if stem in self._families:
            return self._families[stem]
        for end in range(len(stem), 2, -1):
            if stem[:end] in self._prefixes:
                return self._prefixes[stem[:end]]
        return None

    def foreign_in(self, stems: tuple[str, ...]) -> set[int]:
        """Places of words that stand in a phrase of another domain ("stock market")."""
        places: set[int] = set()
        for start, first in enumerate(stems):
            if first in self.foreign_starts:
                for length in range(1, 5):
                    if stems[start : start + length] in self.foreign_phrases:
                        places |= set(range(start, start + length))
        return places


@cache
def lexicon() -> Lexicon:
    return Lexicon()


def _words(sources: Iterator[str]) -> frozenset[str]:
    return frozenset(text.stem(word) for source in sources for word in text.words(text.clean_all(source)))


def _families(*sources: str) -> Iterator[tuple[str, str]]:
    for source in sources:
        for line in source.strip().splitlines():
            members = line.replace("ё", "е").split()
            for member in members:
                key = member if member.endswith("*") else text.stem(member)
                yield key, f"#{members[0].rstrip('*')}"
