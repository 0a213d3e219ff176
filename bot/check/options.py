"""A typed text where a button is expected: which option is meant. Pure."""

import re
from collections.abc import Mapping, Sequence

from rapidfuzz import fuzz

TYPO = 84
"""Similarity from which on a typed word counts as an option's word, 0 to 100."""


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s-]+", " ", text.lower().replace("ё", "е")).split())


def match(text: str, options: Mapping[str, Sequence[str]]) -> str | None:
    """The option meant: by its number, the beginning of its label, one of its words, or nearly so.

    `options`: value -> label and the words it may be typed by, in the order shown. None when two options are as near.
    """
    said = _plain(text)
    if not said:
        return None
    values = list(options)
    if said in (numbers := [str(number) for number in range(1, len(values) + 1)]):
        return values[numbers.index(said)]
    ways = {value: [_plain(word) for word in words] for value, words in options.items()}
    for test in (_same, _begins, _contains):
        hits = [value for value, words in ways.items() if any(test(said, word) for word in words)]
        if len(hits) == 1:
            return hits[0]
        if hits:
            return None
    scores = sorted(
        ((max(fuzz.ratio(said, word) for word in words), value) for value, words in ways.items()), reverse=True
    )
    if scores[0][0] >= TYPO and (len(scores) == 1 or scores[0][0] - scores[1][0] >= 5):
        return scores[0][1]
    return None


def _same(said: str, word: str) -> bool:
    return said == word


def _begins(said: str, word: str) -> bool:
    return len(said) >= 2 and word.startswith(said)


def _contains(said: str, word: str) -> bool:
    return len(word) >= 4 and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None
