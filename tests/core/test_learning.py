"""Which tip is told, which question is asked, and when it comes again."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.catalog import Pole
from bot.tips.learning import (
    LONGEST,
    NEW_A_WEEK,
    REST,
    SOON,
    Answer,
    Memory,
    Mismatch,
    Review,
    Told,
    graded,
    mismatches,
    shifted,
    sold_most,
    tip_of,
)
from tests.core.shipped import CATALOG

TIPS = CATALOG.languages["en"].tips
ROWS = ("cycle", "focus", "needs", "role")
MONDAY = date(2026, 11, 23)
NOON = 1_795_435_200_000
DAY = 86_400_000
EMPTY = Memory(tips=TIPS, order=ROWS)


def ahead(days: int) -> date:
    return MONDAY + timedelta(days)


def told(tip: str, day: date = MONDAY, said: str | None = None) -> Told:
    return Told(day, tip, tip.split(".")[0], "finding", said)


def found(kind: str, way: str | None, row: str, severity: float, day: date = MONDAY) -> Mismatch:
    return Mismatch(kind, way, row, severity, day)


UNDER, OVER, BLIND = (
    found("under", "focus", "cycle", 4.5), found("over", "effort", "market", 2.0), found("blind", None, "impact", 3.0),
)  # fmt: skip


def chosen(memory: Memory, day: date = MONDAY) -> tuple[str, str]:
    choice = memory.choose(day)
    assert choice is not None
    return choice.tip, choice.source


def test_a_managers_tip_goes_before_everything() -> None:
    choice = replace(EMPTY, found=[UNDER]).choose(MONDAY, own="own:5")
    assert choice is not None
    assert (choice.tip, choice.about, choice.source) == ("own:5", None, "manager")


@pytest.mark.parametrize(("one", "tip"), [(UNDER, "focus.b2b.1"), (OVER, "effort.b2c.1"), (BLIND, "impact.b2b.1")])
def test_a_finding_is_told_at_the_pole_it_asks_for(one: Mismatch, tip: str) -> None:
    assert chosen(replace(EMPTY, found=[one], mainly="b2c")) == (tip, "finding")


def test_the_biggest_finding_goes_first_then_its_deal_row_then_the_next_one() -> None:
    memory = replace(EMPTY, found=[OVER, BLIND, UNDER])
    seen: list[Told] = []
    for day in range(5):
        tip, _ = chosen(replace(memory, told=seen), ahead(day))
        seen.append(told(tip, ahead(day)))
    assert [one.about for one in seen] == ["focus", "cycle", "impact", "effort", "market"]
    assert chosen(replace(memory, told=seen), ahead(5))[1] == "new"


def test_a_row_is_told_once_in_fourteen_days_and_then_by_its_other_tip() -> None:
    memory = replace(EMPTY, found=[UNDER], told=[told("focus.b2b.1"), told("cycle.b2b.2")])
    assert chosen(memory, ahead(REST - 1))[1] == "new"
    assert chosen(memory, ahead(REST)) == ("focus.b2b.2", "finding")


def test_a_tip_that_was_not_mine_never_comes_again() -> None:
    said = [told("focus.b2b.1", ahead(-60), "no"), told("focus.b2b.2", ahead(-30))]
    assert chosen(replace(EMPTY, found=[UNDER], told=said)) == ("focus.b2b.2", "finding")
    neither = [*said, told("focus.b2b.2", ahead(-15), "no")]
    assert chosen(replace(EMPTY, found=[UNDER], told=neither)) == ("cycle.b2b.1", "finding")


def test_what_is_due_to_be_remembered_is_told_once_even_within_fourteen_days() -> None:
    due = Review("needs", "{}", ahead(3), MONDAY)
    memory = replace(EMPTY, told=[told("needs.b2c.1")], reviews=[due])
    assert chosen(memory, ahead(2))[1] == "new"
    assert chosen(memory, ahead(3)) == ("needs.b2c.2", "review")
    again = replace(memory, told=[*memory.told, told("needs.b2c.2", ahead(3))])
    assert chosen(again, ahead(4))[1] == "new"


def test_what_was_never_asked_is_no_reason_to_tell_it_again() -> None:
    never = Review("needs", "", MONDAY, MONDAY)
    assert chosen(replace(EMPTY, told=[told("needs.b2b.1")], reviews=[never]), ahead(4)) == ("cycle.b2b.1", "new")


def test_new_tips_are_of_the_pole_that_is_sold_most_and_in_the_order_of_the_table() -> None:
    assert chosen(replace(EMPTY, mainly="b2c")) == ("cycle.b2c.1", "new")
    assert chosen(replace(EMPTY, told=[told("cycle.b2b.1", ahead(-40))])) == ("focus.b2b.1", "new")
    all_told = [told(f"{row}.b2b.1", ahead(-20 + n)) for n, row in enumerate(ROWS)]
    assert chosen(replace(EMPTY, told=all_told)) == ("cycle.b2b.2", "new")


def test_where_everything_was_told_lately_there_is_no_tip() -> None:
    assert replace(EMPTY, told=[told(f"{row}.b2b.1") for row in ROWS]).choose(ahead(1)) is None


def test_four_weeks_of_mornings_never_say_a_row_twice_in_fourteen_days() -> None:
    memory = replace(EMPTY, order=tuple(TIPS), found=[UNDER, OVER, BLIND])
    seen: list[Told] = []
    for day in range(28):
        tip, _ = chosen(replace(memory, told=seen), ahead(day))
        last = [one.day for one in seen if one.about == tip.split(".")[0]]
        assert not last or (ahead(day) - max(last)).days >= REST
        seen.append(told(tip, ahead(day)))


@pytest.mark.parametrize(
    "text", ["", "cycle", "cycle.b2b", "cycle.mid.1", "cycle.b2b.3", "cycle.b2b.0", "own:5", "x.b2b.1"]
)
def test_a_tip_that_the_library_does_not_hold_is_none(text: str) -> None:
    assert tip_of(text, TIPS) is None


def test_every_tip_of_the_library_has_a_name_that_finds_it() -> None:
    names = [f"{row}.{pole}.{n}" for row in TIPS for pole in ("b2b", "b2c") for n in (1, 2)]
    assert [tip.id for name in names if (tip := tip_of(name, TIPS))] == names


def review(about: str, due: date, card: str = "{}") -> Review:
    return Review(about, card, due, MONDAY)


def test_what_was_answered_before_is_asked_first_and_the_longest_due_of_it() -> None:
    reviews = [review("cycle", MONDAY, ""), review("focus", ahead(2)), review("needs", ahead(1))]
    memory = replace(EMPTY, reviews=reviews)
    assert [memory.question(ahead(day)) for day in range(3)] == ["cycle", "needs", "needs"]


def test_a_finding_is_asked_about_some_days_later_after_what_was_told() -> None:
    memory = replace(EMPTY, found=[OVER, UNDER], reviews=[review("needs", ahead(SOON + 1), "")])
    assert memory.question(ahead(SOON - 1)) is None
    assert memory.question(ahead(SOON)) == "focus"
    assert memory.question(ahead(SOON + 1)) == "needs"


def test_two_reviews_a_day_and_three_new_ones_a_week_are_enough() -> None:
    old = replace(EMPTY, reviews=[review("cycle", MONDAY)])
    today = [Answer("focus", MONDAY, False)] * 2
    assert replace(old, answers=today[:1]).question(MONDAY) == "cycle"
    assert replace(old, answers=today).question(MONDAY) is None
    assert replace(old, answers=today).next_question(MONDAY) == ahead(1)
    new = replace(EMPTY, reviews=[review("cycle", MONDAY, "")])
    week = [Answer(row, ahead(n), True) for n, row in enumerate(("focus", "needs", "role"))]
    assert len(week) == NEW_A_WEEK
    assert replace(new, answers=week[:2]).question(ahead(2)) == "cycle"
    assert replace(new, answers=week).question(ahead(6)) is None
    assert replace(new, answers=week).next_question(ahead(2)) == ahead(7)


def test_where_nothing_was_told_or_found_there_is_no_question_ever() -> None:
    assert EMPTY.question(MONDAY) is None
    assert EMPTY.next_question(MONDAY) is None
    gone = replace(EMPTY, reviews=[review("no-such-row", MONDAY)])
    assert gone.question(MONDAY) is None


def test_a_pause_shifts_what_was_put_here_before_it() -> None:
    before, later = review("cycle", ahead(3)), Review("needs", "{}", ahead(9), ahead(6))
    assert shifted([before, later], None, None, ahead(9)) == [before, later]
    for today, days in ((1, 0), (4, 3), (6, 5), (20, 5)):
        moved = shifted([before, later], ahead(1), ahead(6), ahead(today))
        assert moved == [replace(before, due=ahead(3 + days)), later], today
    assert shifted([before], ahead(1), date.max, ahead(40))[0].due == ahead(42)


def test_right_answers_come_later_and_later_but_within_sixty_days() -> None:
    card, now, waits = "", NOON, []
    for _ in range(6):
        card, days = graded(card, True, now)
        waits.append(days)
        now += days * DAY
    assert waits == sorted(waits)
    assert waits[0] >= 2
    assert waits[-1] == LONGEST


def test_a_wrong_answer_comes_back_sooner_and_never_on_the_same_day() -> None:
    first, sure = graded("", True, NOON)
    assert graded("", False, NOON)[1] < sure
    assert 1 <= graded(first, False, NOON + sure * DAY)[1] < graded(first, True, NOON + sure * DAY)[1]


def test_the_same_answer_gives_the_same_day() -> None:
    assert len({graded("", True, NOON) for _ in range(20)}) == 1


@pytest.mark.parametrize(
    ("bands", "pole"), [(["b2b", "mixed", "b2b", "b2c"], "b2b"), (["b2c", "mixed", "unknown"], "b2c")]
)
def test_the_pole_that_is_sold_most(bands: list[str], pole: Pole) -> None:
    assert sold_most(bands, MONDAY) == pole


def test_where_neither_pole_is_sold_more_they_take_turns() -> None:
    assert {sold_most(["mixed"], ahead(n)) for n in range(2)} == {"b2b", "b2c"}


def test_kept_numbers_become_findings() -> None:
    one = {
        "id": "cycle.focus",
        "kind": "under",
        "way": "focus",
        "row": "cycle",
        "severity": 4.5,
        "size": 1.0,
        "rows": [],
    }
    assert mismatches([({"findings": [one]}, MONDAY), ({"findings": []}, MONDAY)]) == [UNDER]
