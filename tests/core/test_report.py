"""A check summed up: which kind of card, which row on top, what an edited answer moved."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check.course import Progress
from bot.check.diagnosis import Value
from bot.check.report import Report, compare, compare_with_prior, order_of_answers
from tests.core.paper import STAGES, WAYS
from tests.core.shipped import DEAL, RULES, VALUES, all_answers, drawn, stages, steady
from tests.core.test_advice import SAMPLE


def report(answers: dict[str, Value], stage: str | None = "offer", public: int | None = None) -> Report:
    return Report(RULES, Progress(answers, stage, public))


FITTING: dict[str, Value] = {**dict.fromkeys(DEAL, "b2b"), **dict.fromkeys(WAYS, "b2b")}
QUICK: dict[str, Value] = {**dict.fromkeys(DEAL, "b2c"), **dict.fromkeys(WAYS, "b2c")}


def test_the_four_kinds_of_card() -> None:
    assert report(SAMPLE, "negotiation").kind == "findings"
    assert report({**FITTING, "procedure": "unknown"}).kind == "blind"
    assert report(FITTING).kind == report(QUICK).kind == "fits"
    assert report({"cycle": "b2b", "focus": "b2b"}).kind == "unknown"
    assert report({}).kind == "unknown"
    assert report(dict.fromkeys(DEAL, "b2b")).kind == "unknown"


def test_the_kind_of_a_card_follows_from_its_findings() -> None:
    seen = set()
    for progress in drawn(11, 1500, asked=0.7):
        one = Report(RULES, progress)
        seen.add(one.kind)
        kinds = {finding.kind for finding in one.top}
        assert (one.kind == "blind") == (kinds == {"blind"})
        assert (one.kind == "findings") == bool(kinds - {"blind"})
        assert one.kind != "fits" or (one.fit.points == one.fit.of > 0 and one.diagnosis.band != "unknown")
    assert seen >= {"findings", "blind", "unknown"}


def test_the_row_on_top_is_the_first_findings_else_the_heaviest_at_the_deals_own_pole() -> None:
    assert report(SAMPLE, "negotiation").main == "decision-makers"
    assert report(FITTING).main == "decision-makers"
    assert report({**QUICK, "decision-makers": "mid"}).main == "cycle"
    mixed: dict[str, Value] = {**dict.fromkeys(DEAL, "mid"), "market": "b2b"}
    assert report(mixed).heaviest == "market"
    assert report(dict.fromkeys(DEAL, "mid")).main is None


@pytest.mark.parametrize("stage", STAGES)
def test_early_and_late_wording_go_by_the_stage(stage: str) -> None:
    assert report({}, stage).late == (stage in ("offer", "negotiation", "repeat"))


def test_a_check_left_before_its_stage_counts_as_first_contact() -> None:
    assert report({"decision-makers": "b2b"}, None).stage == "contact"


def test_the_numbers_are_json_in_a_fixed_order() -> None:
    numbers = report(SAMPLE, "negotiation").numbers()
    assert list(numbers) == [
        "share", "completeness", "band", "fit", "fit_of", "findings", "ask_client", "ask_own",
    ]  # fmt: skip
    assert list(numbers["findings"][0]) == ["id", "kind", "way", "row", "rows", "size", "severity"]
    assert json.loads(json.dumps(numbers)) == numbers
    assert numbers["share"] == 11.5 / 12
    assert numbers["completeness"] == 12 / 18
    assert (numbers["fit"], numbers["fit_of"], numbers["band"]) == (2.5, 6, "b2b")
    assert (numbers["ask_client"], numbers["ask_own"]) == (["cycle"], [])


def test_the_top_three_stand_first_among_the_findings() -> None:
    for progress in drawn(12, 500):
        one = Report(RULES, progress)
        assert one.findings[: len(one.top)] == one.top
        rest = [finding.severity for finding in one.findings[len(one.top) :]]
        assert rest == sorted(rest, reverse=True)


def test_the_law_is_spoken_of_where_a_group_or_rules_decide_and_the_advice_sends_to_people() -> None:
    group: dict[str, Value] = {"decision-makers": "b2b", "success-factor": "b2c"}
    assert report(group).mentions_law == "maybe"
    assert report({**group, "procedure": "unknown"}).mentions_law == "maybe"
    assert report({**group, "procedure": "b2b"}).mentions_law == "maybe"
    assert report(group, public=0).mentions_law is None
    assert report({"cycle": "b2b", "focus": "b2c", "decision-makers": "b2b"}).mentions_law is None
    assert report({"decision-makers": "mid", "success-factor": "b2c"}).mentions_law is None
    blind: dict[str, Value] = {"procedure": "b2b", "decision-makers": "unknown"}
    assert report(blind, public=-1).mentions_law == "maybe"
    assert report(blind, public=1).mentions_law == "public"


@pytest.mark.parametrize("procedure", ["mid", "b2c"])
def test_the_law_is_not_spoken_of_where_the_client_buys_by_no_rules_of_their_own(procedure: Value) -> None:
    """A family that buys a flat with a bank: a group decides, and it is known to be no public purchase."""
    flat: dict[str, Value] = {"decision-makers": "b2b", "procedure": procedure, "success-factor": "b2c"}
    assert report(flat).top
    assert report(flat).mentions_law is None
    assert report(flat, public=-1).mentions_law is None


def test_an_edited_answer_tells_what_has_gone_and_what_is_new() -> None:
    before = report({**FITTING, "success-factor": "b2c", "procedure": "unknown"}, "offer")
    after = report({**FITTING, "success-factor": "b2b", "procedure": "unknown", "focus": "mid"}, "offer")
    change = compare("success-factor", before, after)
    assert (change.shift.gone, change.shift.new, change.shift.turned) == (("decision-makers",), ("cycle",), ())
    assert (change.row, change.fit_before, change.band_before) == ("success-factor", before.fit, "b2b")


def test_a_finding_that_only_names_another_row_is_neither_gone_nor_new() -> None:
    before = report({"decision-makers": "b2b", "success-factor": "b2c"})
    after = report({"decision-makers": "mid", "procedure": "b2b", "success-factor": "b2c"})
    assert [one.row for one in (before.top[0], after.top[0])] == ["decision-makers", "procedure"]
    change = compare("decision-makers", before, after)
    assert (change.shift.gone, change.shift.new, change.shift.nothing) == ((), (), True)


def test_what_has_gone_is_named_as_its_card_was_headed_unless_another_finding_is_headed_so_now() -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "success-factor": "b2c", "negotiation": "b2c"}
    before = report(answers)
    fixed = report({**answers, "success-factor": "b2b"})
    assert [one.row for one in (before.top[0], fixed.top[0])] == ["decision-makers", "decision-makers"]
    assert compare("success-factor", before, fixed).shift.gone == ("success-factor",)
    both = report({**answers, "success-factor": "b2b", "negotiation": "b2b"})
    assert compare("negotiation", fixed, both).shift.gone == ("decision-makers",)


def test_too_little_that_has_become_too_much_is_neither_gone_nor_new() -> None:
    before, after = report({"team": "b2b", "role": "b2c"}), report({**QUICK, "role": "b2b"})
    assert [[one.kind for one in each.findings if one.way == "role"] for each in (before, after)] == [
        ["under"], ["over"],
    ]  # fmt: skip
    moved = compare_with_prior(before.progress, before.numbers(), after)
    for shift in (moved.shift, compare("role", before, after).shift, compare("role", after, before).shift):
        assert (shift.gone, shift.new, shift.turned) == ((), (), ("role",))
    assert not moved.nothing


def test_no_row_is_both_gone_and_new_and_none_is_gone_that_still_heads_a_finding() -> None:
    turned = 0
    for first, second in zip(drawn(15, 300), drawn(16, 300), strict=True):
        before, after = Report(RULES, first), Report(RULES, replace(second, stage=first.stage))
        shift = compare_with_prior(before.progress, before.numbers(), after).shift
        assert shift == compare("cycle", before, after).shift
        said = [*shift.gone, *shift.new, *shift.turned]
        assert len(said) == len(set(said))
        assert not {*shift.gone} & {one.row for one in after.findings}
        assert not {*shift.new} & {one.row for one in before.findings}
        turned += len(shift.turned)
    assert turned


def test_nothing_has_moved_only_where_the_answers_are_the_same_too() -> None:
    before = report({"decision-makers": "b2b", "cycle": "b2b", "success-factor": "b2c"})
    tried: list[tuple[str, Value, bool]] = [
        ("cycle", "b2b", True),
        ("cycle", "mid", False),
        ("market", "unknown", True),
    ]
    for step, value, same in tried:
        after = Report(RULES, before.progress.with_answer(step, value))
        moved = compare_with_prior(before.progress, before.numbers(), after)
        assert (moved.nothing, moved.answers_only) == (same, not same), (step, value)
    other_stage = Report(RULES, replace(before.progress, stage="needs"))
    assert not compare_with_prior(before.progress, before.numbers(), other_stage).nothing


def test_a_change_and_its_undoing_mirror_each_other() -> None:
    for first, second in zip(drawn(13, 200), drawn(14, 200), strict=True):
        one, other = Report(RULES, first), Report(RULES, replace(second, stage=first.stage))
        there, back = compare("cycle", one, other), compare("cycle", other, one)
        assert (there.shift.gone, there.shift.new) == (back.shift.new, back.shift.gone)
        assert {*there.shift.turned} == {*back.shift.turned}
        assert compare("cycle", one, one).shift.nothing


def test_answers_are_listed_as_they_are_asked() -> None:
    assert order_of_answers(report({})) == [*DEAL, *WAYS]
    assert order_of_answers(report({}, "repeat"))[2] == "profit-source"


@steady
@given(all_answers, st.sampled_from((*DEAL, *WAYS)), st.sampled_from(VALUES), stages)
def test_an_answer_that_no_finding_rests_on_leaves_the_findings_as_they_are(
    answers: dict[str, Value], row: str, value: Value, stage: str
) -> None:
    before, after = report(answers, stage), report({**answers, row: value}, stage)
    kept = [(f.kind, f.way, f.rows, f.size, f.severity) for f in after.findings]
    for finding in before.findings:
        if finding.way:
            rests_on = {finding.way, *RULES.mismatches.way[finding.way].related}
        else:
            rests_on = {finding.row} if after.diagnosis.band != "b2c" else set(DEAL)
        if row not in rests_on:
            assert (finding.kind, finding.way, finding.rows, finding.size, finding.severity) in kept


def test_the_stage_changes_neither_the_type_nor_the_fit() -> None:
    reports = [report(SAMPLE, stage) for stage in STAGES]
    assert len({one.diagnosis for one in reports}) == len({one.fit for one in reports}) == 1
    assert len({one.findings[0].severity for one in reports}) > 1
