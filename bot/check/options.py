"""A typed text where a button is expected: which option is meant. Pure."""

import re
from collections.abc import Iterable, Mapping, Sequence

from rapidfuzz import fuzz

TYPO = 84
"""Similarity from which on a typed word counts as an option's word, 0 to 100."""


def _plain(text: str) -> str:
    joined = re.sub(r"(?<=\w)['’](?=\w)", "", text.lower().replace("ё", "е"))
    return " ".join(re.sub(r"[^\w\s-]+", " ", joined).split())


def match(text: str, options: Mapping[str, Sequence[str]], negations: Iterable[str] = ()) -> str | None:
    """The option meant: by its number, the beginning of its label, one of its words, or nearly so.

    `options`: value -> label and the words it may be typed by, in the order shown. None when two options are as near,
    and when a negation would have to be overheard.
    """
    said = _plain(text)
    if not said:
        return None
    values = list(options)
    if said in (numbers := [str(number) for number in range(1, len(values) + 1)]):
        return values[numbers.index(said)]
    ways = {value: [_plain(word) for word in words] for value, words in options.items()}
    no = _Negations(negations)
    for test in (_same, no.begins):
        hits = [value for value, words in ways.items() if test(said, words)]
        if hits:
            return hits[0] if len(hits) == 1 else None
    heard = {value: within for value, words in ways.items() if (within := _within(said, words))}
    if heard:
        value, within = next(iter(heard.items()))
        return value if len(heard) == 1 and no.all_in(said, within) else None
    return _nearest({value: no.likeness(said, words) for value, words in ways.items()})


def _nearest(likeness: Mapping[str, float]) -> str | None:
    scores = sorted(((score, value) for value, score in likeness.items()), reverse=True)
    if scores[0][0] >= TYPO and (len(scores) == 1 or scores[0][0] - scores[1][0] >= 5):
        return scores[0][1]
    return None


def _same(said: str, words: Sequence[str]) -> bool:
    return said in words


def _within(said: str, words: Sequence[str]) -> list[str]:
    return [word for word in words if len(word) >= 4 and _has(said, word)]


class _Negations:
    """The words that turn an answer round: "not alone" is no way to say "alone"."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = [_plain(word) for word in words]

    def begins(self, said: str, words: Sequence[str]) -> bool:
        """A label may be begun anywhere; of a word whose rest negates once more, only what negates nothing."""
        label, *others = words
        if len(said) < 2:
            return False
        mine = self._of(said)
        return label.startswith(said) or any(w.startswith(said) and (not mine or mine == self._of(w)) for w in others)

    def all_in(self, said: str, words: Sequence[str]) -> bool:
        """Whether nothing is negated but in the words themselves."""
        return self._of(said) <= {negation for word in words for negation in self._of(word)}

    def likeness(self, said: str, words: Sequence[str]) -> float:
        """A negation may be written together with the next word, but stands on both sides or on none."""
        mine, opens = self._of(said), self._opens(said)
        like = [word for word in words if mine <= self._of(word) and opens == self._opens(word)]
        return max((fuzz.ratio(said, word) for word in like), default=0)

    def _of(self, text: str) -> set[str]:
        return {word for word in self.words if _has(text, word)}

    def _opens(self, text: str) -> bool:
        return any(text.replace(" ", "").startswith(word.replace(" ", "")) for word in self.words)


def _has(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
