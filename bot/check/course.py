"""The course of a check: what comes next is a pure function of what is answered."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from bot.check.advice import Rules
from bot.check.diagnosis import Value, next_of_part_a, part_a, part_b

Flag = Literal["rest", "seen", "named", "guessed", "habit", "usual", "offered"]
"""rest: answer all of part A; seen: past the type card; named, guessed: asked, whatever came; habit: earlier checks
know what is usual; usual: it was asked whether it is so here too, whatever came; offered: the card asked whether this
is the typical sale."""
FLAGS: tuple[Flag, ...] = ("rest", "seen", "named", "guessed")
"""Those that a button sets."""

STAGE, PUBLIC, USUAL, TYPE = "stage", "public", "usual", "type"
NAME, GUESS, CARD = "name", "guess", "card"
"""Steps that are no row of the table."""

GUESSES = ("1", "2", "3", "4", "5")
"""Hardly any chance to almost sure."""


VALUES: tuple[Value, ...] = get_args(Value)


@dataclass(frozen=True, slots=True)
class Progress:
    answers: Mapping[str, Value] = field(default_factory=dict)
    stage: str | None = None
    public: int | None = None
    """1 yes, 0 no, -1 not known, None not asked."""
    guess: int | None = None
    """1 (hardly any chance) to 5 (almost sure)."""
    flags: frozenset[Flag] = frozenset()
    todo: tuple[str, ...] | None = None
    """What a second check asks, in this order; None: the whole check."""
    fresh: frozenset[str] = frozenset()
    """The steps that were answered in this very check."""

    def with_answer(self, row: str, value: Value) -> "Progress":
        return replace(self, answers={**self.answers, row: value})

    def with_flag(self, flag: Flag) -> "Progress":
        return replace(self, flags=self.flags | {flag})

    def with_fresh(self, step: str) -> "Progress":
        return replace(self, fresh=self.fresh | {step})

    @property
    def given(self) -> frozenset[str]:
        """Rows of a whole check that are as usual: accepted, not asked."""
        usual = self.todo is None and "usual" in self.flags
        return frozenset(row for row in self.answers if row not in self.fresh) if usual else frozenset()

    @property
    def is_public(self) -> bool:
        return self.public == 1 and self.answers.get("procedure") == "b2b"


def next_step(rules: Rules, progress: Progress) -> str:
    """A row's slug, or one of the other steps; CARD when nothing is left to ask."""
    table, answers, stage = rules.table, progress.answers, progress.stage
    if answers and stage is None:
        return STAGE
    if progress.todo is not None:
        return _next_todo(rules, progress)
    if answers.get("procedure") == "b2b" and progress.public is None:
        return PUBLIC
    if answers and "habit" in progress.flags and "usual" not in progress.flags:
        return USUAL
    row = next_of_part_a(table, answers, stage, all_of_it="rest" in progress.flags)
    if row is not None:
        return row
    assert stage is not None
    if "seen" not in progress.flags:
        return TYPE
    row = next((slug for slug in part_b(table, stage) if slug not in answers), None)
    row = row or rules.one_more(answers, stage, public=progress.is_public, given=progress.given)
    if row is not None:
        return row
    if "named" not in progress.flags:
        return NAME
    return GUESS if "guessed" not in progress.flags else CARD


def _next_todo(rules: Rules, progress: Progress) -> str:
    """A second check of the whole deal (which asks its stage) may need one more row, as a first one does."""
    assert progress.todo is not None
    answers = progress.answers
    if "procedure" in progress.fresh and answers["procedure"] == "b2b" and progress.public is None:
        return PUBLIC
    step = next((step for step in progress.todo if step not in progress.fresh), None)
    if step is None and STAGE in progress.todo and progress.stage is not None:
        step = rules.one_more(answers, progress.stage, public=progress.is_public)
    return step or CARD


def asked(rules: Rules, progress: Progress) -> list[str]:
    """What has been answered so far, in the order it was answered first: the way `Back` walks."""
    table, answers, stage = rules.table, progress.answers, progress.stage
    if progress.todo is not None:
        return asked_of(progress)
    of_this_stage = {*part_a(table, stage), *part_b(table, stage)} - progress.given
    steps = [slug for slug in answers if slug in of_this_stage]
    if answers.get("procedure") == "b2b" and progress.public is not None:
        steps.insert(steps.index("procedure") + 1, PUBLIC)
    if stage is not None and steps:
        steps.insert(1, STAGE)
    if steps and {"habit", "usual"} <= progress.flags:
        steps.insert(2, USUAL)
    return steps


def asked_of(progress: Progress) -> list[str]:
    """The same in a second check."""
    todo, fresh = progress.todo or (), progress.fresh
    steps = [step for step in todo if step in fresh]
    steps += [row for row in progress.answers if row in fresh and row not in todo]
    if STAGE in fresh and STAGE not in todo:
        steps.insert(0, STAGE)
    if PUBLIC in fresh and "procedure" in steps:
        steps.insert(steps.index("procedure") + 1, PUBLIC)
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
    if progress.todo is not None:
        to_come = [step for step in progress.todo if step in table.rows and step not in steps]
        known = USUAL not in progress.todo or USUAL in progress.fresh
        last = STAGE not in progress.todo or _is_last(rules, progress, row, to_come)
        return Place(number, max(number, len(steps) + len(to_come)), known and last)
    still = part_b(table, stage)
    in_part_a = next_of_part_a(table, answers, stage, all_of_it="rest" in progress.flags) is not None
    if in_part_a:
        rows = [slug for slug in part_a(table, stage) if slug not in progress.given]
        so_far = sum(slug in answers for slug in rows)
        expected = len([slug for slug in rows if slug in part_a(table, stage)[: 10 if "rest" in progress.flags else 8]])
        return Place(number, max(number, so_far + 1, expected) + len(still), False)
    ahead = [slug for slug in still if slug not in answers]
    return Place(number, max(number, len(steps) + len(ahead)), _is_last(rules, progress, row, ahead))


def _is_last(rules: Rules, progress: Progress, row: str, ahead: Sequence[str]) -> bool:
    """Whether no row of the deal can come behind those ahead, whatever is answered to `row`."""
    stage, given = progress.stage, progress.given
    if stage is None:
        return False
    if any(slug != row for slug in ahead):
        return not rules.may_ask_more(progress.answers, stage, given=given)
    return not any(
        rules.one_more(progress.with_answer(row, value).answers, stage, public=progress.is_public, given=given)
        for value in VALUES
    )
