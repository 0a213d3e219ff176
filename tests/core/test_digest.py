"""A team's week: numbers by hand from checks, and how they look."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from bot.digest.digest import (
    ENOUGH,
    WEEKS,
    Checked,
    Digest,
    Found,
    Move,
    Pattern,
    Pushed,
    Sample,
    Share,
    Shown,
    Steps,
    Week,
    asks,
    found_of,
    question,
    span,
)
from bot.digest.sheets import Cell, csv_of, xlsx_of
from bot.pictures.png import Renderer
from bot.replies.digest import HeatMap, TeamDigest
from bot.store.teams import Team
from handlers.screens import sheet
from handlers.screens.base import View
from handlers.screens.digest import table
from handlers.screens.digest_picture import CELL, GRID, heat_svg
from tests.core.shipped import CATALOG, LANGS, RULES, SCREENS, TABLE, TEXTS, drawn, render

MONDAY = date(2026, 11, 30)
ORDER = [row.slug for row in (*TABLE.way, *TABLE.deal)]
TIPS = CATALOG.languages["ru"].tips
TEAM = Team(1 << 60, "Север", 0, "owner", "Ольга")
FONTS = SCREENS.fonts
SVG = "{http://www.w3.org/2000/svg}"

NOTES = Found("under", ("success-factor", "decision-makers"))
PLAN = Found("under", ("focus", "cycle"))
TOO_MUCH = Found("over", ("focus", "cycle"))
BLIND = Found("blind", ("cycle",))

every_lang = pytest.mark.parametrize("lang", LANGS)


def checked(person: int, *found: Found, ago: int = 1, deal: int = 0, band: str = "b2b", shown: bool = False) -> Checked:
    """So many days before the Monday; a person's only deal unless another is named."""
    return Checked(deal or person, person, MONDAY - timedelta(ago), band, found, shown)


def everybody(*found: Found, people: int = ENOUGH, ago: int = 1, shown: bool = False) -> list[Checked]:
    return [checked(person, *found, ago=ago, shown=shown) for person in range(1, people + 1)]


def week(checks: Sequence[Checked], members: int = 9, pushed: Sequence[Pushed] = (), current: bool = True) -> Digest:
    steps = {"team": (Steps(4, 2), Steps(3, 1), 5), "shown": (Steps(1, 1), Steps(0, 0), 2)}
    checks = sorted(checks, key=lambda one: one.day)
    return Week(MONDAY, checks, steps, pushed, members, ORDER, TIPS, current).digest()  # type: ignore[arg-type]


def patterns(digest: Digest) -> dict[str, tuple[Share, Share | None]]:
    return {one.row: (one.now, one.before) for one in digest.patterns}


def test_weeks_follow_each_other_without_gap_or_overlap() -> None:
    spans = [span(MONDAY, back) for back in range(WEEKS)]
    assert (spans[0].first, spans[0].last) == (date(2026, 11, 23), date(2026, 11, 29))
    for later, earlier in pairwise(spans):
        assert earlier.last + timedelta(1) == later.first
    day = date(2026, 11, 23)
    assert [day in one for one in spans[:2]] == [True, False]
    assert [day - timedelta(1) in one for one in spans[:2]] == [False, True]


def test_checks_are_counted_and_deals_by_what_their_last_check_says() -> None:
    digest = week([
        checked(1, ago=6, band="b2c"), checked(1, ago=2, band="mixed"), checked(2), checked(3, ago=7),
        checked(4, ago=8), checked(4, ago=14), checked(5, ago=15), checked(6, ago=0),
    ])  # fmt: skip
    now, before = digest.sums
    assert (now.checks, dict(now.bands)) == (4, {"mixed": 1, "b2b": 2})
    assert (before.checks, dict(before.bands)) == (2, {"b2b": 1})
    assert (now.steps, before.steps, digest.overdue) == (Steps(4, 2), Steps(3, 1), 5)


def test_a_look_back_does_not_say_what_is_overdue_now() -> None:
    assert week([checked(1)], current=False).overdue is None


@pytest.mark.parametrize(("members", "basis", "many"), [(ENOUGH - 1, "shown", 1), (ENOUGH, "team", 3)])
def test_a_team_that_is_too_small_is_counted_by_what_it_shows(members: int, basis: str, many: int) -> None:
    digest = week([checked(1), checked(2), checked(3, shown=True)], members)
    assert (digest.sums_of, digest.sums[0].checks) == (basis, many)
    assert digest.overdue == {"team": 5, "shown": 2}[basis]


def test_five_people_make_a_pattern_and_four_do_not() -> None:
    enough = week(everybody(NOTES))
    assert (enough.basis, patterns(enough)) == ("team", {"success-factor": (Share(5, 5), None)})
    few = week(everybody(NOTES, people=ENOUGH - 1))
    assert (few.basis, few.patterns, few.rows, set(few.samples)) == (None, (), (), {None})


def test_one_person_with_five_deals_is_no_crowd() -> None:
    assert week([checked(1, NOTES, deal=deal) for deal in range(1, 6)]).basis is None


def test_shown_deals_make_a_pattern_of_their_own() -> None:
    digest = week([*everybody(NOTES, people=2, shown=True), checked(3, PLAN), checked(4, PLAN)])
    assert (digest.basis, patterns(digest)) == ("shown", {"success-factor": (Share(2, 2), None)})


def test_a_week_of_few_people_is_not_told_beside_one_of_many() -> None:
    last = everybody(NOTES, people=4, ago=8)
    digest = week([*everybody(NOTES), *last])
    assert patterns(digest)["success-factor"] == (Share(5, 5), None)
    assert [bool(sample) for sample in digest.samples] == [*[False] * (WEEKS - 1), True]
    more = week([*everybody(NOTES), *last, checked(9, ago=9)])
    assert patterns(more)["success-factor"] == (Share(5, 5), Share(4, 5))


def test_a_deal_counts_once_a_week_by_its_last_check() -> None:
    digest = week([*everybody(NOTES, ago=3), checked(1, ago=2), checked(2, NOTES, NOTES, ago=1)])
    assert patterns(digest)["success-factor"][0] == Share(4, 5)


def test_what_one_pattern_tells_is_no_part_of_the_next() -> None:
    checks = [checked(1, PLAN), checked(2, PLAN), checked(3, PLAN, NOTES), checked(4, NOTES, BLIND), checked(5, BLIND)]
    digest = week(checks)
    assert patterns(digest) == {"cycle": (Share(5, 5), None), "success-factor": (Share(2, 5), None)}


def test_what_happened_in_one_deal_is_no_pattern() -> None:
    assert week([checked(1, PLAN), *(checked(person) for person in range(2, 6))]).patterns == ()


@pytest.mark.parametrize(
    ("found", "pushed", "tip"),
    [
        ((PLAN, PLAN, TOO_MUCH), (), "focus.b2b.1"),
        ((TOO_MUCH, TOO_MUCH, PLAN), (), "focus.b2c.1"),
        ((TOO_MUCH, PLAN), (), "focus.b2b.1"),
        ((PLAN, PLAN), ("focus.b2b.1",), "focus.b2b.2"),
        ((PLAN, PLAN), ("focus.b2b.1", "focus.b2b.2"), "focus.b2b.1"),
        ((BLIND, BLIND), ("own:7", "focus.b2b.1"), "cycle.b2b.1"),
    ],
)
def test_the_tip_is_of_the_pole_that_is_missing_and_was_not_pushed_lately(
    found: Sequence[Found], pushed: Sequence[str], tip: str
) -> None:
    checks = [checked(person, one) for person, one in enumerate(found, 1)]
    checks += [checked(person) for person in range(len(found) + 1, 7)]
    digest = week(checks, pushed=[Pushed(MONDAY - timedelta(3), one) for one in pushed])
    assert digest.patterns[0].tip == tip


def test_a_row_whose_tip_was_pushed_the_week_before_is_compared() -> None:
    checks = [*everybody(PLAN, ago=8), checked(6, ago=9), *everybody(ago=2), checked(1, PLAN, ago=1)]
    pushed = [Pushed(MONDAY - timedelta(9), "focus.b2b.1"), Pushed(MONDAY - timedelta(2), "success-factor.b2b.1"),
              Pushed(MONDAY - timedelta(15), "role.b2b.1"), Pushed(MONDAY - timedelta(10), "own:5"),
              Pushed(MONDAY - timedelta(10), "gone.b2b.1")]  # fmt: skip
    digest = week(checks, pushed=pushed)
    assert (digest.pushed, digest.moves) == (True, (Move("focus", Share(5, 6), Share(1, 5)),))


def test_nothing_is_compared_where_one_of_the_weeks_is_not_told() -> None:
    pushed = [Pushed(MONDAY - timedelta(9), "focus.b2b.1")]
    digest = week([*everybody(PLAN), *everybody(PLAN, people=4, ago=9)], pushed=pushed)
    assert (digest.pushed, digest.moves) == (True, ())


def test_rows_keep_their_order_and_rows_of_older_content_are_left_out() -> None:
    digest = week(everybody(BLIND, NOTES, PLAN, Found("under", ("gone", "cycle"))))
    assert digest.rows == ("success-factor", "focus", "decision-makers", "cycle")
    assert digest.samples[-1] == Sample(span(MONDAY), 5, dict.fromkeys(digest.rows, 5))


def test_nothing_at_all_is_empty() -> None:
    quiet = Week(MONDAY, [], {}, [], 3, ORDER, TIPS).digest()
    assert quiet.empty
    assert not week([]).empty
    assert not replace(quiet, overdue=1).empty


def test_findings_are_read_from_the_numbers_that_are_kept() -> None:
    from bot.check.report import Report

    for progress in drawn(41, 40):
        report = Report(RULES, progress)
        found = found_of(report.numbers())
        assert [one.kind for one in found] == [finding.kind for finding in report.findings]
        assert all(set(one.rows) <= set(ORDER) for one in found)
        assert all(len(one.rows) == (1 if one.kind == "blind" else 2) for one in found)


def shown(person: int, *severities: float, name: str = "Завод") -> Shown:
    findings = [{"kind": "under", "way": "focus", "row": "cycle", "severity": one} for one in severities]
    return Shown(person, f"P{person}", name, 1, False, {"findings": findings})


def test_each_person_is_asked_one_question_about_the_worst_deal_they_show() -> None:
    found = asks([shown(1, 2.0, 9.0), shown(1, 3.0, name="Пекарня"), shown(2), shown(3, 1.0), shown(3, 1.0, name="Б")])
    assert [(ask.deal.person, ask.deal.name, ask.row) for ask in found] == [
        (1, "Пекарня", "cycle"),
        (3, "Завод", "cycle"),
    ]


@every_lang
def test_every_finding_there_can_be_has_a_question(lang: str) -> None:
    from bot.check.report import Report

    words = CATALOG.languages[lang].mismatches
    seen = set()
    for progress in drawn(42, 300):
        numbers = Report(RULES, progress).numbers()
        for ask in asks([Shown(1, "P", None, 1, False, numbers)]):
            assert question(ask, words).endswith("?")
            seen.add((ask.kind, ask.way, ask.row))
    assert {kind for kind, _, _ in seen} == {"under", "over", "blind"}
    gone = asks([Shown(1, "P", None, 1, False, {"findings": [
        {"kind": "under", "way": "gone", "row": "cycle", "severity": 1}]})])[0]  # fmt: skip
    assert question(gone, words) == ""


def full() -> Digest:
    """Every row, every week, every figure."""
    findings = [Found("under", (way, row)) for way, row in zip(ORDER[:6] * 2, ORDER[6:], strict=False)]
    checks = [checked(person, *findings[: person * 2], ago=7 * back + 1 + person % 6)
              for back in range(WEEKS) for person in range(1, 6)]  # fmt: skip
    return week(checks, pushed=[Pushed(MONDAY - timedelta(8), f"{row}.b2b.1") for row in ORDER[:3]])


def heat(digest: Digest, team: Team = TEAM) -> HeatMap:
    return HeatMap(team=team, catalog=CATALOG, digest=digest, today=MONDAY, person=7)


def svg(digest: Digest, lang: str, team: Team = TEAM) -> ElementTree.Element:
    return ElementTree.fromstring(heat_svg(heat(digest, team), View(SCREENS, TEXTS.words[lang])))


def texts(root: ElementTree.Element, kind: str) -> list[str]:
    return ["".join(one.itertext()) for one in root.iter(f"{SVG}text") if one.get("class") == kind]


@every_lang
def test_the_map_shows_each_share_under_its_week(lang: str) -> None:
    digest = week(
        [*everybody(PLAN), checked(6), checked(7, NOTES), *everybody(ago=9), *everybody(PLAN, people=4, ago=30)]
    )
    root = svg(digest, lang)
    rows = [texts(row, "cell") for row in root.iter(f"{SVG}g")]
    dots = ["·"] * (WEEKS - 2)
    assert rows == [[*dots, "0", "14"], [*dots, "0", "71"], [*dots, "0", "14"], [*dots, "0", "71"]]
    assert texts(root, "count") == [*dots, "5", "7"]
    assert texts(root, "week")[-2:] == ["22", "29"]
    assert set(texts(root, "month")) <= {month[:3] for month in TEXTS.words[lang].numbers.months}


@every_lang
def test_everything_on_the_map_has_its_room(lang: str) -> None:
    root = svg(full(), lang, replace(TEAM, name="Щ" * 60))
    assert len(list(root.iter(f"{SVG}g"))) == len(ORDER)
    beside = GRID - sheet.LEFT - 8
    rooms = {
        "cell": CELL - 4,
        "week": CELL,
        "month": CELL,
        "count": CELL,
        "title": beside,
        "deals": beside,
        "ends": beside,
    }
    for kind, room in rooms.items():
        for text in texts(root, kind):
            assert FONTS.width(text, sheet.SMALL, bold=kind in ("cell", "week")) <= room, (kind, text)
    for kind, size in (("head", sheet.TITLE), ("name", sheet.TEXT), ("how", sheet.TEXT)):
        assert all(
            FONTS.width(text, size, bold=kind == "head") <= sheet.RIGHT - sheet.LEFT for text in texts(root, kind)
        )
    titles = " ".join(texts(root, "title"))
    assert "…" not in titles
    assert all(CATALOG.languages[lang].rows[row].title in titles for row in ORDER)
    assert min(float(one.get("font-size", 0)) for one in root.iter(f"{SVG}text")) >= sheet.SMALL


@every_lang
async def test_the_map_is_a_png_of_a_phones_width(lang: str) -> None:
    png = await Renderer(FONTS.files).png(heat_svg(heat(full(), replace(TEAM, name="<b>&🔥"))
                                                   , View(SCREENS, TEXTS.words[lang])))  # fmt: skip
    width, height = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))
    assert (width, height < 1.7 * width) == (1080, True)


@every_lang
def test_the_words_below_the_map_fit_a_caption(lang: str) -> None:
    assert len(render(heat(full(), replace(TEAM, name="Щ" * 60)), lang)) <= 1024


def text(digest: Digest, lang: str) -> str:
    return render(TeamDigest(team=TEAM, catalog=CATALOG, digest=digest, today=MONDAY, questions=0), lang)


@every_lang
def test_the_text_says_why_there_is_no_pattern(lang: str) -> None:
    words = TEXTS.words[lang]
    silent, small, shown_only = (words.plain(f"digest.{key}") for key in ("silent", "only_shown", "gaps_shown"))
    assert silent in text(week(everybody(NOTES, people=4)), lang)
    assert small in text(week([], members=4), lang)
    said = text(week(everybody(NOTES, people=4, shown=True)), lang)
    assert shown_only in said
    assert silent not in said
    assert not any(part in text(week(everybody(NOTES)), lang) for part in (silent, small, shown_only))


@every_lang
def test_the_button_below_a_pattern_pushes_its_tip(lang: str) -> None:
    reply = TeamDigest(team=TEAM, catalog=CATALOG, digest=full(), today=MONDAY, questions=2)
    screen = SCREENS.render(reply, lang)
    pushes = [one for row in screen.buttons for one in row if one["callback_data"].startswith("push_tip:")]
    assert [one["callback_data"] for one in pushes] == [
        f"push_tip:EAAAAAAAAAA:{one.tip}" for one in reply.digest.patterns
    ]
    assert all(len(one["text"]) <= 40 for one in pushes)
    title = CATALOG.languages[lang].rows["success-factor"].title
    assert len(TEXTS.words[lang].plain("digest.push", row=title)) <= 40


def rows_of(digest: Digest, lang: str = "en", team: Team = TEAM) -> list[list[Cell]]:
    return table(team, heat(digest), View(SCREENS, TEXTS.words[lang]))


def test_the_table_holds_the_numbers_of_the_text_and_of_the_map() -> None:
    digest = week([*everybody(PLAN, ago=2), checked(6), *everybody(ago=8)])
    rows = rows_of(digest)
    numbers = {(row[1], row[3], row[4]): tuple(row[5:8]) for row in rows[1:]}
    now, before = date(2026, 11, 23), date(2026, 11, 16)
    assert numbers[now, "Checks", None] == (6, None, None)
    assert numbers[before, "Checks", None] == (5, None, None)
    assert numbers[now, "Steps overdue", None] == (5, None, None)
    title = CATALOG.languages["en"].rows["focus"].title
    assert numbers[now, "Deals with a gap", title] == (5, 6, 5 / 6)
    assert numbers[before, "Deals with a gap", title] == (0, 5, 0.0)
    assert {len(row) for row in rows} == {9}


HOSTILE = ["=1+1", "+7", "-2", "@SUM(A1)", "\t=1", "  =1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("typed", HOSTILE)
def test_in_a_csv_what_people_typed_begins_no_formula(typed: str) -> None:
    body = csv_of([["Team", "Number"], [typed, -3], ['Щ;"\n', 0.25]], ";")
    rows = list(csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows == [["Team", "Number"], [f"'{typed}", "-3"], ['Щ;"\n', "0,2500"]]


@pytest.mark.parametrize(("comma", "share"), [(";", '"5";"0,7143"'), (",", '"5","0.7143"')])
def test_a_share_is_written_as_spreadsheets_of_the_language_read_it(comma: str, share: str) -> None:
    body = csv_of([[5, 5 / 7]], comma).decode("utf-8-sig")
    assert body.strip() == share.replace('"', "")


@pytest.mark.parametrize("typed", [*HOSTILE, "a\x00\x1bb"])
def test_in_a_workbook_what_people_typed_is_text(typed: str) -> None:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    body = xlsx_of("Week", [["Team", "Day", "Share", "Number"], [typed, MONDAY, 0.25, -3]])
    cells = load_workbook(io.BytesIO(body)).active[2]
    assert cells[0].data_type == "s"
    assert cells[0].value == typed.replace("\x00", "").replace("\x1b", "")
    assert (cells[1].value.date(), cells[2].value, cells[2].number_format, cells[3].value) == (MONDAY, 0.25, "0%", -3)
    assert b"<f>" not in body


def test_a_pattern_tells_its_row_and_its_numbers() -> None:
    digest = week([*everybody(PLAN), *everybody(PLAN, people=6, ago=9)])
    assert digest.patterns == (Pattern("focus", Share(5, 5), Share(6, 6), "focus.b2b.1"),)
    assert TEXTS.words["ru"].text(
        "digest.gap", row=CATALOG.languages["ru"].rows["focus"].title, having=5, of=5, having_before=6, of_before=6
    ) in text(digest, "ru")
