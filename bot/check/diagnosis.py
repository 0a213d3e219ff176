"""What deal this is: answers to part A -> share, type, completeness, and when to stop asking. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from bot.catalog.table import Scale, Table

Value = Literal["b2b", "mid", "b2c", "unknown"]
Answers = Mapping[str, Value]
Band = Literal["b2b", "mixed", "b2c", "unknown"]

DOUBLED = {"b2b": 2, "mid": 1, "b2c": 0}
"""An answer's value on the scale, times two, so that all sums stay integers."""


def position(value: Value | None) -> float | None:
    """The answer on the scale, 0 (b2c) to 1 (b2b); None where it is unknown or was not asked."""
    return DOUBLED[value] / 2 if value is not None and value in DOUBLED else None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    doubled: int
    """Sum of weight x value over the known answers, times two."""
    known: int
    """Weight of the known answers."""
    total: int
    """Weight of all deal rows."""
    band: Band
    signs: tuple[int, int, int, int]
    """How many answers are b2b, mid, b2c, unknown."""

    @property
    def share(self) -> float | None:
        return self.doubled / (2 * self.known) if self.known else None

    @property
    def completeness(self) -> float:
        return self.known / self.total


def part_a(table: Table, stage: str | None) -> list[str]:
    """Deal rows in the order they are asked at this stage."""
    order = [row.slug for row in table.deal]
    for slug, place in sorted(table.part_a.get(stage or "", {}).items(), key=lambda item: item[1]):
        order.remove(slug)
        order.insert(place - 1, slug)
    return order


def part_b(table: Table, stage: str | None) -> list[str]:
    """Way rows in the order they are asked at this stage."""
    return list(table.part_b.get(stage or "", [row.slug for row in table.way]))


def band(scale: Scale, doubled: int, known: int) -> Band:
    if known < scale.enough:
        return "unknown"
    if 100 * doubled >= 2 * scale.b2b * known:
        return "b2b"
    if 100 * doubled <= 2 * scale.b2c * known:
        return "b2c"
    return "mixed"


def diagnose(table: Table, answers: Answers) -> Diagnosis:
    counts = {"b2b": 0, "mid": 0, "b2c": 0, "unknown": 0}
    doubled = known = total = 0
    for row in table.deal:
        total += row.weight
        value = answers.get(row.slug)
        if value is None:
            continue
        counts[value] += 1
        if value != "unknown":
            doubled += row.weight * DOUBLED[value]
            known += row.weight
    signs = (counts["b2b"], counts["mid"], counts["b2c"], counts["unknown"])
    return Diagnosis(doubled, known, total, band(table.scale, doubled, known), signs)


def decided(scale: Scale, doubled: int, known: int, left: int) -> bool:
    """Whether answers to rows of weight `left`, unknown included, can't change the band any more."""
    now = band(scale, doubled, known)
    if now == "unknown":
        return False
    lowest, highest, most = doubled, doubled + 2 * left, known + left
    if now == "b2b":
        return 100 * lowest >= 2 * scale.b2b * most
    if now == "b2c":
        return 100 * highest <= 2 * scale.b2c * most
    return 100 * lowest > 2 * scale.b2c * most and 100 * highest < 2 * scale.b2b * most


def asked_until(table: Table, answers: Answers, stage: str | None) -> int:
    """How many rows of part A must be asked before it may stop, given the answers so far.

    At most the number of rows; one more than the answered rows where the next one is still needed.
    """
    order = part_a(table, stage)
    doubled = known = 0
    left = sum(row.weight for row in table.deal)
    for count, slug in enumerate(order):
        if count >= table.scale.least and decided(table.scale, doubled, known, left):
            return count
        value = answers.get(slug)
        if value is None:
            return count + 1
        weight = table.rows[slug].weight
        left -= weight
        if value != "unknown":
            doubled += weight * DOUBLED[value]
            known += weight
    return len(order)


def next_of_part_a(table: Table, answers: Answers, stage: str | None, *, all_of_it: bool = False) -> str | None:
    """The next row to ask, or None where part A may stop. `all_of_it` asks on after the early stop."""
    order = part_a(table, stage)
    needed = len(order) if all_of_it else asked_until(table, answers, stage)
    return next((slug for slug in order[:needed] if slug not in answers), None)


def ask_client(table: Table, answers: Answers) -> list[str]:
    """Unknown rows that the client knows."""
    return [slug for slug in table.unknown.client if answers.get(slug) == "unknown"]


def ask_own(table: Table, answers: Answers) -> list[str]:
    """Unknown rows that a boss or a colleague knows."""
    return [slug for slug in table.unknown.own if answers.get(slug) == "unknown"]
