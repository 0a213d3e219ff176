"""Mismatches between the deal and the way it is run: which, how bad, and which three are spoken of."""

import random
from collections.abc import Mapping
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.catalog.table import Table
from bot.check.advice import Finding, Fit, Rules
from bot.check.course import NAME, PUBLIC, STAGE, TYPE, Progress, next_step
from bot.check.diagnosis import Value
from tests.core import paper
from tests.core.paper import Said
from tests.core.shipped import DEAL, RULES, TABLE, VALUES, all_answers, drawn, said, stages, steady

SAMPLE: dict[str, Value] = {
    **dict.fromkeys(("decision-makers", "offer", "team", "impact", "procedure"), "b2b"),
    "profit-source": "mid", "cycle": "unknown",
    "success-factor": "b2c", "needs": "b2c", "focus": "mid", "effort": "b2b", "role": "mid", "negotiation": "b2c",
}  # fmt: skip
"""The check behind the sample card of the voice paper, at negotiation."""


def found(answers: dict[str, Value], stage: str, *, public: bool = False) -> list[Said]:
    return [said(finding) for finding in RULES.findings(answers, stage, public=public)]


def test_the_structure_is_the_papers() -> None:
    ways = RULES.mismatches.way
    assert {slug: dict(way.harm) for slug, way in ways.items()} == paper.HARM
    assert {slug: way.over for slug, way in ways.items()} == paper.OVER
    assert {slug: way.also for slug, way in ways.items() if way.also} == paper.ALSO
    assert {slug: tuple(way.stage[stage] for stage in paper.STAGES) for slug, way in ways.items()} == paper.FACTOR


def test_the_sample_card_is_found_as_in_the_paper() -> None:
    assert RULES.fit(SAMPLE) == Fit(2.5, 6)
    assert found(SAMPLE, "negotiation") == [
        Said("under", "success-factor", "decision-makers", ("decision-makers", "procedure"), 1, 4.5),
        Said("under", "negotiation", "procedure", ("decision-makers", "procedure"), 1, 4.5),
        Said("blind", None, "cycle", ("cycle",), 1, 3),
        Said("under", "needs", "offer", ("offer", "impact"), 1, 3),
        Said("under", "role", "team", ("team",), 0.5, 1.25),
    ]


def test_all_findings_and_the_fit_are_those_of_the_rules_written_a_second_time() -> None:
    for asked in (1, 0.9, 0.6):
        for progress in drawn(2, 1000, asked=asked):
            answers, stage, public = dict(progress.answers), str(progress.stage), progress.is_public
            assert found(answers, stage, public=public) == paper.findings(answers, stage, public=public)
            fit = RULES.fit(answers, public=public)
            assert (fit.points, fit.of) == paper.fit(answers, public=public)


@pytest.mark.parametrize(
    ("answers", "stage", "expected"),
    [
        ({"cycle": "b2b", "focus": "b2c"}, "needs", [Said("under", "focus", "cycle", ("cycle",), 1, 3)]),
        ({"cycle": "b2b", "focus": "mid"}, "repeat", [Said("under", "focus", "cycle", ("cycle",), 0.5, 2.625)]),
        ({"cycle": "mid", "focus": "b2c"}, "needs", [Said("under", "focus", "cycle", ("cycle",), 0.5, 1.5)]),
        ({"cycle": "mid", "focus": "mid"}, "needs", []),
        ({"cycle": "unknown", "focus": "b2c"}, "needs", []),
        ({"cycle": "b2c", "focus": "b2b"}, "needs", []),
        (
            {"cycle": "b2c", "profit-source": "b2c", "focus": "b2b"},
            "negotiation",
            [Said("over", "focus", "cycle", ("cycle", "profit-source"), 1, 4.5)],
        ),
        ({"cycle": "b2c", "profit-source": "unknown", "focus": "b2b"}, "negotiation", []),
        ({"cycle": "b2c", "profit-source": "mid", "focus": "b2b"}, "negotiation", []),
        ({"market": "b2c", "cycle": "b2c", "team": "b2b", "profit-source": "b2c", "effort": "b2b"}, "offer", []),
        ({"market": "b2c", "cycle": "b2c", "team": "b2b", "profit-source": "b2c", "effort": "b2c"}, "offer", []),
        (
            {"market": "b2c", "cycle": "b2c", "team": "mid", "profit-source": "b2c", "effort": "b2b"},
            "offer",
            [Said("over", "effort", "cycle", ("cycle", "profit-source", "market"), 1, 2)],
        ),
        ({"market": "b2c", "cycle": "b2c", "team": "mid", "profit-source": "mid", "effort": "b2c"}, "offer", []),
    ],
)
def test_findings_counted_by_hand(answers: dict[str, Value], stage: str, expected: list[Said]) -> None:
    assert found(answers, stage) == expected


def test_equal_severity_is_ordered_by_weight_then_place_then_the_table() -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "cycle": "b2b", "offer": "b2b"}
    answers |= {"success-factor": "mid", "negotiation": "mid", "needs": "mid", "focus": "mid"}
    findings = RULES.findings(answers, "offer")
    assert [(one.way, one.severity) for one in findings] == [
        ("success-factor", 1.875), ("focus", 1.875), ("needs", 1.875), ("negotiation", 1.875),
    ]  # fmt: skip


def test_the_heavier_row_goes_first_wherever_it_is_asked() -> None:
    rows = [row.model_copy(update={"weight": 5} if row.slug == "offer" else {}) for row in TABLE.row]
    rules = Rules(Table.model_validate({**TABLE.model_dump(), "row": rows}), RULES.mismatches)
    answers: dict[str, Value] = {"cycle": "b2b", "offer": "b2b", "needs": "mid", "focus": "mid"}
    assert [one.way for one in rules.findings(answers, "offer")] == ["needs", "focus"]
    assert [one.way for one in RULES.findings(answers, "offer")] == ["focus", "needs"]


def test_a_deal_row_already_named_gives_way_to_the_next_evidence() -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "product": "b2b", "success-factor": "b2c"}
    top = RULES.top(RULES.findings({**answers, "negotiation": "b2c"}, "negotiation"))
    assert [(one.way, one.row) for one in top] == [("success-factor", "decision-makers"), ("negotiation", "product")]


def test_a_finding_with_no_row_left_goes_behind() -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "success-factor": "b2c", "negotiation": "b2c"}
    answers |= {"team": "b2b", "role": "mid"}
    findings = RULES.findings(answers, "negotiation")
    assert [one.way for one in findings] == ["success-factor", "role", "negotiation"]
    assert [one.way for one in RULES.top(findings)] == ["success-factor", "role"]


def test_over_selling_uses_no_row_up() -> None:
    answers: dict[str, Value] = {**dict.fromkeys(DEAL, "b2c"), "focus": "b2b", "effort": "b2b"}
    assert [(one.way, one.row) for one in RULES.findings(answers, "offer")] == [("focus", "cycle"), ("effort", "cycle")]


def test_ids_name_the_finding_in_the_content() -> None:
    def one(kind: str, way: str | None, row: str) -> str:
        return Finding(kind, way, row, (row,), 1, 1).id  # type: ignore[arg-type]

    assert one("under", "role", "team") == "team.role"
    assert one("over", "focus", "cycle") == "over.focus"
    assert one("blind", None, "cycle") == "blind.cycle"


BLIND_CASES = [
    ("contact", []), ("needs", []), ("offer", ["decision-makers", "procedure"]),
    ("negotiation", ["decision-makers", "procedure", "cycle", "impact"]), ("repeat", []),
]  # fmt: skip


@pytest.mark.parametrize(("stage", "expected"), BLIND_CASES)
def test_blind_spots_come_with_their_stage(stage: str, expected: list[str]) -> None:
    answers: dict[str, Value] = dict.fromkeys(DEAL, "unknown")
    spots = RULES.findings(answers, stage)
    assert [spot.row for spot in spots] == expected
    assert [spot.severity for spot in spots] == [4.5, 4.5, 3, 3][: len(expected)]
    assert RULES.findings(dict.fromkeys(DEAL, "mid"), stage) == []
    assert RULES.findings({}, stage) == []


def test_a_b2c_deal_has_no_blind_spots() -> None:
    answers: dict[str, Value] = {**dict.fromkeys(DEAL, "b2c"), "procedure": "unknown"}
    assert RULES.findings(answers, "negotiation") == []
    assert [one.row for one in RULES.findings({**answers, "cycle": "b2b", "offer": "b2b", "team": "b2b"}, "offer")] == [
        "procedure"
    ]


def test_a_public_purchase_mutes_one_pair_only() -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "procedure": "b2b", "negotiation": "b2c"}
    answers["success-factor"] = "b2c"
    assert [one.rows for one in RULES.findings(answers, "offer", public=True)] == [
        ("decision-makers", "procedure"), ("procedure",),
    ]  # fmt: skip
    assert RULES.fit(answers, public=True) == RULES.fit(answers) == Fit(0, 2)


def test_with_only_the_muted_row_the_finding_and_the_lost_fit_go_together() -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "procedure": "mid", "negotiation": "mid"}
    assert RULES.fit(answers) == Fit(0.5, 1)
    assert RULES.findings(answers, "offer", public=True) == []
    assert RULES.fit(answers, public=True) == Fit(1, 1)


@pytest.mark.parametrize("way", paper.WAYS)
@pytest.mark.parametrize("public", [False, True])
def test_for_every_deal_each_way_row_has_an_answer_without_a_finding(way: str, public: bool) -> None:
    rows = paper.related(way)
    for values in product(VALUES, repeat=len(rows)):
        deal = dict(zip(rows, values, strict=True))
        assert any(not of_way({**deal, way: run}, way, public=public) for run in ("b2b", "mid", "b2c")), deal


def of_way(answers: dict[str, Value], way: str, stage: str = "offer", *, public: bool = False) -> list[Said]:
    """What is found at one way row, but the row it names: that depends on the others."""
    return [one._replace(row="") for one in found(answers, stage, public=public) if one.way == way]


@steady
@given(all_answers, st.sampled_from(paper.WAYS), st.sampled_from((*DEAL, *paper.WAYS)), st.sampled_from(VALUES), stages)
def test_a_way_row_depends_on_its_own_answer_and_its_related_rows_only(
    answers: dict[str, Value], way: str, row: str, value: Value, stage: str
) -> None:
    if row not in (way, *paper.related(way)):
        assert of_way({**answers, row: value}, way, stage) == of_way(answers, way, stage)


def test_fit_is_lost_exactly_where_a_finding_stands() -> None:
    for progress in drawn(3, 800):
        answers: dict[str, Value] = dict(progress.answers)
        findings = RULES.findings(answers, str(progress.stage), public=progress.is_public)
        lost = {one.way: one.size for one in findings if one.way}
        for way in paper.WAYS:
            alone = {row: value for row, value in answers.items() if row in DEAL or row == way}
            fit = RULES.fit(alone, public=progress.is_public)
            assert fit.of - fit.points == lost.get(way, 0)


def test_a_top_three_says_no_way_row_and_no_deal_row_twice() -> None:
    for progress in drawn(4, 2000, asked=1):
        top = RULES.top(RULES.findings(dict(progress.answers), str(progress.stage), public=progress.is_public))
        assert len(top) <= 3
        ways = [one.way for one in top if one.way]
        assert len(ways) == len(set(ways))
        rows = [one.row for one in top if one.kind != "over"]
        assert len(rows) == len(set(rows))
        for place, one in enumerate(top):
            before = {other.row for other in top[:place] if other.kind != "over"}
            assert one.row not in before


def test_the_findings_evidence_is_what_was_answered() -> None:
    kinds = {"under": ("b2b", "mid"), "over": ("b2c",), "blind": ("unknown",)}
    for progress in drawn(5, 1000, asked=0.8):
        for one in RULES.findings(dict(progress.answers), str(progress.stage), public=progress.is_public):
            values = {progress.answers.get(row) for row in one.rows}
            assert len(values) == 1
            assert values <= set(kinds[one.kind])
            assert one.row in one.rows
            assert one.way is None or progress.answers[one.way] in ("b2b", "mid", "b2c")


def run(full: dict[str, Value], stage: str, public: int) -> tuple[Progress, list[str]]:
    """A check of somebody who would answer all like this; the steps it took, up to the name."""
    progress, steps = Progress(), []
    while (step := next_step(RULES, progress)) != NAME:
        steps.append(step)
        if step == STAGE:
            progress = replace(progress, stage=stage)
        elif step == PUBLIC:
            progress = replace(progress, public=public)
        else:
            progress = progress.with_flag("seen") if step == TYPE else progress.with_answer(step, full[step])
    return progress, steps


def test_two_questions_more_at_most_find_the_first_finding_of_all_ten() -> None:
    rnd = random.Random(6)
    same, same_without, most, checks = 0, 0, 0, 600
    for _ in range(checks):
        full: dict[str, Value] = {row: rnd.choice(VALUES) for row in (*DEAL, *paper.WAYS)}
        stage, public = rnd.choice(paper.STAGES), rnd.choice((1, 0, -1))
        progress, steps = run(full, stage, public)
        more = [step for step in steps[steps.index(TYPE) :] if step in DEAL]
        most = max(most, len(more))
        asked = {row: value for row, value in full.items() if row in DEAL or row in progress.answers}
        without = {row: value for row, value in progress.answers.items() if row not in more}
        is_public = progress.is_public or (public == 1 and full["procedure"] == "b2b")
        first = first_of(asked, stage, public=is_public)
        same += first_of(progress.answers, stage, public=progress.is_public) == first
        same_without += first_of(without, stage, public=is_public) == first
    assert most == TABLE.scale.extra == 2
    assert same / checks >= 0.97
    assert same_without < same


def first_of(answers: Mapping[str, Value], stage: str, *, public: bool) -> list[tuple[str, str | None, str]]:
    return [(one.kind, one.way, one.row) for one in RULES.findings(answers, stage, public=public)[:1]]


def test_nothing_more_is_asked_where_nothing_could_change() -> None:
    answers: dict[str, Value] = {**dict.fromkeys(DEAL[:7], "b2b"), **dict.fromkeys(paper.WAYS, "b2b")}
    assert RULES.one_more(answers, "offer") is None
    assert RULES.one_more({**answers, "cycle": "mid", "focus": "b2c"}, "offer") == "profit-source"
