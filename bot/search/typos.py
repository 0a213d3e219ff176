"""How likely one word is a slip of the finger for another."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

LEAST = 0.62
MOST = 0.95
LONG = 8
NEAR = 16

_VOWELS = frozenset("аеиоуыэюяaeiouy")
_PAIRS = "зстдбпгкшщжшвфгвйицссшнмcsckszijvwtdmngj"
_ALIKE = frozenset(frozenset(_PAIRS[at : at + 2]) for at in range(0, len(_PAIRS), 2))
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_BESIDE = frozenset(frozenset(row[at : at + 2]) for row in _ROWS for at in range(len(row) - 1))


def allowed(word: str) -> int:
    """How many slips are looked for."""
    if len(word) < 3 or word.isdigit():
        return 0
    return 1 if len(word) < LONG else 2


def corrections(word: str, words: Sequence[str], slips: int) -> list[tuple[str, float]]:
    """Words of the list that `word` may have been meant as, with how likely it is."""
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=slips, limit=None)
    once = list({other: int(distance) for other, distance, _ in near}.items())[:NEAR]
    found = ((other, likely(word, other, distance)) for other, distance in once)
    return [(other, strength) for other, strength in found if strength >= LEAST]


def likely(word: str, other: str, distance: int) -> float:
    slips = Levenshtein.editops(word, other).as_list()
    swapped = len(slips) > distance
    if _too_short(word, other, swapped):
        return 0.0
    cost = 0.04 * distance if swapped else sum(_cost(word, other, *slip) for slip in slips)
    if word[0] != other[0] and not (swapped and word[:2] == other[1::-1]):
        cost += 0.12
    return MOST - cost * 6 / max(4, len(word)) - 0.06 * (distance - 1)


def _too_short(word: str, other: str, swapped: bool) -> bool:
    """A short word with another end is another word; a very short one has only lost a letter inside."""
    if len(word) < 5 and other.startswith(word):
        return True
    return len(word) < 4 and not swapped and (len(other) <= len(word) or word[0] != other[0])


def _cost(word: str, other: str, kind: str, at: int, to: int) -> float:
    if kind == "insert":
        return 0.06 if _doubled(other, to) else 0.1
    if kind == "delete":
        return 0.06 if _doubled(word, at) else 0.14
    pair = frozenset((word[at], other[to]))
    if pair <= _VOWELS or pair in _ALIKE:
        return 0.1
    return 0.14 if pair in _BESIDE else 0.3


def _doubled(word: str, at: int) -> bool:
    return word[at] in word[max(0, at - 1) : at] + word[at + 1 : at + 2]
