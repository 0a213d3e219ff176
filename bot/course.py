"""The course of a check: what comes next is a pure function of what is answered."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from bot.advice import Rules
from bot.diagnosis import Value, next_of_part_a, part_a, part_b

Flag = Literal["rest", "seen", "named", "guessed"]
"""rest: answer all of part A; seen: past the type card; named, guessed: asked, whatever came."""
FLAGS: tuple[Flag, ...] = ("rest", "seen", "named", "guessed")

STAGE, PUBLIC, TYPE, NAME, GUESS, CARD = "stage", "public", "type", "name", "guess", "card"
"""Steps that are no row of the table."""

GUESSES = ("1", "2", "3", "4", "5")
"""Hardly any chance to almost sure."""


@dataclass(frozen=True, slots=True)
class Progress:
    answers: Mapping[str, Value] = field(default_factory=dict)
    stage: str | None = None
    public: int | None = None
    """1 yes, 0 no, -1 not known, None not asked."""
    guess: int | None = None
    """1 (hardly any chance) to 5 (almost sure)."""
    flags: frozenset[Flag] = frozenset()

    def with_answer(self, row: str, value: Value) -> "Progress":
        return replace(self, answers={**self.answers, row: value})

    def with_flag(self, flag: Flag) -> "Progress":
        return replace(self, flags=self.flags | {flag})

    @property
    def is_public(self) -> bool:
        return self.public == 1 and self.answers.get("procedure") == "b2b"


def next_step(rules: Rules, progress: Progress) -> str:
    """A row's slug, or one of the other steps; CARD when nothing is left to ask."""
    table, answers, stage = rules.table, progress.answers, progress.stage
    if answers and stage is None:
        return STAGE
    if answers.get("procedure") == "b2b" and progress.public is None:
        return PUBLIC
    row = next_of_part_a(table, answers, stage, all_of_it="rest" in progress.flags)
    if row is not None:
        return row
    assert stage is not None
    if "seen" not in progress.flags:
        return TYPE
    row = next((slug for slug in part_b(table, stage) if slug not in answers), None)
    row = row or rules.one_more(answers, stage, public=progress.is_public)
    if row is not None:
        return row
    if "named" not in progress.flags:
        return NAME
    return GUESS if "guessed" not in progress.flags else CARD


def last_tap(progress: Progress) -> str:
    """What finished a check: the guess, no guess ("guessed"), or the wish for its card before that ("early")."""
    if "guessed" not in progress.flags:
        return "early"
    return "guessed" if progress.guess is None else str(progress.guess)


def asked(rules: Rules, progress: Progress) -> list[str]:
    """What has been answered so far, in the order it was answered first: the way `Back` walks."""
    table, answers, stage = rules.table, progress.answers, progress.stage
    of_this_stage = {*part_a(table, stage), *part_b(table, stage)}
    steps = [slug for slug in answers if slug in of_this_stage]
    if answers.get("procedure") == "b2b" and progress.public is not None:
        steps.insert(steps.index("procedure") + 1, PUBLIC)
    if stage is not None and steps:
        steps.insert(1, STAGE)
    return steps


def before(rules: Rules, progress: Progress, step: str) -> str | None:
    """The step before this one, None at the first."""
    steps = asked(rules, progress)
    place = steps.index(step) if step in steps else len(steps)
    return steps[place - 1] if place else None


@dataclass(frozen=True, slots=True)
class Place:
    """How far a check has come."""

    number: int
    about: int
    """How many questions in all; `sure` says whether that is exact."""
    sure: bool


def place_of(rules: Rules, progress: Progress, row: str) -> Place:
    """Where the question on `row` stands. About eight questions of part A are expected until it has stopped."""
    table, answers, stage = rules.table, progress.answers, progress.stage
    steps = [step for step in asked(rules, progress) if step in table.rows]
    number = steps.index(row) + 1 if row in steps else len(steps) + 1
    still = part_b(table, stage)
    in_part_a = next_of_part_a(table, answers, stage, all_of_it="rest" in progress.flags) is not None
    if in_part_a:
        so_far = sum(slug in answers for slug in part_a(table, stage))
        return Place(number, max(number, so_far + 1, 10 if "rest" in progress.flags else 8) + len(still), False)
    ahead = len([slug for slug in still if slug not in answers])
    return Place(number, max(number, len(steps) + ahead), True)
