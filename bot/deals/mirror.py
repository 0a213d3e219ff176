"""What closed deals say of the own guesses, and of the findings that stood behind losses. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

ENOUGH = 10
"""Closed deals from which on there is a mirror."""
FEW = 3
"""Fewer deals than that say nothing."""
MOST = 5
"""Findings that are named."""


class Past(NamedTuple):
    """A deal that was won or lost, as its last check saw it."""

    won: bool
    guess: int | None
    answers: Mapping[str, str]
    findings: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Guessed:
    guess: int
    won: int
    n: int

    @property
    def enough(self) -> bool:
        return self.n >= FEW


@dataclass(frozen=True, slots=True)
class Loss:
    """A finding that lost deals had more often than the others."""

    id: str
    kind: str
    row: str
    way: str | None
    pair: str | None
    """The answers to both rows ("b2b_b2c"), where they were the same in all these deals."""
    lost: int
    n: int


@dataclass(frozen=True, slots=True)
class Mirror:
    deals: int
    won: int
    guesses: tuple[Guessed, ...]
    """From hardly any chance to almost sure, all five."""
    losses: tuple[Loss, ...]

    @property
    def lacking(self) -> int:
        """How many more deals must be closed."""
        return max(0, ENOUGH - self.deals)


def mirror(past: Sequence[Past]) -> Mirror:
    won = sum(deal.won for deal in past)
    return Mirror(len(past), won, tuple(_guessed(past, guess) for guess in range(1, 6)), _losses(past))


def _guessed(past: Sequence[Past], guess: int) -> Guessed:
    own = [deal.won for deal in past if deal.guess == guess]
    return Guessed(guess, sum(own), len(own))


def _losses(past: Sequence[Past]) -> tuple[Loss, ...]:
    """By lift: how much more of the deals with this finding were lost than of all deals."""
    deals: dict[str, list[tuple[Past, Mapping[str, Any]]]] = {}
    for deal in past:
        for finding in {found["id"]: found for found in deal.findings}.values():
            deals.setdefault(finding["id"], []).append((deal, finding))
    found = [_loss(having) for having in deals.values()]
    all_lost = sum(not deal.won for deal in past)
    worse = [loss for loss in found if loss.lost >= FEW and loss.lost * len(past) > all_lost * loss.n]
    worse.sort(key=lambda loss: (-loss.lost / loss.n, -loss.n, loss.id))
    return tuple(worse[:MOST])


def _loss(having: Sequence[tuple[Past, Mapping[str, Any]]]) -> Loss:
    finding = having[0][1]
    row, way = str(finding["row"]), finding["way"]
    pairs = {f"{deal.answers.get(row)}_{deal.answers.get(way)}" for deal, _ in having}
    pair = next(iter(pairs)) if finding["kind"] == "under" and len(pairs) == 1 else None
    return Loss(finding["id"], finding["kind"], row, way, pair, sum(not deal.won for deal, _ in having), len(having))
