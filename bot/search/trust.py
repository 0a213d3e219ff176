"""Is the best row the one meant? The log of the odds, from a handful of signs."""

import math
from dataclasses import astuple, dataclass

from bot.search.lookup import Lookup
from bot.search.rank import Ranking

SURE, NEAR = -0.4, -1.6
LEAST_INFO = 0.7  # function words alone name no row
LONG = 6
LOUD = 6
CERTAIN = 0.001


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against the best row; all at most 1, but for the odds."""

    odds: float  # the log of the odds that it is this row, if it is any
    phrases: float
    spoken: float
    explained: float  # by words that the row says often
    unknown: float
    foreign: float
    length: float
    phrase_of_long: float


START = -2.84
WEIGHTS = Signs(
    odds=0.36,
    phrases=0.49,
    spoken=1.07,
    explained=2.11,
    unknown=-0.99,
    foreign=-6.0,
    length=-3.35,
    phrase_of_long=7.22,
)
"""Fitted by logistic regression: each phrase searched for without itself, the tune half of the queries, off-topic ones.
But `foreign` is of an earlier fit: the last one saw too few words of other domains, and gave it half as much."""


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
    parts: tuple[float, ...] = astuple(seen)
    weights: tuple[float, ...] = astuple(WEIGHTS)
    return START + sum(weight * part for weight, part in zip(weights, parts, strict=True))
