"""Known words by how they are written and heard: typos, transliterations, English in Cyrillic letters."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.search import sounds, text, typos

NEAR_SOUND, NEAR_SOUND_SHORT = 0.5, 0.6


class Spelling:
    """Every answer is a stem and how likely it was meant."""

    def __init__(self, stem_of: Mapping[str, str]) -> None:
        self._stem_of = stem_of
        self._by_length: dict[tuple[bool, int], list[str]] = defaultdict(list)
        for word in stem_of:
            self._by_length[text.is_cyrillic(word), len(word)].append(word)

    def meant(self, typed: str) -> Iterator[tuple[str, float]]:
        """Slips of one key, of two in a long word if nothing is nearer."""
        script = text.is_cyrillic(typed)
        for slips in range(1, typos.allowed(typed) + 1):
            lengths = range(len(typed) - slips, len(typed) + slips + 1)
            found = [
                correction
                for length in lengths
                for correction in typos.corrections(typed, self._by_length.get((script, length), ()), slips)
            ]
            yield from ((self._stem_of[word], strength) for word, strength in found)
            if found:
                return

    @cached_property
    def _canon(self) -> dict[int, dict[str, str]]:
        canon: dict[int, dict[str, str]] = defaultdict(dict)
        for word in self._stem_of:
            if text.is_cyrillic(word):
                key = sounds.canon(word)
                canon[len(key)][key] = word
        return canon

    def transliterated(self, typed: str) -> Iterator[tuple[str, float]]:
        """Russian in Latin letters, however it was transliterated."""
        key = sounds.canon(typed)
        if found := self._canon[len(key)].get(key):
            yield self._stem_of[found], 0.95
        elif len(key) > 3:
            yield from self._nearly(key, 1 if len(key) < 8 else 2)

    def _nearly(self, key: str, slips: int) -> Iterator[tuple[str, float]]:
        for length in range(len(key) - slips, len(key) + slips + 1):
            keys = self._canon[length]
            for found, distance, _ in process.extract(
                key, list(keys), scorer=OSA.distance, score_cutoff=slips, limit=3
            ):
                yield self._stem_of[keys[found]], 0.85 - 0.1 * distance - 0.3 / len(key)

    def warm(self) -> None:
        _ = self._canon, self._skeletons

    @cached_property
    def _skeletons(self) -> dict[str, list[str]]:
        skeletons: dict[str, list[str]] = defaultdict(list)
        for word in self._stem_of:
            if len(word) > 2 and word.isascii():
                skeletons[sounds.skeleton(word)].append(word)
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
                yield self._stem_of[found], 0.6 + 0.25 * alike
