"""Part A: the scale, the type, and when to stop asking."""

import random
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.table import Scale
from bot.check.diagnosis import (
    Value,
    ask_client,
    ask_own,
    asked_until,
    band,
    diagnose,
    next_of_part_a,
    part_a,
    part_b,
    position,
)  # fmt: skip
from tests.core import paper
from tests.core.shipped import DEAL, TABLE, VALUES, answers_of_deal, drawn, steady

SCALE = TABLE.scale
DOUBLED = {"b2b": 2, "mid": 1, "b2c": 0}


class Walk:
    """All 4^10 answers to part A, as a tree that ends where part A stops."""

    def __init__(self, stage: str) -> None:
        self.stage = stage
        self.order = part_a(TABLE, stage)
        self.questions = 0
        self._go([], {}, 0, 0)

    def _go(self, said: list[str], answers: dict[str, Value], doubled: int, known: int) -> None:
        count = len(said)
        if count >= SCALE.least:
            ends = self._ends(count, doubled, known)
            stops = count == len(self.order) or asked_until(TABLE, answers, self.stage) == count
            assert stops == (count == len(self.order) or (known >= SCALE.enough and len(ends) == 1)), answers
            if stops:
                self.questions += count * 4 ** (len(self.order) - count)
                return
        row = self.order[count]
        weight = paper.WEIGHT[row]
        said.append(row)
        for value in VALUES:
            answers[row] = value
            if value == "unknown":
                self._go(said, answers, doubled, known)
            else:
                self._go(said, answers, doubled + weight * DOUBLED[value], known + weight)
        del answers[row]
        said.pop()

    @cache  # noqa: B019 - as short-lived as the walk
    def _ends(self, count: int, doubled: int, known: int) -> frozenset[str]:
        """The types that all possible answers to the rest of the questions lead to."""
        if count == len(self.order):
            return frozenset([band(SCALE, doubled, known)])
        weight = paper.WEIGHT[self.order[count]]
        steps = [(doubled + weight * twice, known + weight) for twice in DOUBLED.values()]
        return frozenset().union(*(self._ends(count + 1, *step) for step in [*steps, (doubled, known)]))

    @property
    def average(self) -> float:
        return self.questions / float(4 ** len(self.order))


def test_early_stop_equals_the_full_questionnaire_for_all_answers_and_comes_as_early_as_it_can() -> None:
    assert Walk("offer").average == pytest.approx(8.71, abs=0.01)


def test_where_everything_is_known_part_a_asks_about_eight_questions_on_average() -> None:
    def questions(answers: dict[str, Value]) -> int:
        count = len(answers)
        if count >= SCALE.least and (count == len(DEAL) or asked_until(TABLE, answers, None) == count):
            return count * int(3 ** (len(DEAL) - count))
        return sum(questions({**answers, DEAL[count]: value}) for value in VALUES[:3])

    assert questions({}) / 3 ** len(DEAL) == pytest.approx(7.9, abs=0.1)


@pytest.mark.parametrize("stage", paper.STAGES)
def test_questions_are_asked_in_order_until_the_type_is_certain(stage: str) -> None:
    rnd = random.Random(stage)
    for _ in range(400):
        full = {row: rnd.choice(VALUES) for row in DEAL}
        answers: dict[str, Value] = {}
        while row := next_of_part_a(TABLE, answers, stage):
            assert row == part_a(TABLE, stage)[len(answers)]
            answers[row] = full[row]
        assert asked_until(TABLE, answers, stage) == len(answers) >= 5
        assert diagnose(TABLE, answers).band == diagnose(TABLE, full).band


def test_whoever_wants_to_is_asked_the_rest_after_the_early_stop() -> None:
    answers: dict[str, Value] = dict.fromkeys(DEAL[:7], "b2b")
    assert next_of_part_a(TABLE, answers, "offer") is None
    assert next_of_part_a(TABLE, answers, "offer", all_of_it=True) == "profit-source"


def test_part_a_has_the_papers_order_and_weights() -> None:
    assert {row.slug: row.weight for row in TABLE.deal} == paper.WEIGHT
    assert part_a(TABLE, "offer") == list(paper.WEIGHT)
    assert part_a(TABLE, None) == list(paper.WEIGHT)


def test_after_the_purchase_where_the_profit_comes_from_is_asked_third() -> None:
    assert part_a(TABLE, "repeat")[:4] == ["decision-makers", "cycle", "profit-source", "offer"]
    assert sorted(part_a(TABLE, "repeat")) == sorted(DEAL)


def test_at_the_first_contact_part_b_asks_three_rows() -> None:
    assert part_b(TABLE, "contact") == ["success-factor", "needs", "focus"]
    assert part_b(TABLE, "offer") == list(paper.WAYS)


@pytest.mark.parametrize(
    ("doubled", "known", "expected"),
    [(26, 20, "b2b"), (25, 20, "mixed"), (15, 20, "mixed"), (14, 20, "b2c"), (22, 11, "b2b"), (20, 10, "unknown")],
)
def test_the_borders_of_a_type_belong_to_it(doubled: int, known: int, expected: str) -> None:
    assert band(Scale(b2b=65, b2c=35, enough=11, least=5, extra=2), doubled, known) == expected


def test_share_completeness_and_type_are_the_papers() -> None:
    for progress in drawn(1, 1500, asked=0.8):
        diagnosis = diagnose(TABLE, progress.answers)
        known = sum(paper.WEIGHT[row] for row in DEAL if progress.answers.get(row) in paper.VALUE)
        assert diagnosis.share == paper.share(progress.answers)
        assert diagnosis.completeness == known / 18
        assert diagnosis.band == paper.band(progress.answers)


@steady
@given(answers_of_deal, st.sampled_from(DEAL))
def test_an_answer_nearer_to_b2b_never_lowers_the_share_nor_the_type(answers: dict[str, Value], row: str) -> None:
    rising: list[Value] = ["b2c", "mid", "b2b"]
    found = [diagnose(TABLE, {**answers, row: value}) for value in rising]
    shares = [one.share for one in found if one.share is not None]
    assert shares == sorted(shares)
    assert len(set(shares)) == 3
    order = ["b2c", "mixed", "b2b"]
    bands = [order.index(one.band) for one in found if one.band != "unknown"]
    assert bands == sorted(bands)
    assert len(bands) in (0, 3)


def test_an_unknown_answer_counts_as_a_sign_but_has_no_value() -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "cycle": "unknown", "offer": "mid", "team": "b2c"}
    diagnosis = diagnose(TABLE, answers)
    assert diagnosis.signs == (1, 1, 1, 1)
    assert (diagnosis.known, diagnosis.total, diagnosis.share) == (7, 18, 4 / 7)


def test_nothing_answered_has_no_share() -> None:
    diagnosis = diagnose(TABLE, {})
    assert (diagnosis.share, diagnosis.completeness, diagnosis.band) == (None, 0, "unknown")


def test_positions_run_from_b2c_to_b2b() -> None:
    assert [position(value) for value in ("b2c", "mid", "b2b", "unknown", None)] == [0, 0.5, 1, None, None]


def test_what_is_unknown_is_asked_of_whoever_can_know_it() -> None:
    everything: dict[str, Value] = dict.fromkeys(DEAL, "unknown")
    assert tuple(ask_client(TABLE, everything)) == paper.ASK_CLIENT
    assert tuple(ask_own(TABLE, everything)) == paper.ASK_OWN
    assert {row.slug for row in TABLE.row if row.ask == "client"} == set(paper.ASK_CLIENT)
    some: dict[str, Value] = {"impact": "unknown", "cycle": "b2b", "market": "unknown", "decision-makers": "mid"}
    assert (ask_client(TABLE, some), ask_own(TABLE, some)) == (["impact"], ["market"])
