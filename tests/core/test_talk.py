"""Going to a client, for every kind of check: short enough, lawful, and said in words that are there."""

import re
from datetime import date
from itertools import product

import pytest

from bot.check.course import Progress
from bot.check.diagnosis import Value
from bot.check.report import Report
from bot.deals.followup import finding_of, row_of_talk, rows_of
from bot.deals.talk import talk_of
from bot.person.schedule import Due
from bot.replies import Going
from bot.store.checks import Check
from handlers.screens.base import length
from tests.core.paper import STAGES
from tests.core.shipped import CATALOG, LANGS, RULES, SCREENS, TABLE, drawn

LONG = "Щ" * 60
NOW = 1_800_000_000_000


def going(progress: Progress, name: str | None = LONG) -> Going:
    check = Check(1, 1, 1, 3, name, CATALOG.version, "done", progress, 0, 1, 1)
    report = Report(RULES, progress)
    return Going(
        check=check, catalog=CATALOG, report=report, talk=talk_of(report), current=CATALOG, now=NOW,
        zone="Europe/Moscow", due=Due(date(2027, 11, 25), NOW + 9_000_000),
    )  # fmt: skip


def text(progress: Progress, lang: str) -> str:
    return SCREENS.render(going(progress), lang).text


def poles() -> list[Progress]:
    """Every way row at every answer, against deals of one colour and with one row unlike the others."""
    found = []
    values: tuple[Value, ...] = ("b2b", "mid", "b2c", "unknown")
    for stage, colour, way, odd in product(STAGES, values, values, [None, *(row.slug for row in TABLE.deal)]):
        answers: dict[str, Value] = {row.slug: colour for row in TABLE.deal}
        answers |= {row.slug: way for row in TABLE.way}
        others = values if odd else (colour,)
        found += [Progress(answers | ({odd: other} if odd else {}), stage, 0) for other in others]
    return found


MANY = [*drawn(7, 700), *drawn(8, 300, asked=0.3), *drawn(9, 100, asked=0.08), *poles()[::3]]


@pytest.mark.parametrize("lang", LANGS)
def test_the_screen_has_at_most_600_characters_whatever_was_answered(lang: str) -> None:
    shown = [text(progress, lang) for progress in MANY]
    assert max(length(one) for one in shown) <= 600
    assert not [one for one in shown if "None" in one or "{{" in one]
    assert {one.count("» · «") + one.count("” · “") for one in shown} == {1}


def test_every_row_is_gone_for_at_each_pole_that_it_can_have() -> None:
    goals = {talk_of(Report(RULES, progress)).goal for progress in [*MANY, *poles()]}
    deal = {row.slug for row in TABLE.deal}
    assert {row for row, which in goals if which == "b2b"} == deal
    assert {row for row, which in goals if which == "b2c"} >= {"decision-makers", "cycle", "offer", "team", "market"}
    assert {row for row, which in goals if which == "unknown"} == {*TABLE.unknown.client}


@pytest.mark.parametrize("lang", LANGS)
def test_no_two_sentences_of_a_screen_are_the_same(lang: str) -> None:
    for progress in MANY:
        lines = re.findall(r"[«“](.+?)[»”](?= ·|\.?\n|$)", text(progress, lang))
        assert len(lines) == len(set(lines))


def public(progress: Progress) -> Progress:
    answers: dict[str, Value] = {**progress.answers, "procedure": "b2b"}
    return Progress(answers, progress.stage, 1)


@pytest.mark.parametrize("lang", LANGS)
def test_in_a_public_purchase_nothing_is_said_but_what_was_written_for_it(lang: str) -> None:
    said = CATALOG.languages[lang]
    goals = [row.goal for row in said.rows.values() if row.goal]
    lawful = {one for goal in goals for one in (goal.public, goal.public_ask, goal.public_avoid) if one}
    words = said.mismatches
    lines = {one.public.line for one in words.under.values() if one.public}
    lines |= {one.public.line for one in words.blind.values() if one.public}
    others = {one for goal in goals for name, one in goal if one and not name.startswith("public")}
    others |= {row.question.ask for row in said.rows.values() if row.question and row.question.ask}
    law = SCREENS.words[lang].plain("card.law")
    stems = SCREENS.words[lang].plain("card.law_words").split()
    for progress in map(public, MANY):
        shown = SCREENS.render(going(progress), lang).text
        plain = re.sub(r"<[^>]+>", "", shown).replace("&#39;", "'").replace("&quot;", '"').replace("&amp;", "&")
        assert sum(one in plain for one in lawful) == 4
        assert sum(one.rstrip(".") in plain for one in lines) == 1
        assert not [one for one in others if one in plain]
        told = [line for line in plain.splitlines() if all(stem in line.lower() for stem in stems)]
        assert len(told) == 1
        assert (law in plain) == (told == [law])


def test_what_was_not_known_is_asked_before_all_else() -> None:
    for progress in MANY:
        report = Report(RULES, progress)
        talk = talk_of(report)
        if talk.public:
            continue
        asked = [one.row for one in talk.questions if one.which == "ask"]
        expected = [row for row in report.ask_client if talk.line != f"blind.{row}"]
        assert asked[: len(expected)] == expected
        assert [one.which for one in talk.questions[: len(expected)]] == ["ask"] * len(expected)


def test_a_step_asks_one_to_three_rows_again_that_have_a_question() -> None:
    kinds = set()
    for progress in MANY:
        report = Report(RULES, progress)
        finding = finding_of(report)
        if finding is None:
            assert report.kind == "unknown" or report.heaviest is None
            continue
        rows = rows_of(report)
        kinds.add(finding.split(".")[0])
        assert 1 <= len(rows) <= 3
        assert len(set(rows)) == len(rows)
        assert all(TABLE.rows[row].kind != "company" for row in rows)
        if report.top and report.top[0].way:
            assert rows[0] == report.top[0].way
    assert {"over", "blind", "keep", "decision-makers"} <= kinds


def test_a_talk_is_followed_by_a_question_that_is_asked_at_its_stage() -> None:
    for progress in MANY:
        report = Report(RULES, progress)
        row = row_of_talk(report)
        assert row is not None
        assert TABLE.rows[row].kind != "company"
        if report.top and report.top[0].kind == "blind":
            assert row == report.top[0].row
        elif report.ask_client:
            assert row == report.ask_client[0]
        elif report.top:
            assert row == report.top[0].way
