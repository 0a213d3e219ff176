"""The course of a check: what is asked next, what `Back` shows, and how far it has come."""

import random
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.check.course import (
    CARD,
    GUESS,
    NAME,
    PUBLIC,
    STAGE,
    TYPE,
    Flag,
    Progress,
    asked,
    before,
    next_step,
    place_of,
)
from bot.check.diagnosis import Value
from bot.check.questions import last_tap
from tests.core.paper import STAGES, WAYS
from tests.core.shipped import DEAL, RULES, VALUES


def answered(progress: Progress, step: str, rnd: random.Random) -> Progress:
    """Any answer to a step."""
    if step == STAGE:
        return replace(progress, stage=rnd.choice(STAGES))
    if step == PUBLIC:
        return replace(progress, public=rnd.choice((1, 0, -1)))
    if step == TYPE:
        rest = rnd.random() < 0.3 and any(row not in progress.answers for row in DEAL)
        return progress.with_flag("rest") if rest else progress.with_flag("seen")
    if step in (NAME, GUESS):
        return progress.with_flag("named" if step == NAME else "guessed")
    return progress.with_answer(step, rnd.choice(VALUES))


def walk(seed: int) -> Iterator[tuple[str, Progress]]:
    """A random check: each step and the progress it is asked at, up to the card."""
    rnd, progress = random.Random(seed), Progress()
    while (step := next_step(RULES, progress)) != CARD:
        yield step, progress
        progress = answered(progress, step, rnd)
    yield CARD, progress


WALKS = [list(walk(seed)) for seed in range(250)]


def test_a_check_asks_every_question_once_and_ends() -> None:
    for steps in WALKS:
        names = [step for step, _ in steps if step != TYPE]
        assert len(names) == len(set(names))
        assert len(steps) <= 10 + 6 + 7
        for step, progress in steps:
            assert step not in progress.answers


def test_the_stage_follows_the_first_answer_and_public_follows_the_procedure() -> None:
    for steps in WALKS:
        names = [step for step, _ in steps]
        assert names[:2] == ["decision-makers", STAGE]
        assert names[-3:] == [NAME, GUESS, CARD]
        by_rules = steps[-1][1].answers.get("procedure") == "b2b"
        assert (PUBLIC in names) == by_rules
        assert not by_rules or names[names.index(PUBLIC) - 1] == "procedure"


def test_the_way_is_asked_after_the_type_and_at_most_two_deal_rows_after_the_way() -> None:
    for steps in WALKS:
        names = [step for step, _ in steps]
        last_type = len(names) - 1 - names[::-1].index(TYPE)
        assert not set(names[:last_type]) & set(WAYS)
        behind = [step for step in names[last_type:] if step in DEAL]
        assert len(behind) <= 2
        assert not behind or names[-4 - len(behind) - (PUBLIC in names[last_type:])] in WAYS


def test_back_from_every_step_shows_the_question_before_it() -> None:
    for steps in WALKS:
        questions: list[str] = []
        for step, progress in steps:
            assert before(RULES, progress, step) == (questions[-1] if questions else None)
            if step not in (TYPE, NAME, GUESS):
                questions.append(step)


def test_back_leads_from_the_last_question_to_the_first() -> None:
    for steps in WALKS:
        _, end = steps[-1]
        way_back: list[str] = []
        while step := before(RULES, end, way_back[-1] if way_back else NAME):
            way_back.append(step)
        assert way_back[::-1] == asked(RULES, end)
        assert way_back[-1] == "decision-makers"


def test_another_answer_to_any_question_never_leaves_the_check_stuck() -> None:
    rnd = random.Random(7)
    for steps in WALKS:
        _, progress = rnd.choice(steps)
        if not asked(RULES, progress):
            continue
        progress = answered(progress, rnd.choice(asked(RULES, progress)), rnd)
        for _ in range(30):
            if (step := next_step(RULES, progress)) == CARD:
                break
            assert step not in progress.answers
            progress = answered(progress, step, rnd)
        assert next_step(RULES, progress) == CARD


def test_the_question_whether_it_is_public_goes_when_there_are_no_rules() -> None:
    answers: dict[str, Value] = dict.fromkeys(DEAL[:6], "b2b")
    progress = Progress(answers, "offer", public=1)
    assert PUBLIC in asked(RULES, progress)
    assert progress.is_public
    changed = progress.with_answer("procedure", "b2c")
    assert PUBLIC not in asked(RULES, changed)
    assert not changed.is_public


@pytest.mark.parametrize("public", [None, 0, -1])
def test_only_yes_makes_a_purchase_public(public: int | None) -> None:
    assert not Progress({"procedure": "b2b"}, "offer", public).is_public


def test_questions_are_numbered_one_by_one() -> None:
    for steps in WALKS:
        rows = [(step, progress) for step, progress in steps if step in (*DEAL, *WAYS)]
        for number, (row, progress) in enumerate(rows, 1):
            place = place_of(RULES, progress, row)
            assert place.number == number <= place.about


def test_a_question_shown_again_keeps_its_number() -> None:
    for steps in WALKS[:60]:
        rows = [(step, progress) for step, progress in steps if step in (*DEAL, *WAYS)]
        _, end = steps[-1]
        assert [place_of(RULES, end, row).number for row, _ in rows] == list(range(1, len(rows) + 1))


def test_a_number_of_questions_is_claimed_only_where_no_more_can_come() -> None:
    claimed = 0
    for steps in WALKS:
        rows = [(step, progress) for step, progress in steps if step in (*DEAL, *WAYS)]
        first_way = next(place for place, (row, _) in enumerate(rows) if row in WAYS)
        for at, (row, progress) in enumerate(rows):
            place = place_of(RULES, progress, row)
            assert not place.sure or at >= first_way
            if place.sure:
                assert place.about == len(rows)
                claimed += 1
            elif at >= first_way:
                assert place.about <= len(rows) <= place.about + 2
    assert claimed > len(WALKS)


@pytest.mark.parametrize(
    ("flags", "guess", "tap"), [(("guessed",), 4, "4"), (("guessed",), None, "guessed"), ((), None, "early")]
)
def test_what_finished_a_check_is_known_from_its_progress(flags: tuple[Flag, ...], guess: int | None, tap: str) -> None:
    assert last_tap(Progress({"cycle": "b2b"}, "offer", guess=guess, flags=frozenset(flags))) == tap


def test_progress_is_never_changed_in_place() -> None:
    first = Progress({"cycle": "b2b"}, "offer")
    second = first.with_answer("cycle", "mid").with_flag("seen")
    assert first == Progress({"cycle": "b2b"}, "offer")
    assert second == Progress({"cycle": "mid"}, "offer", flags=frozenset({"seen"}))
