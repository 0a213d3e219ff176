"""Is the best row the one meant? One number from the evidence: the log of the odds, but for `SURE` and `NEAR`."""

from dataclasses import astuple, dataclass

from bot.search.lookup import Lookup
from bot.search.rank import Ranking

SURE, NEAR = -1.0, -2.2
LEAST_INFO = 0.7  # function words alone name no row
LONG = 6


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against the best row, each from 0 to 1."""

    explained: float
    phrase: float
    phrases: float
    unknown: float
    margin: float
    weakest: float  # of the telling words: how far the row owns it
    length: float
    foreign: float
    phrase_of_long: float
    explained_of_long: float


START = -6.17
WEIGHTS = Signs(
    explained=1.09,
    phrase=2.15,
    phrases=2.87,
    unknown=-1.42,
    margin=2.62,
    weakest=0.62,
    length=0.87,
    foreign=-3.93,
    phrase_of_long=2.91,
    explained_of_long=2.65,
)
"""Fitted by logistic regression: each alias found without itself, the tune half of the queries, off-topic ones."""


def signs(lookup: Lookup, found: Ranking) -> Signs | None:
    """None when nothing speaks for any row."""
    best = found.best()
    if not best or found.total < LEAST_INFO:
        return None
    topic, row = best[0]
    telling = found.telling()
    length = min(len(telling), LONG) / LONG
    return Signs(
        explained=row.explained,
        phrase=row.best,
        phrases=row.three,
        unknown=min(1.0, found.unknown / found.total),
        margin=row.score - (best[1][1].score if len(best) > 1 else 0.0),
        weakest=min((lookup.places(word).rows.get(topic, 0.0) for word in telling), default=0.0),
        length=length,
        foreign=found.foreign / found.total,
        phrase_of_long=row.best * length,
        explained_of_long=row.explained * length,
    )


def trust(lookup: Lookup, found: Ranking) -> float | None:
    seen = signs(lookup, found)
    if seen is None:
        return None
    parts: tuple[float, ...] = astuple(seen)
    weights: tuple[float, ...] = astuple(WEIGHTS)
    return START + sum(weight * part for weight, part in zip(weights, parts, strict=True))
