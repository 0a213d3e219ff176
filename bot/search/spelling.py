"""Known words by how they are written and heard: typos, transliterations, English in Cyrillic letters."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.search import sounds, text, typos

NEAR_SOUND, NEAR_SOUND_SHORT = 0.5, 0.6
NEAREST = 9


class Nearby:
    """Words by their first and their last letters, two of a long word: a slip hardly ever touches both ends."""

    SHORT = 5

    def __init__(self, words: Iterable[str]) -> None:
        self._starts: dict[str, list[str]] = defaultdict(list)
        self._ends: dict[str, list[str]] = defaultdict(list)
        for word in words:
            letters = 1 if len(word) <= self.SHORT else 2
            self._starts[word[:letters]].append(word)
            self._ends[word[-letters:]].append(word)

    def near(self, word: str, slips: int) -> list[str]:
        """The words worth a closer look; some stand there twice."""
        found: list[str] = []
        for letters in (1, 2) if len(word) <= self.SHORT + slips else (2,):
            found += self._starts.get(word[:letters], ())
            found += self._ends.get(word[-letters:], ())
        return found


class Spelling:
    """Every answer is a stem and how likely it was meant."""

    def __init__(self, words: Sequence[str]) -> None:
        """Of the words in the order they were met."""
        self._all = words

    @cached_property
    def _words(self) -> Nearby:
        return Nearby(self._all)

    def meant(self, typed: str) -> Iterator[tuple[str, float]]:
        """Slips of one key, of two in a long word if nothing is nearer."""
        most = typos.allowed(typed)
        near = self._words.near(typed, most) if most else []
        for slips in range(1, most + 1):
            found = typos.corrections(typed, near, slips)
            yield from ((text.stem(word), strength) for word, strength in found)
            if found:
                return

    @cached_property
    def _canon(self) -> dict[str, str]:
        words = [word for word in self._all if text.is_cyrillic(word)]  # all at once: ten times as quick
        return dict(zip(sounds.canon("\n".join(words)).split("\n"), words, strict=True))

    @cached_property
    def _canons(self) -> Nearby:
        return Nearby(self._canon)

    def transliterated(self, typed: str) -> Iterator[tuple[str, float]]:
        """Russian in Latin letters, however it was transliterated."""
        key = sounds.canon(typed)
        if found := self._canon.get(key):
            yield text.stem(found), 0.95
        elif len(key) > 3:
            yield from self._nearly(key, 1 if len(key) < 8 else 2)

    def _nearly(self, key: str, slips: int) -> Iterator[tuple[str, float]]:
        near = self._canons.near(key, slips)
        found = process.extract(key, near, scorer=OSA.distance, score_cutoff=slips, limit=None)
        for other, distance in list({other: distance for other, distance, _ in found}.items())[:NEAREST]:
            yield text.stem(self._canon[other]), 0.85 - 0.1 * distance - 0.3 / len(key)

    def warm(self) -> None:
        _ = self._words, self._canons, self._skeletons

    @cached_property
    def _skeletons(self) -> dict[str, list[str]]:
        words = [word for word in self._all if len(word) > 2 and word.isascii()]
        skeletons: dict[str, list[str]] = defaultdict(list)
        for skeleton, word in zip(sounds.skeleton("\n".join(words)).split("\n"), words, strict=True):
            skeletons[skeleton].append(word)
        return skeletons

    def heard(self, typed: str) -> Iterator[tuple[str, float]]:
        """English in Cyrillic letters, as it sounds."""
        key = sounds.skeleton(typed)
        if len(key) < 2 or len(typed) < 4:
            return
        latin = sounds.canon(typed)
        for found in self._skeletons.get(key, ()):
            alike = fuzz.ratio(latin, found) / 100
            if alike >= (NEAR_SOUND if len(key) > 2 else NEAR_SOUND_SHORT):
                yield text.stem(found), 0.6 + 0.25 * alike
