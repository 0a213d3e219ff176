"""Which rows a key belongs to."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Sequence


class Owners:
    """Keys are known by their hashes alone: eight bytes each in place of a hundred."""

    def __init__(self, hashes: Sequence[int], topics: Sequence[int]) -> None:
        order = sorted(range(len(hashes)), key=hashes.__getitem__)
        self._hashes = array("q", [hashes[at] for at in order])
        self._topics = array("B", [topics[at] for at in order])

    def of(self, key: Hashable) -> Sequence[int]:
        """The rows the key was said of, in the order they said it."""
        known = hash(key)
        start = bisect_left(self._hashes, known)
        return self._topics[start : bisect_right(self._hashes, known, start)]
