"""Where words and families stand: flat arrays, for there are thousands of them."""

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence


class Postings:
    """By name: `rows`, how much each row says it; `phrases` that hold it; `info`, how much it tells about the row."""

    def __init__(self, names: Sequence[str]) -> None:
        """Of sorted names; what is known of them is added in the same order."""
        self.names = names
        self._topics, self._said, self._rows_end = array("B"), array("d"), array("I", [0])
        self._phrases, self._phrases_end = array("H"), array("I", [0])
        self.infos = array("d")

    def add(self, rows: dict[int, float], phrases: Iterable[int], info: float) -> None:
        self._topics.extend(rows.keys())
        self._said.extend(rows.values())
        self._rows_end.append(len(self._topics))
        self._phrases.extend(phrases)
        self._phrases_end.append(len(self._phrases))
        self.infos.append(info)

    def __contains__(self, name: str) -> bool:
        at = bisect_left(self.names, name)
        return at < len(self.names) and self.names[at] == name

    def rows(self, name: str) -> Iterator[tuple[int, float]]:
        at = bisect_left(self.names, name)
        start, end = self._rows_end[at : at + 2]
        return zip(self._topics[start:end], self._said[start:end], strict=True)

    def phrases(self, name: str) -> Sequence[int]:
        at = bisect_left(self.names, name)
        start, end = self._phrases_end[at : at + 2]
        return self._phrases[start:end]

    def info(self, name: str) -> float:
        return self.infos[bisect_left(self.names, name)]

    def beginning_with(self, prefix: str) -> Sequence[str]:
        start = bisect_left(self.names, prefix)
        return self.names[start : bisect_left(self.names, prefix + "\uffff", start)]
