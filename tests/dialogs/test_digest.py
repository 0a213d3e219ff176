"""A team's week: in words, as a picture and as files for its managers; by itself on Mondays."""

import csv
import io
import json
import sqlite3
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from itertools import count

import pytest

from bot.check.advice import Rules
from bot.check.course import Progress
from bot.check.report import Report
from bot.person.schedule import local_date
from bot.search import Search
from bot.store.database import open_database
from bot.turn import Library
from handlers.artist import Artist
from handlers.clerk import Clerk
from handlers.digest import BUTTONS
from handlers.screens import Screens
from handlers.screens.times import between
from tests.dialogs.company import NAME, Ready, join, link, make, newcomer, ready, state
from tests.dialogs.conftest import ANNA, OLGA
from tests.dialogs.days import NOON, at, day, settled
from tests.dialogs.deals import B2B, COMMITTEE, DAIRY, PHONES
from tests.dialogs.house import DAY, TEXTS, House, Json, Talk, datas, labels, text_of
from tests.dialogs.test_picture import NO_TEXT
from tests.dialogs.test_rights import LEAD, PEOPLE, ROLES, everybody, pressed, refusals

CATALOG = TEXTS.catalog
RULES = Rules(CATALOG.table, CATALOG.mismatches)
CROWD = (3001, 3002, 3003, 3004, 3005)
NINE = 9 * 60
MON, TUE = 0, 1
LEFT_BEHIND = "terminated by other getUpdates"
PLANLESS = {"stage": "offer", **B2B, "focus": "b2c"}
"""Decided over months, with no date in the calendar."""
PLANNED = {**PLANLESS, "focus": "b2b"}

_numbers = count(1 << 41)


def numbers_of(answers: Mapping[str, str]) -> Json:
    known = {row: value for row, value in answers.items() if row in CATALOG.table.rows}
    return Report(RULES, Progress(known, answers["stage"])).numbers()  # type: ignore[arg-type]


def past(
    house: House, person: int, answers: Mapping[str, str], ago: float, name: str = "", deal: int | None = None
) -> int:
    """A deal that was checked so many days ago, put into the database; its number."""
    check, when, new = next(_numbers), house.clock.now() - int(ago * DAY), deal is None
    deal = deal or next(_numbers)
    with closing(sqlite3.connect(house.file, timeout=10)) as db, db:
        db.execute("insert into people (id, lang, created_at, seen_at) values (?, 'ru', 1, 1) on conflict do nothing",
                   (person,))  # fmt: skip
        if new:
            db.execute("insert into deals (id, person, number, name, created_at, touched_at) values (?, ?, ?, ?, 1, 1)",
                       (deal, person, deal, name or f"Deal {deal}"))  # fmt: skip
        db.execute(
            "insert into checks (id, deal, person, content, state, answers, stage, started_at, touched_at, "
            "finished_at, result) values (?, ?, ?, ?, 'done', '{}', ?, ?, ?, ?, ?)",
            (check, deal, person, CATALOG.version, answers["stage"], when, when, when, json.dumps(numbers_of(answers))),
        )
        db.execute("update deals set check_now = ? where id = ?", (check, deal))
    return deal


def run(house: House, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(house.file, timeout=10)) as db, db:
        db.execute(sql, values)


@dataclass(frozen=True)
class Crew:
    """Olga's team, whose people are in it since long ago."""

    house: House
    team: Ready

    def show(self, deal: int) -> None:
        run(self.house, "insert into shares (deal, team, shared_at) values (?, ?, ?)", deal, self.team.number, deal)

    def hide(self, deal: int) -> None:
        run(self.house, "delete from shares where deal = ?", deal)

    def pushed(self, tip: str, ago: float) -> None:
        run(
            self.house,
            "insert into pushes (id, team, author, tip, mode, state, at) values (?, ?, ?, ?, 'now', 'done', ?)",
            next(_numbers), self.team.number, OLGA, tip, self.house.clock.now() - int(ago * DAY),
        )  # fmt: skip


async def crew(olga: Talk, *people: int, name: str = NAME) -> Crew:
    await olga.say("/start")
    for person in people:
        past(olga.house, person, PLANNED, 300)
    team = ready(olga.house, {OLGA: "owner"} | dict.fromkeys(people, "member"), name=name)
    run(olga.house, "update members set joined_at = 1")
    await olga.press("zone:Europe/Moscow", stale=True)  # what looks at Mondays is told of them
    return Crew(olga.house, team)


@pytest.fixture
async def crowd(olga: Talk) -> Crew:
    await at(olga, TUE)
    return await crew(olga, *CROWD)


def gap(talk: Talk, row: str, having: int, of: int, before: tuple[int, int] | None = None) -> str:
    title = talk.said.rows[row].title
    if before is None:
        return talk.t("digest.gap_now", row=title, having=having, of=of)
    return talk.t("digest.gap", row=title, having=having, of=of, having_before=before[0], of_before=before[1])


def button(talk: Talk, verb: str) -> list[str]:
    return [data for data in datas(talk.last) if data.split(":")[0] == verb]


def body(talk: Talk) -> bytes:
    """The file of the last message."""
    file = talk.house.world.files.get(talk.last["document"]["file_id"])
    assert file is not None
    return file.body


async def test_who_manages_no_team_is_told_how_to_come_to_one(anyone: Talk, olga: Talk) -> None:
    assert await anyone.say("/digest") == anyone.t("digest.no_team")
    await join(anyone, await link(olga, await make(olga)))
    assert await anyone.say("/digest") == anyone.t("digest.no_team")


async def test_a_file_is_named_by_its_last_day(crowd: Crew, olga: Talk) -> None:
    past(crowd.house, CROWD[0], PLANLESS, 2)
    await olga.say("/digest")
    screen = olga.last
    for form in ("csv", "xlsx"):
        await olga.tap(olga.t(f"digest.{form}"), screen)
        assert olga.last["document"]["file_name"] == f"digest-{day(1).isoformat()}.{form}"


async def test_in_a_group_it_is_not_spoken_of(group: Talk) -> None:
    await group.say("/digest@deal_coach_bot")
    assert group.text == group.t("other.private")


async def test_who_manages_several_teams_chooses(crowd: Crew, olga: Talk) -> None:
    ready(crowd.house, {OLGA: "owner"}, name="Юг")
    ready(crowd.house, {OLGA: "member", CROWD[0]: "owner"}, name="Запад")
    assert await olga.say("/digest") == olga.t("digest.which")
    assert labels(olga.last) == [NAME, "Юг"]
    await olga.tap(NAME)
    assert olga.text.splitlines()[0] == olga.t("digest.title", team=NAME)


async def test_the_team_s_screen_leads_there_for_those_who_manage_it(crowd: Crew, olga: Talk, anna: Talk) -> None:
    await olga.say("/team")
    await olga.tap(olga.t("team.to_digest"))
    assert olga.text.startswith(olga.t("digest.title", team=NAME))
    await anna.say("/start")
    ready(crowd.house, {CROWD[0]: "owner", ANNA: "member"}, name="Юг")
    await anna.say("/team")
    assert anna.t("team.to_digest") not in anna.labels


async def test_the_week_is_told_against_the_one_before(crowd: Crew, olga: Talk) -> None:
    for person in CROWD:
        past(crowd.house, person, PLANLESS, 9)
        past(crowd.house, person, PLANLESS if person < 3004 else PLANNED, 2)
    past(crowd.house, CROWD[0], PHONES, 1)
    await olga.say("/digest")
    assert olga.t("digest.checks", n=6, before=5) in olga.text
    bands = {"b2b": 5, "b2b_before": 5, "mixed": 0, "mixed_before": 0, "b2c": 1, "b2c_before": 0}
    assert olga.t("digest.bands", **bands) in olga.text
    assert gap(olga, "focus", 3, 6, (5, 5)) in olga.text
    assert button(olga, "push_tip") == [f"push_tip:{crowd.team.id}:focus.b2b.1"]


async def test_one_tap_leads_to_the_tip_that_a_pattern_asks_for(crowd: Crew, olga: Talk) -> None:
    for person in CROWD:
        past(crowd.house, person, PLANLESS, 2)
    await olga.say("/digest")
    before = len(olga.messages)
    await olga.tap(olga.t("digest.push", row=olga.said.rows["focus"].title))
    seen = "\n".join(text_of(one) for one in olga.messages[before - 1 :])
    assert olga.said.tips["focus"].b2b[0].line.rstrip(".") in seen


async def test_it_reads_well_in_either_language_and_names_nobody(crowd: Crew, olga: Talk, house: House) -> None:
    for person in CROWD:
        crowd.show(past(house, person, PLANLESS, 2, name=f"Завод {person}"))
    for lang in ("ru", "en"):
        await olga.say("/language")
        await olga.press(f"lang:{lang}")
        talk = Talk(house, OLGA, lang)
        await talk.say("/digest")
        assert gap(talk, "focus", 5, 5) in talk.text
        await talk.press(button(talk, "digest_map")[0])
        for text in [text_of(message) for message in talk.messages[-2:]]:
            assert not any(f"P{person}" in text or f"Завод {person}" in text for person in CROWD)


async def test_over_selling_asks_for_the_other_pole(crowd: Crew, olga: Talk) -> None:
    for person in CROWD:
        past(crowd.house, person, COMMITTEE, 2)
    await olga.say("/digest")
    assert button(olga, "push_tip")
    assert all(".b2c." in data for data in button(olga, "push_tip"))


async def test_four_people_make_no_pattern_and_the_fifth_one_does(crowd: Crew, olga: Talk) -> None:
    for person in CROWD[:4]:
        past(crowd.house, person, PLANLESS, 2)
    await olga.say("/digest")
    assert olga.t("digest.silent") in olga.text
    assert olga.t("digest.checks", n=4, before=0) in olga.text
    assert not button(olga, "push_tip") + button(olga, "digest_map")
    past(crowd.house, CROWD[4], PLANLESS, 2)
    await olga.say("/digest")
    assert gap(olga, "focus", 5, 5) in olga.text


async def test_a_picture_that_there_is_too_little_for_is_not_drawn_by_an_old_button(crowd: Crew, olga: Talk) -> None:
    await olga.say("/digest")
    until = button(olga, "digest_file")[0].split(":")[2]
    toast = await olga.press(f"digest_map:{crowd.team.id}:{until}", stale=True)
    assert toast == olga.t("digest.few_people")


async def test_shown_deals_are_told_of_whatever_their_number_until_they_are_withdrawn(olga: Talk) -> None:
    await at(olga, TUE)
    small = await crew(olga, *CROWD[:2])
    deals = [past(olga.house, person, PLANLESS, 2) for person in CROWD[:2]]
    past(olga.house, CROWD[0], PHONES, 2)
    await olga.say("/digest")
    assert olga.t("digest.only_shown") in olga.text
    assert olga.t("digest.checks", n=0, before=0) in olga.text
    assert olga.t("digest.silent") in olga.text
    for deal in deals:
        small.show(deal)
    await olga.say("/digest")
    assert olga.t("digest.checks", n=2, before=0) in olga.text
    assert gap(olga, "focus", 2, 2) in olga.text
    small.hide(deals[0])
    await olga.say("/digest")
    assert olga.t("digest.checks", n=1, before=0) in olga.text
    assert olga.t("digest.no_gap") in olga.text


async def test_what_was_checked_before_joining_is_nobody_s_business(olga: Talk) -> None:
    await at(olga, TUE)
    team = (await crew(olga, *CROWD)).team
    for person in CROWD:
        past(olga.house, person, PLANLESS, 2)
    run(olga.house, "update members set joined_at = ?", olga.house.clock.now() - DAY)
    await olga.press(f"digest:{team.id}", stale=True)
    assert olga.t("digest.checks", n=0, before=0) in olga.text


async def test_checks_and_steps_of_real_people_are_counted(anna: Talk, olga: Talk, house: House) -> None:
    payload = await link(olga, await make(olga))
    members = [anna, *[await newcomer(house, person, f"N{person}") for person in CROWD[:4]]]
    for talk in members:
        await join(talk, payload)
        await talk.check(DAIRY)
    await anna.tap(anna.t("on_card.take"))
    await anna.tap(anna.t("steps.tomorrow"))
    await olga.say("/digest")
    assert olga.t("digest.checks", n=5, before=0) in olga.text
    assert olga.t("digest.steps", taken=1, taken_before=0, done=0, done_before=0) in olga.text
    assert olga.t("digest.overdue", n=0) in olga.text
    assert gap(olga, "success-factor", 5, 5) in olga.text or gap(olga, "decision-makers", 5, 5) in olga.text


async def test_next_week_it_says_whether_the_gap_has_moved(crowd: Crew, olga: Talk) -> None:
    for person in CROWD:
        past(crowd.house, person, PLANLESS, 9)
    crowd.pushed("focus.b2b.1", 8)
    await olga.say("/digest")
    assert olga.t("digest.no_moves") in olga.text
    for person in CROWD:
        past(crowd.house, person, PLANLESS if person == CROWD[0] else PLANNED, 2)
    await olga.say("/digest")
    title = olga.said.rows["focus"].title
    move = olga.t("digest.move", row=title, having=1, of=5, having_before=5, of_before=5)
    assert f"{olga.t('digest.moves')}\n• {move}" in olga.text


async def test_one_question_a_person_and_only_about_deals_they_show(crowd: Crew, olga: Talk) -> None:
    shown = [past(crowd.house, person, answers, 2, name=f"Завод {person}")
             for person, answers in ((CROWD[0], PLANLESS), (CROWD[1], COMMITTEE), (CROWD[2], PLANNED))]  # fmt: skip
    past(crowd.house, CROWD[3], PLANLESS, 2, name="Тайна")
    own = past(crowd.house, OLGA, PLANLESS, 2, name="Своя")
    for deal in (*shown, own):
        crowd.show(deal)
    await olga.say("/digest")
    await olga.tap(olga.t("digest.asks", n=2))
    focus = olga.said.mismatches.under["cycle.focus"].ask_seller
    assert f"P{CROWD[0]} · Завод {CROWD[0]}\n{focus}" in olga.text
    assert f"P{CROWD[1]} · Завод {CROWD[1]}\n" in olga.text
    assert len([line for line in olga.text.splitlines() if line.endswith("?")]) == 2
    assert not any(name in olga.text for name in ("Тайна", "Своя", f"Завод {CROWD[2]}"))
    await olga.tap(olga.t("digest.back"))
    assert olga.text.startswith(olga.t("digest.title", team=NAME))
    crowd.hide(shown[0])
    await olga.press(f"digest_asks:{crowd.team.id}:0", stale=True)
    assert f"Завод {CROWD[0]}" not in olga.text


async def test_many_questions_come_in_pages(olga: Talk) -> None:
    people = tuple(range(3001, 3013))
    many = await crew(olga, *people)
    for person in people:
        many.show(past(olga.house, person, PLANLESS, 2))
    await olga.say("/digest")
    await olga.tap(olga.t("digest.asks", n=12))
    seen = []
    while True:
        seen += [line.split(" · ")[0] for line in olga.text.splitlines() if line.startswith("P30")]
        if "›" not in olga.labels:
            break
        await olga.tap("›")
    assert seen == [f"P{person}" for person in people]


async def test_the_picture_is_drawn_when_it_is_sent(crowd: Crew, olga: Talk) -> None:
    for person in CROWD:
        past(crowd.house, person, PLANLESS, 2)
    await olga.say("/digest")
    await olga.tap(olga.t("digest.picture"))
    assert olga.last["photo"][-1]["width"] == 1080
    assert gap(olga, "focus", 5, 5) in olga.text
    assert olga.house.rows("select * from pictures") == []
    olga.house.expect(NO_TEXT)
    await olga.tap(olga.t("digest.back"))
    assert olga.text.startswith(olga.t("digest.title", team=NAME))


@pytest.mark.parametrize("name", ['=HYPERLINK("http://x")', "+7 (900)", "@SUM(1)", "-1"])
async def test_the_files_hold_the_same_numbers_and_no_formulas(olga: Talk, name: str) -> None:
    from openpyxl import load_workbook  # type: ignore[import-untyped]

    await at(olga, TUE)
    await crew(olga, *CROWD, name=name)
    for person in CROWD:
        past(olga.house, person, PLANLESS, 2)
    await olga.say("/digest")
    screen = olga.last
    await olga.tap(olga.t("digest.csv"), screen)
    rows = list(csv.reader(io.StringIO(body(olga).decode("utf-8-sig")), delimiter=";"))
    assert {row[0] for row in rows[1:]} == {f"'{name}"}
    title = olga.said.rows["focus"].title
    (found,) = [row for row in rows if row[4] == title]
    assert found[5:8] == ["5", "5", "1,0000"]
    await olga.tap(olga.t("digest.xlsx"), screen)
    cells = list(load_workbook(io.BytesIO(body(olga))).active.values)
    assert {row[0] for row in cells[1:]} == {name}
    assert len(cells) == len(rows)
    assert [row[5:8] for row in cells if row[4] == title] == [(5, 5, 1)]
    assert [str(row[5]) for row in cells] == [row[5] for row in rows]
    checks = olga.t("digest.sheet.checks")
    assert [row[5] for row in rows if row[3] == checks] == ["5", "0"]


CASES: dict[str, Callable[[Ready, str], str]] = {
    "digest": lambda team, until: f"digest:{team.id}",
    "digest of a day": lambda team, until: f"digest:{team.id}:{until}",
    "digest_map": lambda team, until: f"digest_map:{team.id}:{until}",
    "digest_file csv": lambda team, until: f"digest_file:{team.id}:{until}:csv",
    "digest_file xlsx": lambda team, until: f"digest_file:{team.id}:{until}:xlsx",
    "digest_asks": lambda team, until: f"digest_asks:{team.id}:0",
}


def test_every_button_of_the_digest_is_in_the_table() -> None:
    assert {name.split()[0] for name in CASES} == set(BUTTONS)


@pytest.mark.parametrize("name", CASES)
async def test_only_those_who_manage_the_team_get_anything(house: House, name: str) -> None:
    people = await everybody(house)
    for role, person in PEOPLE.items():
        talk, team = people[person], ready(house, ROLES)
        run(house, "update members set joined_at = 1 where team = ?", team.number)
        for one in CROWD:
            past(house, one, PLANLESS, 2)
            run(house, "insert into members (team, person, role, shown_as, joined_at) values (?, ?, 'member', 'C', 1)",
                team.number, one)  # fmt: skip
        until = f"{local_date(house.clock.now(), 'Europe/London'):%Y%m%d}"
        before, sent = state(house), len(talk.messages)
        seen = await pressed(talk, CASES[name](team, until), talk.messages[0])
        refused = [key for key, text in refusals(talk).items() if text in seen]
        if role in LEAD:
            assert refused == [], (role, seen)
            assert NAME in "\n".join(seen), (role, seen)
        else:
            assert len(refused) == 1, (role, seen)
            assert NAME not in "\n".join(seen), (role, seen)
            assert len(talk.messages) == sent, role
        assert state(house) == before, role


@pytest.mark.parametrize("rest", ["", ":", ":xyz", ":TEAM:zzz", ":TEAM:99999999", ":TEAM:20990101", ":TEAM:20010101",
                                  ":TEAM:2026112४", ":TEAM:forever", ":TEAM:20261124:exe", "::::::"])  # fmt: skip
async def test_forged_buttons_are_answered_and_tell_nothing(house: House, olga: Talk, rest: str) -> None:
    house.allow("message is not modified")
    await olga.say("/start")
    team = ready(house, {OLGA: "owner"})
    for verb in BUTTONS:
        await olga.press(verb + rest.replace("TEAM", team.id), olga.messages[0], stale=True)
    assert not house.world.calls_of("sendDocument", "sendPhoto")


async def test_a_picture_and_a_file_are_not_made_for_who_has_lost_the_right_meanwhile(crowd: Crew, olga: Talk) -> None:
    for person in CROWD:
        past(crowd.house, person, PLANLESS, 2)
    await olga.say("/digest")
    until = button(olga, "digest_file")[0].split(":")[2]
    name = f"{crowd.team.number}.{OLGA}.{until[:4]}-{until[4:6]}-{until[6:]}"
    await crowd.house.stop()
    db = await open_database(crowd.house.database)
    screens, clock = Screens(TEXTS.words, TEXTS.templates, "b"), crowd.house.clock
    library = Library(CATALOG, db, Search(CATALOG))
    clerk, artist = Clerk(db, library, screens, clock), Artist(db, library, screens, clock)
    try:
        assert await clerk.digest(f"{name}.ru.csv") is not None
        assert await artist.draw(f"digest:{name}:ru") is not None
        run(crowd.house, "update members set role = 'member' where person = ?", OLGA)
        assert await clerk.digest(f"{name}.ru.csv") is None
        assert await artist.draw(f"digest:{name}:ru") is None
    finally:
        await db.close()
        await crowd.house.start()


def mondays(talk: Talk) -> list[str]:
    """The digests that came by themselves."""
    return [text_of(one) for one in talk.own if text_of(one).startswith(talk.t("digest.monday"))]


async def test_on_monday_at_nine_it_comes_by_itself_about_the_week_that_has_ended(olga: Talk, anna: Talk) -> None:
    olga.house.allow(LEFT_BEHIND)
    await anna.say("/start")
    await at(olga, MON - 3)
    await crew(olga, *CROWD, ANNA)
    for person in CROWD:
        past(olga.house, person, PLANLESS, 0.1)
    await at(olga, MON, NINE - 1)
    assert mondays(olga) == []
    await olga.house.restart()
    await at(olga, MON, NINE)
    (text,) = mondays(olga)
    words = olga.house.texts.words["ru"]
    assert olga.t("digest.period", days=between(day(-7), day(-1), day(0), words)) in text
    assert gap(olga, "focus", 5, 5) in text
    assert mondays(anna) == []
    await olga.house.restart()
    await at(olga, MON, NOON)
    assert len(mondays(olga)) == 1


async def test_of_several_teams_one_message_leads_to_each_week(olga: Talk) -> None:
    await at(olga, MON - 3)
    await crew(olga, *CROWD)
    await crew(olga, *CROWD, name="Юг")
    ready(olga.house, {OLGA: "owner"}, name="Тихие")
    for person in CROWD:
        past(olga.house, person, PLANLESS, 0.1)
    await at(olga, MON, NINE)
    assert mondays(olga) == ["\n\n".join([olga.t("digest.monday"), olga.t("digest.which")])]
    listed = olga.own[-1]
    assert labels(listed) == [NAME, "Юг"]
    words = olga.house.texts.words["ru"]
    for name in (NAME, "Юг"):
        await olga.tap(name, listed)
        assert olga.text.startswith(olga.t("digest.title", team=name))
        assert olga.t("digest.period", days=between(day(-7), day(-1), day(0), words)) in olga.text
    assert labels(listed) == [NAME, "Юг"]


async def test_its_buttons_keep_to_that_week(olga: Talk) -> None:
    await at(olga, MON - 3)
    await crew(olga, *CROWD)
    for person in CROWD:
        past(olga.house, person, PLANLESS, 0.1)
    await at(olga, MON, NINE)
    message = olga.own[-1]
    past(olga.house, CROWD[0], PHONES, 0)
    await olga.tap(olga.t("digest.csv"), message)
    rows = list(csv.reader(io.StringIO(body(olga).decode("utf-8-sig")), delimiter=";"))
    assert [row[5] for row in rows if row[3] == olga.t("digest.sheet.checks")] == ["5", "0"]
    assert rows[1][2] == day(-1).isoformat()


async def test_another_zone_is_another_nine(olga: Talk) -> None:
    await at(olga, MON - 3)
    await crew(olga, *CROWD)
    past(olga.house, CROWD[0], PLANLESS, 0.1)
    await settled(olga.house)
    await olga.press("zone:Europe/London", stale=True)
    await at(olga, MON, NINE)
    assert mondays(olga) == []
    await at(olga, MON, NOON)
    assert len(mondays(olga)) == 1


async def test_nothing_comes_in_a_pause_nor_where_there_is_nothing_to_tell(olga: Talk) -> None:
    await at(olga, MON - 3)
    await crew(olga, *CROWD)
    await at(olga, MON, NOON)
    assert mondays(olga) == []
    past(olga.house, CROWD[0], PLANLESS, 0.1)
    await olga.say("/pause")
    await olga.press("pause:forever", stale=True)
    await at(olga, MON + 7, NOON)
    assert mondays(olga) == []
    await olga.say("/digest")
    assert olga.t("digest.checks", n=0, before=1) in olga.text


async def test_who_has_lost_the_team_gets_nothing_on_monday(olga: Talk) -> None:
    await at(olga, MON - 3)
    team = (await crew(olga, *CROWD)).team
    past(olga.house, CROWD[0], PLANLESS, 0.1)
    await settled(olga.house)
    run(olga.house, "update members set role = 'member' where person = ? and team = ?", OLGA, team.number)
    await at(olga, MON, NOON)
    assert mondays(olga) == []
