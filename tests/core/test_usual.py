"""Second checks and what is usual: nothing is asked twice, and nothing that was not answered is claimed."""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial

import pytest

from bot.catalog.table import Table
from bot.check.course import CARD, GUESS, NAME, PUBLIC, STAGE, TYPE, USUAL, Progress, asked, before, next_step, place_of
from bot.check.diagnosis import Value, diagnose
from bot.check.questions import last_tap, put
from bot.check.report import Moved, Report, compare_with_prior
from bot.check.usual import (
    as_usual,
    is_second,
    offered,
    restaged,
    todo_of_changed,
    todo_of_same,
    unknown_rows,
    usual_answers,
)
from tests.core.paper import STAGES, WAYS
from tests.core.shipped import CATALOG, DEAL, RULES, TABLE, VALUES

STEADY = ("team", "product", "profit-source", "market", "competence")
"""Hardly change from deal to deal, says the paper."""
Todo = Callable[[Table, Progress], tuple[str, ...]]
Say = Callable[[str], str]


def answered(progress: Progress, step: str, value: str) -> Progress:
    """As a tap does it."""
    after = put(CATALOG, progress, step, value)
    assert after is not None, (step, value)
    return restaged(TABLE, after).with_fresh(step) if step == STAGE else after.with_fresh(step)


def any_value(rnd: random.Random, step: str) -> str:
    if step == STAGE:
        return rnd.choice(STAGES)
    return rnd.choice(("yes", "no", "unknown")) if step == PUBLIC else rnd.choice(VALUES)


def first_check(rnd: random.Random, usual: dict[str, Value] | None = None, say: Say | None = None) -> Progress:
    """A whole check up to its card; `usual` is accepted in one go where it is offered."""
    progress = Progress(flags=frozenset({"habit"}) if usual else frozenset())
    say = say or (lambda step: any_value(rnd, step))
    while (step := next_step(RULES, progress)) != CARD:
        if step == USUAL:
            assert usual
            progress = as_usual(TABLE, progress, usual, same=True)
        elif step == TYPE:
            progress = progress.with_flag("seen")
        elif step in (NAME, GUESS):
            progress = progress.with_flag("named" if step == NAME else "guessed")
        else:
            progress = answered(progress, step, say(step))
    return progress


FIRST = [first_check(random.Random(seed)) for seed in range(150)]
TODOS: dict[str, Todo] = {
    "same": todo_of_same,
    "changed": todo_of_changed,
    "month": partial(todo_of_same, staged=False),
    "changed sale": partial(todo_of_changed, staged=False),
}


def begun(before: Progress, kind: str) -> Progress:
    copied = replace(before, todo=None, fresh=frozenset())
    return replace(copied, todo=TODOS[kind](TABLE, copied))


def walk(progress: Progress, say: Say, *, same: bool = True) -> Iterator[tuple[str, Progress]]:
    while (step := next_step(RULES, progress)) != CARD:
        yield step, progress
        if step == USUAL:
            progress = as_usual(TABLE, progress, offered(TABLE, progress), same=same)
        else:
            progress = answered(progress, step, say(step))
    yield CARD, progress


def as_before(progress: Progress) -> Say:
    def say(step: str) -> str:
        if step == STAGE:
            return str(progress.stage)
        return progress.answers.get(step, "unknown")

    return say


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("kind", ["same", "month"])
def test_a_second_check_of_an_unchanged_deal_with_the_same_answers_changes_nothing(kind: str, same: bool) -> None:
    for first in FIRST:
        *_, (_, second) = walk(begun(first, kind), as_before(first), same=same)
        before, after = Report(RULES, first), Report(RULES, second)
        assert after.numbers() == before.numbers()
        assert compare_with_prior(before.progress, before.numbers(), after).nothing


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("kind", ["changed", "changed sale"])
def test_what_is_asked_about_as_a_whole_and_has_not_changed_keeps_its_numbers(kind: str, same: bool) -> None:
    for seed, first in enumerate(FIRST):
        rnd = random.Random(seed)
        rest: dict[str, Value] = {row: rnd.choice(VALUES) for row in DEAL if row not in first.answers}
        known = replace(first, answers={**first.answers, **rest})
        *_, (_, second) = walk(begun(known, kind), as_before(known), same=same)
        assert Report(RULES, second).numbers() == Report(RULES, known).numbers()


@pytest.mark.parametrize("same", [True, False])
@pytest.mark.parametrize("kind", TODOS)
def test_a_second_check_asks_each_row_once_and_at_most_sixteen(kind: str, same: bool) -> None:
    rnd = random.Random(kind)
    for first in FIRST:
        steps = list(walk(begun(first, kind), lambda step: any_value(rnd, step), same=same))
        names = [step for step, _ in steps]
        rows = [step for step in names if step in TABLE.rows]
        assert len(names) == len(set(names))
        assert len(rows) <= 16
        numbers = [place_of(RULES, progress, step) for step, progress in steps if step in TABLE.rows]
        assert [place.number for place in numbers] == list(range(1, len(rows) + 1))
        assert all(place.number <= place.about for place in numbers)


def test_an_unchanged_deal_is_asked_for_its_stage_the_way_and_what_was_unknown() -> None:
    for first in FIRST:
        names = [step for step, _ in walk(begun(first, "same"), as_before(first))]
        way = ["success-factor", "needs", "focus"] if first.stage == "contact" else list(WAYS)
        unknown = unknown_rows(TABLE, first)
        assert [step for step in names if step != PUBLIC] == [STAGE, *way, *unknown, CARD]
        assert unknown == [row for row in unknown if first.answers[row] == "unknown"]
        assert [step for step, _ in walk(begun(first, "month"), as_before(first)) if step != PUBLIC] == [
            *way, *unknown, CARD,
        ]  # fmt: skip


def test_a_changed_deal_is_asked_for_all_but_what_hardly_changes() -> None:
    full = Progress({**dict.fromkeys(DEAL, "mid"), **dict.fromkeys(WAYS, "mid")}, "offer", 0)
    for same in (True, False):
        names = [step for step, _ in walk(begun(full, "changed"), as_before(full), same=same)]
        moving = [row for row in DEAL if row not in STEADY]
        assert names == [STAGE, *moving, USUAL, *([] if same else STEADY), *WAYS, CARD]
    some = replace(full, answers={**full.answers, "team": "unknown", "market": "unknown"})
    names = [step for step, _ in walk(begun(some, "changed"), as_before(some))]
    assert names[: names.index(USUAL)] == [
        STAGE,
        *(row for row in DEAL if row not in STEADY or row in ("team", "market")),
    ]


def test_the_typical_sale_is_asked_all_but_its_stage() -> None:
    for first in FIRST:
        todo = begun(first, "changed").todo
        assert todo
        assert begun(first, "changed sale").todo == todo[1:]
        for kind in TODOS:
            assert is_second(TABLE, begun(first, kind))
        assert not is_second(TABLE, replace(first, todo=("needs", "role")))
        assert not is_second(TABLE, first)


def test_the_stage_learnt_decides_which_way_rows_are_asked() -> None:
    first = Progress({**dict.fromkeys(DEAL, "b2b"), **dict.fromkeys(WAYS, "b2b")}, "offer", 0)
    early = answered(begun(first, "same"), STAGE, "contact")
    assert early.todo == (STAGE, "success-factor", "needs", "focus")
    late = answered(early, STAGE, "negotiation")
    assert late.todo == (STAGE, *WAYS)


def test_a_change_of_mind_about_what_is_usual_keeps_what_was_answered_by_hand() -> None:
    full = Progress({**dict.fromkeys(DEAL, "mid"), **dict.fromkeys(WAYS, "mid")}, "offer", 0)
    progress = begun(full, "changed")
    while next_step(RULES, progress) != USUAL:
        step = next_step(RULES, progress)
        progress = answered(progress, step, as_before(full)(step))
    other = as_usual(TABLE, progress, offered(TABLE, progress), same=False)
    assert next_step(RULES, other) == "team"
    said = answered(other, "team", "b2b")
    assert as_usual(TABLE, said, offered(TABLE, said), same=False) == said
    back = as_usual(TABLE, said, offered(TABLE, said), same=True)
    assert next_step(RULES, back) == "success-factor"
    assert back.answers["team"] == "b2b"
    assert before(RULES, back, "success-factor") == USUAL


def test_back_in_a_second_check_walks_the_way_it_came() -> None:
    rnd = random.Random(3)
    for kind in TODOS:
        for first in FIRST[:50]:
            seen: list[str] = []
            for step, progress in walk(begun(first, kind), lambda step: any_value(rnd, step), same=rnd.random() < 0.5):
                assert before(RULES, progress, step) == (seen[-1] if seen else None), (step, seen, progress)
                seen.append(step)


def test_what_finished_a_second_check_is_its_last_answer() -> None:
    rnd = random.Random(4)
    for first in FIRST[:50]:
        steps = list(walk(begun(first, "same"), lambda step: any_value(rnd, step)))
        (last, _), (_, done) = steps[-2:]
        said = {1: "yes", 0: "no", -1: "unknown"}.get(done.public or 0) if last == PUBLIC else done.answers[last]
        assert last_tap(done) == f"{last}:{said}"
        if last in (done.todo or ()):
            assert last_tap(steps[-2][1]) == "early"


@pytest.mark.parametrize(
    ("latest", "expected"),
    [
        ([], {}),
        ([{"team": "b2b"}], {"team": "b2b"}),
        ([{"team": "b2b"}, {"team": "mid"}], {"team": "b2b"}),
        ([{"team": "b2b"}, {"team": "mid"}, {"team": "mid"}], {"team": "mid"}),
        ([{"team": "unknown"}, {"team": "mid"}, {}], {"team": "mid"}),
        ([{"team": "unknown"}, {"cycle": "b2b"}, {}], {}),
        ([{"team": "mid"}, {"team": "b2b"}, {"team": "b2c"}], {"team": "mid"}),
        ([{"market": "b2c", "product": "mid"}], {"product": "mid", "market": "b2c"}),
    ],
)
def test_usual_is_the_most_common_known_answer_and_of_equals_the_latest(
    latest: list[dict[str, Value]], expected: dict[str, Value]
) -> None:
    assert list(usual_answers(TABLE, latest).items()) == list(expected.items())
    assert TABLE.usual == STEADY


def test_as_usual_gives_the_card_that_answering_by_hand_gives() -> None:
    for seed in range(300):
        rnd = random.Random(seed)
        usual: dict[str, Value] = {row: rnd.choice(VALUES[:3]) for row in STEADY if rnd.random() < 0.7}
        truth = {**{step: any_value(rnd, step) for step in (*DEAL, *WAYS, STAGE, PUBLIC)}, **usual}
        quick = first_check(rnd, usual, truth.__getitem__)
        by_hand = Progress()
        for row in (row for row in (*DEAL, *WAYS) if row in quick.answers):
            by_hand = answered(by_hand, row, truth[row])
        by_hand = replace(by_hand, stage=quick.stage, public=quick.public)
        assert Report(RULES, quick).numbers() == Report(RULES, by_hand).numbers()
        assert quick.answers.keys() >= usual.keys()


def test_the_early_stop_is_right_whatever_was_usual() -> None:
    for seed in range(3000):
        rnd = random.Random(seed)
        usual: dict[str, Value] = {row: rnd.choice(VALUES[:3]) for row in STEADY if rnd.random() < 0.7}
        truth = {**{step: any_value(rnd, step) for step in (*DEAL, *WAYS, STAGE, PUBLIC)}, **usual}
        quick = first_check(rnd, usual or None, truth.__getitem__)
        full: dict[str, Value] = {row: value for row in DEAL for value in VALUES if truth[row] == value}
        assert diagnose(TABLE, quick.answers).band == diagnose(TABLE, full).band


def test_what_was_usual_is_not_counted_among_the_two_more_rows() -> None:
    usual: dict[str, Value] = dict.fromkeys(("product", "profit-source", "market"), "b2c")
    answers: dict[str, Value] = {**dict.fromkeys(DEAL[:6], "b2c"), **usual, **dict.fromkeys(WAYS, "mid")}
    assert RULES.one_more(answers, "offer") is None
    assert RULES.one_more(answers, "offer", given=frozenset(usual)) == "competence"


def test_back_passes_over_what_was_accepted_in_one_go() -> None:
    usual: dict[str, Value] = dict.fromkeys(STEADY, "b2b")
    done = first_check(random.Random(1), usual)
    way_back = asked(RULES, done)
    assert way_back[:3] == ["decision-makers", STAGE, USUAL]
    assert not set(way_back) & set(STEADY)
    assert done.given == set(STEADY)
    by_hand = as_usual(TABLE, done, usual, same=False)
    assert not set(by_hand.answers) & set(STEADY)


def test_what_has_moved_is_told_by_the_numbers_that_were_kept() -> None:
    answers: dict[str, Value] = {**dict.fromkeys(DEAL, "b2b"), **dict.fromkeys(WAYS, "b2b")}
    was = Report(RULES, Progress({**answers, "success-factor": "b2c", "needs": "mid"}, "offer", 0))
    now = Report(RULES, Progress({**answers, "focus": "b2c", "needs": "mid"}, "offer", 0))
    moved = compare_with_prior(was.progress, was.numbers(), now)
    assert (moved.shift.gone, moved.shift.new) == (("decision-makers",), ("cycle",))
    assert (moved.fit_before, moved.fit) == (was.fit, now.fit)
    kept = {**was.numbers(), "share": 0.25, "band": "mixed", "fit": 1.0, "fit_of": 3, "findings": []}
    other = compare_with_prior(was.progress, kept, now)
    assert (other.share_before, other.band_before, other.fit_before.points, other.shift.gone) == (0.25, "mixed", 1, ())
    assert set(other.shift.new) == {one.row for one in now.findings}
    assert not other.nothing


def test_nothing_has_moved_where_type_fit_and_findings_are_the_same() -> None:
    for progress in FIRST:
        report = Report(RULES, progress)
        moved = compare_with_prior(progress, report.numbers(), report)
        assert moved.nothing
        assert isinstance(moved, Moved)
