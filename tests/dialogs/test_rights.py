"""Who may do what in a team: every use case by every role, each with the data of the real button."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from handlers import push, teams
from handlers.callbacks import pack_id
from tests.dialogs.company import LINE, NAME, Ready, make, newcomer, ready, stocked
from tests.dialogs.company import state as state_of_teams
from tests.dialogs.conftest import ANNA, ILYA, MARINA, OLGA
from tests.dialogs.days import at
from tests.dialogs.deals import QUICK
from tests.dialogs.house import House, Json, Talk

BUTTONS = [*teams.BUTTONS, *push.BUTTONS, *push.BELOW, "push_tip", "push_go"]

VERA, GLEB, STRANGER = 2002, 2003, 2004
PEOPLE = {"stranger": STRANGER, "member": ANNA, "manager elsewhere": ILYA, "manager": MARINA, "owner": OLGA}
ROLES = {OLGA: "owner", MARINA: "manager", GLEB: "manager", ANNA: "member", VERA: "member"}
INSIDE = {"member", "manager", "owner"}
LEAD = {"manager", "owner"}
OUTSIDE = {"stranger", "manager elsewhere"}
REFUSALS = (
    "team.gone", "team.denied", "team.only_owner", "deals.gone", "team.owner_stays", "team.owner_leaves",
    "invite.inside",
)  # fmt: skip
SAY_THE_NAME = ("team.owner_leaves", "invite.inside")
"""Refusals to those who know the team."""


@dataclass(frozen=True)
class Case:
    data: Callable[[Ready, int], str]
    """The button of this team, about this deal of the member's."""
    allowed: set[str]
    writes: bool = False
    named: bool = True
    """What is seen names the team."""


TIP = "cycle.b2b.1"

CASES = {
    "see the team": Case(lambda t, d: f"team:{t.id}", INSIDE),
    "see its people": Case(lambda t, d: f"team_people:{t.id}:0", INSIDE),
    "change the own name": Case(lambda t, d: f"team_me:{t.id}", INSIDE),
    "see one of its people": Case(lambda t, d: f"team_one:{t.id}:{pack_id(VERA)}", LEAD),
    "rename it": Case(lambda t, d: f"team_name:{t.id}", LEAD),
    "promote": Case(lambda t, d: f"team_up:{t.id}:{pack_id(VERA)}", LEAD, writes=True),
    "demote": Case(lambda t, d: f"team_down:{t.id}:{pack_id(GLEB)}", {"owner"}, writes=True),
    "ask to remove a member": Case(lambda t, d: f"team_out:{t.id}:{pack_id(VERA)}", LEAD),
    "remove a member": Case(lambda t, d: f"team_out:{t.id}:{pack_id(VERA)}:yes", LEAD, writes=True),
    "remove a manager": Case(lambda t, d: f"team_out:{t.id}:{pack_id(GLEB)}:yes", {"owner"}, writes=True),
    "remove the owner": Case(lambda t, d: f"team_out:{t.id}:{pack_id(OLGA)}:yes", set()),
    "ask to hand it over": Case(lambda t, d: f"team_owner:{t.id}:{pack_id(VERA)}", {"owner"}),
    "hand it over": Case(lambda t, d: f"team_owner:{t.id}:{pack_id(VERA)}:yes", {"owner"}, writes=True),
    "ask to leave": Case(lambda t, d: f"team_leave:{t.id}:ask", {"member", "manager"}),
    "leave": Case(lambda t, d: f"team_leave:{t.id}:yes", {"member", "manager"}, writes=True),
    "ask to delete it": Case(lambda t, d: f"team_drop:{t.id}:what", {"owner"}),
    "be sure to delete it": Case(lambda t, d: f"team_drop:{t.id}:sure", {"owner"}),
    "delete it": Case(lambda t, d: f"team_drop:{t.id}:yes", {"owner"}, writes=True),
    "see invitations": Case(lambda t, d: f"invites:{t.id}", LEAD),
    "invite one": Case(lambda t, d: f"invite_new:{t.id}:one", LEAD, writes=True),
    "invite many": Case(lambda t, d: f"invite_new:{t.id}:many", LEAD, writes=True),
    "see a link as a picture": Case(lambda t, d: f"invite_qr:{t.id}:{t.token}", LEAD),
    "withdraw a link": Case(lambda t, d: f"invite_off:{t.id}:{pack_id(t.invite)}", LEAD, writes=True),
    "join by a link": Case(lambda t, d: f"join:{t.token}", OUTSIDE, writes=True),
    "see shown deals": Case(lambda t, d: f"shown:{t.id}:0", LEAD),
    "open a shown deal": Case(lambda t, d: f"shown_one:{t.id}:{pack_id(d)}", LEAD, writes=True),
    "choose who sees a deal": Case(lambda t, d: f"share:{pack_id(d)}", {"member"}),
    "stop showing a deal": Case(lambda t, d: f"share_off:{pack_id(d)}:{t.id}", {"member"}, writes=True),
    "begin a push": Case(lambda t, d: f"push:{t.id}", LEAD),
    "see the groups of the library": Case(lambda t, d: f"push_lib:{t.id}", LEAD, named=False),
    "see a group of the library": Case(lambda t, d: f"push_lib:{t.id}:decides", LEAD, named=False),
    "see a row of the library": Case(lambda t, d: f"push_row:{t.id}:cycle", LEAD, named=False),
    "see the team's own tips": Case(lambda t, d: f"push_own:{t.id}:0", LEAD),
    "look at a tip of the library": Case(lambda t, d: f"push_tip:{t.id}:{TIP}", LEAD, named=False),
    "look at a tip of the team": Case(lambda t, d: f"push_tip:{t.id}:{t.id}", LEAD, named=False),
    "see who gets a tip": Case(lambda t, d: f"push_see:{t.id}:{t.id}", LEAD, named=False),
    "choose a day for a tip": Case(lambda t, d: f"push_day:{t.id}:{t.id}", LEAD, named=False),
    "be asked about a push": Case(lambda t, d: f"push_ask:{t.id}:{TIP}:own", LEAD, named=False),
    "push": Case(lambda t, d: f"push_go:{t.id}:{TIP}:own:{pack_id(t.invite)}", LEAD, writes=True),
    "give a tip other words": Case(lambda t, d: f"push_words:{t.id}:{t.id}", LEAD, named=False),
    "delete a tip": Case(lambda t, d: f"push_drop:{t.id}:{t.id}", LEAD, writes=True),
    "put a tip on the list": Case(lambda t, d: f"push_line:{t.id}:{TIP}", LEAD, writes=True),
    "see the list": Case(lambda t, d: f"lineup:{t.id}:0", LEAD),
    "move a line": Case(lambda t, d: f"line_up:{t.id}:{pack_id(t.number + LINE)}", LEAD, writes=True),
    "take a line out": Case(lambda t, d: f"line_out:{t.id}:{t.id}", LEAD, writes=True),
    "stop the list": Case(lambda t, d: f"line_stop:{t.id}", LEAD, writes=True),
    "see what was pushed": Case(lambda t, d: f"pushed:{t.id}:0", LEAD),
    "see what was pushed below a report": Case(lambda t, d: f"pushed_all:{t.id}", LEAD),
    "see a report": Case(lambda t, d: f"pushed_one:{t.id}:{t.id}", LEAD),
    "cancel a push": Case(lambda t, d: f"push_stop:{t.id}:{t.id}", LEAD, writes=True),
    "ask to delete what was sent": Case(lambda t, d: f"push_undo:{t.id}:{t.id}", LEAD, named=False),
    "delete what was sent": Case(lambda t, d: f"push_del:{t.id}:{t.id}", LEAD, writes=True),
    "see the team's groups": Case(lambda t, d: f"places:{t.id}", LEAD),
    "take a group off": Case(lambda t, d: f"place_off:{t.id}:{-t.number}:0", LEAD, writes=True),
}  # fmt: skip
FOR_EVERYBODY = {"teams", "team_new", "join_no", "push_teams", "push_like"}
"""Buttons that are about nobody's team."""
APART = {"share_on", "line_go", "push_edit"}
"""Tried below: in these teams the deal is shown and the list runs already, and what was pushed is of the library."""
MORE = {"tips": "id", "pushes": "id", "lineup": "id", "places": "chat"}
"""Tables of what is pushed, beside those of teams."""


def state(house: House) -> dict[str, list[dict[str, object]]]:
    more = {table: house.rows(f"select * from {table} order by {by}") for table, by in MORE.items()}
    return state_of_teams(house) | {table: [dict(row) for row in rows] for table, rows in more.items()}


async def everybody(house: House) -> dict[int, Talk]:
    """All who are in the table, each with a message that has buttons."""
    found = {person: Talk(house, person) for person in (ANNA, MARINA, OLGA)} | {ILYA: Talk(house, ILYA, "en")}
    for person, name in ((VERA, "Вера"), (GLEB, "Глеб"), (STRANGER, "Чужой")):
        found[person] = await newcomer(house, person, name)
    for person, talk in found.items():
        await talk.say("/start")
        if person == MARINA:
            await talk.tap("Русский")
    await found[ANNA].check(QUICK, name="Пекарня")
    await make(found[ILYA], "South")
    return found


def deal_of(house: House) -> int:
    return int(house.rows(f"select id from deals where person = {ANNA}")[0]["id"])


async def pressed(talk: Talk, data: str, message: Json) -> list[str]:
    """What is seen after the tap: the toast, and the text where it is another one."""
    before = (len(talk.messages), {one["message_id"]: one.get("text") for one in talk.messages})
    toast = await talk.press(data, message, stale=True)
    texts = [str(one.get("text") or one.get("caption")) for one in talk.messages
             if one["message_id"] not in before[1] or one.get("text") != before[1][one["message_id"]]]  # fmt: skip
    return [text for text in [toast, *texts] if text]


def refusals(talk: Talk) -> dict[str, str]:
    return {key: talk.t(key, team=NAME) for key in REFUSALS}


def test_every_button_of_teams_is_in_the_table() -> None:
    verbs = {case.data(Ready(1, 2, "x" * 22), 3).split(":")[0] for case in CASES.values()}
    assert verbs | FOR_EVERYBODY | APART == set(BUTTONS)


@pytest.mark.parametrize("name", CASES)
async def test_each_role_can_do_exactly_what_the_table_says(house: House, name: str) -> None:
    house.allow("message is not modified")
    case, people = CASES[name], await everybody(house)
    deal = deal_of(house)
    for role, person in PEOPLE.items():
        team, talk = ready(house, ROLES, deal), people[person]
        await people[VERA].say("/help")
        stocked(house, team, OLGA, VERA, people[VERA].last["message_id"])
        before = state(house)
        seen = await pressed(talk, case.data(team, deal), talk.messages[0])
        refused = [key for key, text in refusals(talk).items() if text in seen]
        if role in case.allowed:
            assert refused == [], (role, seen)
            assert (state(house) != before) == case.writes, (role, seen)
            assert case.writes or not case.named or NAME in "\n".join(seen), (role, seen)
            assert seen, role
        else:
            assert len(refused) == 1, (role, seen)
            assert state(house) == before, (role, seen)
            assert refused[0] in SAY_THE_NAME or NAME not in "\n".join(seen), (role, seen)


@pytest.mark.parametrize("role", PEOPLE)
async def test_a_deal_is_shown_by_its_owner_only(house: House, role: str) -> None:
    people = await everybody(house)
    team, talk, deal = ready(house, ROLES), people[PEOPLE[role]], deal_of(house)
    seen = await pressed(talk, f"share_on:{pack_id(deal)}:{team.id}", talk.messages[0])
    assert len(state(house)["shares"]) == (role == "member")
    assert (talk.t("deals.gone") in seen) == (role != "member")


@pytest.mark.parametrize("role", PEOPLE)
async def test_the_list_of_workdays_is_started_by_managers_only(house: House, role: str) -> None:
    people = await everybody(house)
    team, talk = ready(house, ROLES), people[PEOPLE[role]]
    await at(people[OLGA], 0, 8 * 60)
    await people[OLGA].press(f"push_line:{team.id}:{TIP}", stale=True)
    seen = await pressed(talk, f"line_go:{team.id}", talk.messages[0])
    assert (talk.t("lineup.started") in seen) == (role in LEAD)
    assert len(state(house)["pushes"]) == (role in LEAD)


@pytest.mark.parametrize("role", PEOPLE)
async def test_what_was_sent_is_reworded_by_managers_only(house: House, role: str) -> None:
    people = await everybody(house)
    team, talk = ready(house, ROLES), people[PEOPLE[role]]
    await people[OLGA].press(f"push:{team.id}", stale=True)
    await people[OLGA].say("Слова руководителя")
    await people[OLGA].tap(talk.house.texts.words["ru"].plain("push.each"))
    await people[OLGA].tap(talk.house.texts.words["ru"].plain("push.yes"))
    number = pack_id(int(str(state(house)["pushes"][0]["id"])))
    seen = await pressed(talk, f"push_edit:{team.id}:{number}", talk.messages[0])
    assert ("Слова руководителя" in "\n".join(seen)) == (role in LEAD)
    await talk.say("Чужие слова")
    assert ("Чужие слова" in str(state(house)["tips"])) == (role in LEAD)


async def test_nobody_shows_a_deal_to_a_team_they_are_not_in(anna: Talk, house: House) -> None:
    await everybody(house)
    team = ready(house, {OLGA: "owner", VERA: "member"})
    assert await anna.press(f"share_on:{pack_id(deal_of(house))}:{team.id}", stale=True) == anna.t("team.gone")
    assert state(house)["shares"] == []


async def test_a_deal_that_is_not_shown_to_this_team_is_opened_by_none_of_its_managers(house: House) -> None:
    people = await everybody(house)
    deal = deal_of(house)
    ready(house, ROLES, deal)
    other = ready(house, {OLGA: "owner", ANNA: "member"})
    olga = people[OLGA]
    assert await olga.press(f"shown_one:{other.id}:{pack_id(deal)}", stale=True) == olga.t("share.gone")
    assert "Пекарня" not in olga.text


async def test_a_link_of_another_team_is_neither_drawn_nor_withdrawn(house: House) -> None:
    people = await everybody(house)
    theirs, mine = ready(house, {VERA: "owner"}), ready(house, {OLGA: "owner"})
    olga, before = people[OLGA], state(house)
    assert await olga.press(f"invite_qr:{mine.id}:{theirs.token}", stale=True) == olga.t("invite.over")
    await olga.press(f"invite_off:{mine.id}:{pack_id(theirs.invite)}", stale=True)
    assert state(house) == before


async def test_a_name_typed_after_the_right_to_it_has_gone_changes_nothing(house: House) -> None:
    people = await everybody(house)
    team, marina = ready(house, ROLES), people[MARINA]
    await marina.press(f"team_name:{team.id}", stale=True)
    await people[OLGA].press(f"team_down:{team.id}:{pack_id(MARINA)}", stale=True)
    await marina.say("Юг")
    assert NAME in [row["name"] for row in state(house)["teams"]]
    assert "Юг" not in [row["name"] for row in state(house)["teams"]]


async def test_in_a_group_no_button_of_a_team_says_anything_of_it(house: House, group: Talk) -> None:
    people = await everybody(house)
    team, deal = ready(house, ROLES, deal_of(house)), deal_of(house)
    await group.say("/compare@deal_coach_bot тендер")
    message, before = group.last, state(house)
    for case in CASES.values():
        await people[ANNA].house.play("tap", person=ANNA, chat=group.chat, message_id=message["message_id"],
                                      data=case.data(team, deal), stale=True)  # fmt: skip
        await house.quiet()
        assert group.text == group.t("other.private")
    assert state(house) == before


@pytest.mark.parametrize("rest", ["", ":", ":xyz", ":AAAAAAAAAAA", ":_________w8:7", "::::", ":TEAM:", ":TEAM:zzz",
                                  ":TEAM:AAAAAAAAAAA:yes"])  # fmt: skip
async def test_forged_buttons_are_answered_and_change_nothing(house: House, olga: Talk, rest: str) -> None:
    house.allow("message is not modified")
    await olga.say("/start")
    team = ready(house, {OLGA: "owner"})
    before = state(house)
    for verb in BUTTONS:
        await olga.press(verb + rest.replace("TEAM", team.id), olga.messages[0], stale=True)
    assert state(house) == before
