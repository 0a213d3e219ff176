"""Is the best row the one meant? The log of the odds, from a handful of signs."""

import math
from typing import NamedTuple

from bot.search.lookup import Lookup
from bot.search.rank import Ranking

LEAST_INFO = 0.7  # function words alone name no row
LONG = 6
LOUD = 6
CERTAIN = 0.001


class Limits(NamedTuple):
    """How much trust a row needs to be among the nearest, and to be the one that is meant."""

    near: float
    sure: float


LIMITS = {"ru": Limits(near=-1.8, sure=-0.3), "en": Limits(near=-1.6, sure=0.1)}
OTHERS = LIMITS["en"]
"""By the asker's language: of phrases that the rows lack one in fifty is surely taken for another row."""


class Signs(NamedTuple):
    """What speaks for and against the best row; all at most 1, but for the odds."""

    odds: float  # the log of the odds that it is this row, if it is any
    phrases: float
    spoken: float
    explained: float  # by words that the row says often
    unknown: float
    foreign: float
    length: float
    phrase_of_long: float


START = -6.24
WEIGHTS = Signs(
    odds=0.36,
    phrases=2.15,
    spoken=1.06,
    explained=3.71,
    unknown=-3.08,
    foreign=-3.43,
    length=-1.63,
    phrase_of_long=7.18,
)
"""Fitted by tests/search/fit.py: phrases searched for without themselves, the tune half, queries off the topic."""


def signs(lookup: Lookup, found: Ranking) -> Signs | None:
    """None when nothing speaks for any row."""
    best = found.best()
    if not best or found.total < LEAST_INFO:
        return None
    topic, row = best[0]
    length = min(len(found.telling()), LONG) / LONG
    return Signs(
        odds=_odds([other.score - row.score for _, other in best]),
        phrases=row.three,
        spoken=math.tanh(row.spoken / LOUD),
        explained=sum(word.info * min(1.0, lookup.places(word).said(topic)) for word in found.words) / found.total,
        unknown=min(1.0, found.unknown / found.total),
        foreign=found.foreign / found.total,
        length=length,
        phrase_of_long=row.best * length,
    )


def _odds(behind: list[float]) -> float:
    rest = sum(math.exp(gap) for gap in behind[1:])
    return -math.log(max(rest, CERTAIN))


def trust(lookup: Lookup, found: Ranking) -> float | None:
    seen = signs(lookup, found)
    if seen is None:
        return None
    return START + sum(weight * part for weight, part in zip(WEIGHTS, seen, strict=True))
