"""How likely one word is a slip of the finger for another."""

from collections.abc import Sequence

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

LEAST = 0.62
_VOWELS = frozenset("аеиоуыэюяaeiouy")
_ALIKE = frozenset(
    frozenset(pair) for pair in ("зс", "тд", "бп", "гк", "шщ", "жш", "вф", "гв", "йи", "цс", "сш", "cs", "ck", "sz", "ij", "vw", "td", "mn", "gj", "нм")
)
_ROWS = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_NEAR = frozenset(frozenset(row[at : at + 2]) for row in _ROWS for at in range(len(row) - 1))


def allowed(word: str) -> int:
    if len(word) < 3 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2


def corrections(word: str, words: Sequence[str], most: int) -> list[tuple[str, float]]:
    """Words of the list that `word` may have been meant as, with how likely it is."""
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=most, limit=8)
    found = ((other, likely(word, other, int(distance))) for other, distance, _ in near)
    return [(other, strength) for other, strength in found if strength >= LEAST]


def likely(word: str, other: str, distance: int) -> float:
    slips = Levenshtein.editops(word, other).as_list()
    swapped = len(slips) > distance
    cost = 0.04 * distance if swapped else sum(_cost(word, other, *slip) for slip in slips)
    if word[0] != other[0] and not (swapped and word[:2] == other[1::-1]):
        cost += 0.12
    if len(word) < 5 and other.startswith(word):
        return 0.0
    if len(word) < 4 and not swapped and (len(other) <= len(word) or word[0] != other[0]):
        return 0.0
    return 0.95 - cost * 6 / max(4, len(word)) - 0.06 * (distance - 1)


def _cost(word: str, other: str, kind: str, at: int, to: int) -> float:
    if kind == "insert":
        return 0.06 if other[to] in other[max(0, to - 1) : to] + other[to + 1 : to + 2] else 0.1
    if kind == "delete":
        return 0.06 if word[at] in word[max(0, at - 1) : at] + word[at + 1 : at + 2] else 0.14
    pair = frozenset((word[at], other[to]))
    if pair <= _VOWELS or pair in _ALIKE:
        return 0.1
    return 0.14 if pair in _NEAR else 0.3
