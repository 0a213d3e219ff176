"""Fits the weights of bot/search/trust.py: `python -m tests.search.fit` prints them, to be copied by hand.

Seen: every eighth phrase searched for without itself, the tune half of the queries, the off-topic lines of off.*.txt.
"""

import math

from bot.catalog.model import Catalog
from bot.search import text
from bot.search.index import Index
from bot.search.lookup import Lookup
from bot.search.rank import rank
from bot.search.trust import Signs, signs
from tests.search.catalog import PARTS, catalog, without
from tests.search.evaluate import HERE, LANGUAGES, read

SHRINK, ROUNDS = 1e-3, 12
HEAVY = 6  # a typed query counts as much as so many phrases of the catalog
EVERY = 5

Seen = tuple[tuple[float, ...], bool, float]  # signs with a leading 1, is the best row right, how much it counts


class Signals:
    def __init__(self, whole: Catalog) -> None:
        self._index = Index(whole)
        self._lookup = Lookup(self._index)

    def of(self, said: str, lang: str) -> tuple[Signs | None, str | None]:
        found = rank(self._index, self._lookup, self._lookup.read(text.clean(said)), lang)
        best = found.best()
        return signs(self._lookup, found), self._index.topics[best[0][0]] if best else None


def examples() -> list[tuple[Signals, str, str | None, str, float]]:
    """By whom it is searched for, what, the row if any, the language, how much it counts."""
    whole = Signals(catalog())
    found: list[tuple[Signals, str, str | None, str, float]] = []
    for lang in LANGUAGES:
        found += [(whole, query.text, query.topic, lang, HEAVY) for query in read(f"tune.{lang}")]
        off = (HERE / f"off.{lang}.txt").read_text("utf-8").splitlines()
        found += [(whole, line, None, lang, HEAVY) for line in off]
    for part in range(PARTS):
        rest, phrases = without(part)
        signals = Signals(rest)
        found += [(signals, said, slug, lang, 1.0) for said, slug, lang in phrases[::EVERY]]
    return found


def seen() -> list[Seen]:
    read_as = [(signals.of(said, lang), topic, weight) for signals, said, topic, lang, weight in examples()]
    return [((1.0, *one), topic == best, weight) for (one, best), topic, weight in read_as if one is not None]


def fit(cases: list[Seen]) -> list[float]:
    """Newton's method for logistic regression."""
    size = len(cases[0][0])
    weights = [0.0] * size
    for _ in range(ROUNDS):
        slope = [SHRINK * weight for weight in weights]
        curve = [[SHRINK * (row == column) for column in range(size)] for row in range(size)]
        for parts, right, much in cases:
            guess = 1 / (1 + math.exp(-sum(weight * part for weight, part in zip(weights, parts, strict=True))))
            for row, part in enumerate(parts):
                slope[row] += much * (guess - right) * part
                for column, other in enumerate(parts):
                    curve[row][column] += much * guess * (1 - guess) * part * other
        weights = [weight - step for weight, step in zip(weights, solved(curve, slope), strict=True)]
    return weights


def solved(rows: list[list[float]], right: list[float]) -> list[float]:
    """The linear equations by Gauss and Jordan."""
    table = [[*row, value] for row, value in zip(rows, right, strict=True)]
    for at in range(len(table)):
        best = max(range(at, len(table)), key=lambda row: abs(table[row][at]))
        table[at], table[best] = table[best], table[at]
        table[at] = [value / table[at][at] for value in table[at]]
        for row in range(len(table)):
            if row != at:
                factor = table[row][at]
                table[row] = [value - factor * pivot for value, pivot in zip(table[row], table[at], strict=True)]
    return [row[-1] for row in table]


def main() -> None:
    start, *weights = fit(seen())
    print(f"START = {start:.2f}")
    print("\n".join(f"    {name}={weight:.2f}," for name, weight in zip(Signs._fields, weights, strict=True)))


if __name__ == "__main__":
    main()
