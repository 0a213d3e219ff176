"""Teams: made, joined by a link, led and left; deals that are shown to their managers."""

import asyncio
import json
import re
import sqlite3
from contextlib import closing

import pytest

from bot.deals.names import LONGEST
from bot.teams.invites import WEEK_MS
from handlers.callbacks import pack_id, unpack_id
from tests.dialogs.company import NAME, join, link, make, newcomer, ready, state
from tests.dialogs.conftest import ANNA, ILYA, MARINA, OLGA
from tests.dialogs.days import MORNING, at, day, settled, written
from tests.dialogs.deals import DAIRY, QUICK
from tests.dialogs.house import House, Json, Talk, datas, text_of
from tests.dialogs.test_privacy import STRANGER, WORDS, document, forget, stranger, tables, traces

NIGHT = 23 * 60


async def hired(boss: Talk, *people: Talk, name: str = NAME) -> str:
    """A team with these members."""
    team = await make(boss, name)
    payload = await link(boss, team)
    for talk in people:
        await join(talk, payload)
    return team


async def menu(house: House, person: int) -> list[str]:
    scope = {"type": "chat", "chat_id": person}
    async with house.http.post(
        f"{house.server.url}/bot{house.world.token}/getMyCommands", json={"scope": scope}
    ) as got:
        return [one["command"] for one in (await got.json())["result"]]


def count(talk: Talk, key: str, n: int) -> str:
    return str(talk.house.texts.words[talk.lang].count(key, n))


def role_of(house: House, person: int) -> str | None:
    rows = house.rows(f"select role from members where person = {person}")
    return str(rows[0]["role"]) if rows else None


async def test_who_is_in_no_team_can_make_one_and_owns_it(anyone: Talk) -> None:
    assert await anyone.say("/team") == anyone.t("team.none")
    await anyone.tap(anyone.t("team.new"))
    assert anyone.text.startswith(anyone.t("team.ask_new"))
    await anyone.say("  Север\u202e \n и Ко ")
    assert anyone.text.splitlines()[0] == f"Север и Ко · {count(anyone, 'team.count', 1)}"
    first_name = anyone.house.world.people[anyone.person].user["first_name"]
    assert anyone.t("team.you_owner", name=first_name) in anyone.text
    assert await anyone.say("/team") == anyone.text
    assert role_of(anyone.house, anyone.person) == "owner"


@pytest.mark.parametrize("typed", ["\u200b", "Щ" * (LONGEST + 1)])
async def test_a_name_that_is_none_or_too_long_is_asked_for_again(anna: Talk, typed: str) -> None:
    await anna.say("/team")
    await anna.tap(anna.t("team.new"))
    await anna.say(typed)
    assert anna.text.startswith(anna.t("team.ask_new"))
    await anna.say("Север")
    assert len(state(anna.house)["teams"]) == 1


async def test_a_team_is_renamed_and_so_is_oneself_in_it(anyone: Talk) -> None:
    await make(anyone)
    await anyone.tap(anyone.t("team.rename"))
    await anyone.say("<b>Юг</b> & Co")
    assert anyone.text.startswith("<b>Юг</b> & Co · ")
    await anyone.tap(anyone.t("team.me"))
    await anyone.say("Аня")
    assert anyone.t("team.you_owner", name="Аня") in anyone.text
    assert anyone.t("team.leaders", names="Аня") in anyone.text
    anyone.house.hostile = True


async def test_another_screen_ends_the_question_for_a_name(anna: Talk) -> None:
    await make(anna)
    await anna.tap(anna.t("team.rename"))
    await anna.tap(anna.t("team.back"))
    await anna.say("тендер")
    assert state(anna.house)["teams"][0]["name"] == NAME


async def test_in_a_group_teams_are_not_spoken_of(group: Talk) -> None:
    await group.say("/team@deal_coach_bot")
    assert group.text == group.t("other.private")


async def test_a_link_is_shown_once_and_only_its_hash_is_kept(anyone: Talk) -> None:
    payload = await link(anyone, await make(anyone), "one")
    assert len(payload) == 24
    assert payload.startswith("j_")
    assert anyone.t("invite.once") in anyone.text
    await anyone.tap(anyone.t("invite.qr"))
    photo = anyone.last
    assert (photo["photo"][-1]["width"], payload in photo["caption"]) == (1080, True)
    await anyone.house.restart()
    assert payload[2:] not in json.dumps(tables(anyone.house), default=str)
    assert anyone.house.rows("select * from pictures") == []
    assert payload not in await anyone.say("/team")


async def test_a_link_that_was_withdrawn_is_not_drawn_any_more(anna: Talk) -> None:
    team = await make(anna)
    payload = await link(anna, team)
    message = anna.last
    await anna.tap(anna.t("invite.all"))
    await anna.tap(anna.t("invite.withdraw", n=1))
    assert await anna.press(f"invite_qr:{team}:{payload[2:]}", message, stale=True) == anna.t("invite.over")
    assert not anna.house.world.calls_of("sendPhoto")


async def test_before_joining_it_is_told_what_the_managers_will_see(anyone: Talk, olga: Talk) -> None:
    payload = await link(olga, await make(olga))
    await anyone.say(f"/start {payload}")
    for key in ("see_name", "see_deals", "see_tips", "see_answers", "see_sums"):
        assert anyone.t(f"invite.{key}") in anyone.text
    for key in ("hide_rest", "hide_guess", "hide_quiz"):
        assert anyone.t(f"invite.{key}") in anyone.text
    assert anyone.t("team.leaders", names="Ольга") in anyone.text
    assert len(state(anyone.house)["members"]) == 1
    assert await anyone.tap(anyone.t("invite.join")) == anyone.t("team.joined")
    assert anyone.text.splitlines()[0] == f"{NAME} · {count(anyone, 'team.count', 2)}"
    assert role_of(anyone.house, anyone.person) == "member"
    assert all(anyone.t(f"team.{key}") in anyone.text for key in ("sees", "counts"))


async def test_who_does_not_join_now_leaves_no_trace_and_can_later(anna: Talk, olga: Talk) -> None:
    payload = await link(olga, await make(olga), "one")
    await anna.say(f"/start {payload}")
    await anna.tap(anna.t("invite.later"))
    assert anna.text == anna.t("invite.not_now")
    assert anna.house.rows(f"select id from people where id = {ANNA}") == []
    await join(anna, payload)
    assert role_of(anna.house, ANNA) == "member"


async def test_who_has_to_choose_a_language_first_still_gets_to_the_team(marina: Talk, olga: Talk) -> None:
    payload = await link(olga, await make(olga))
    assert await marina.say(f"/start {payload}") == marina.t("language.choose")
    await marina.tap("English")
    english = Talk(marina.house, MARINA, "en")
    assert english.text.startswith(english.t("invite.to", team=NAME))
    await english.tap(english.t("invite.join"))
    assert role_of(marina.house, MARINA) == "member"


async def test_a_link_that_does_not_work_gets_one_sentence(anna: Talk, ilya: Talk, olga: Talk) -> None:
    team = await make(olga)
    one, many = await link(olga, team, "one"), await link(olga, team)
    assert await olga.say(f"/start {one}") == olga.t("invite.inside", team=NAME)
    assert await anna.say(f"/start {one[:-1]}{'A' if one[-1] != 'A' else 'B'}") == anna.t("invite.unknown")
    assert await anna.say("/start j_") == anna.t("invite.unknown")
    await join(ilya, one)
    assert await anna.say(f"/start {one}") == anna.t("invite.used_up")
    await anna.say(f"/start {many}")
    shown = anna.last
    await olga.press(f"invites:{team}", stale=True)
    await olga.tap(olga.t("invite.withdraw", n=1))
    assert await anna.say(f"/start {many}") == anna.t("invite.was_withdrawn")
    await anna.press(f"join:{many[2:]}", shown)
    assert text_of(anna.house.world.chats[ANNA].messages[shown["message_id"]]) == anna.t("invite.was_withdrawn")
    again = await link(olga, team)
    anna.house.clock.ahead += WEEK_MS
    assert await anna.say(f"/start {again}") == anna.t("invite.expired")
    assert role_of(anna.house, ANNA) is None


async def test_of_two_who_follow_a_link_for_one_at_once_one_joins(anna: Talk, ilya: Talk, olga: Talk) -> None:
    payload = await link(olga, await make(olga), "one")
    for talk in (anna, ilya):
        await talk.say(f"/start {payload}")
    await asyncio.gather(*(talk.press(f"join:{payload[2:]}") for talk in (anna, ilya)))
    assert len(state(anna.house)["members"]) == 2
    late = next(talk for talk in (anna, ilya) if role_of(anna.house, talk.person) is None)
    assert late.text == late.t("invite.used_up")


async def test_ten_open_links_are_enough(anna: Talk) -> None:
    team = await make(anna)
    for _ in range(10):
        await link(anna, team)
    assert await anna.press(f"invite_new:{team}:one", stale=True) == anna.t("invite.too_many")
    assert len(state(anna.house)["invites"]) == 10
    await anna.tap(anna.t("invite.withdraw", n=10))
    await link(anna, team)


async def test_a_member_is_made_a_manager_told_so_and_gets_the_command(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    team = await hired(anna, ilya)
    assert await menu(anna.house, ILYA) == []
    await anna.press(f"team_people:{team}:0", stale=True)
    await anna.tap("Илья")
    await anna.tap(anna.t("team.promote"))
    assert anna.t("team.role_manager") in anna.text
    await settled(anna.house)
    assert ilya.text == ilya.t("letter.team_manager", team=NAME)
    assert "team" in await menu(anna.house, ILYA)
    await anna.tap(anna.t("team.demote"))
    await settled(anna.house)
    assert ilya.text == ilya.t("letter.team_member", team=NAME)
    assert await menu(anna.house, ILYA) == []
    assert role_of(anna.house, ILYA) == "member"


async def test_who_leads_another_team_keeps_the_command(anna: Talk, ilya: Talk) -> None:
    team = await hired(anna, ilya)
    await make(ilya, "South")
    await anna.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    await anna.press(f"team_down:{team}:{pack_id(ILYA)}", stale=True)
    assert "team" in await menu(anna.house, ILYA)


async def test_since_when_somebody_is_in_the_team_is_said_with_the_year_where_that_is_long_ago(
    anna: Talk, ilya: Talk
) -> None:
    words = anna.house.texts.words["ru"]
    await at(anna, 0)
    team = await hired(anna, ilya)
    joined = day(0)
    for ahead, said in ((0, words.day(joined)), (364, anna.t("when.far", day=words.day(joined), year=joined.year))):
        await at(anna, ahead)
        await anna.press(f"team_one:{team}:{pack_id(ILYA)}", stale=True)
        assert anna.text.endswith(anna.t("team.since", role=anna.t("team.role_member"), day=said))


async def test_a_second_tap_changes_and_tells_nothing(anna: Talk, ilya: Talk) -> None:
    anna.house.allow("message is not modified")
    await at(anna, 0)
    team = await hired(anna, ilya)
    for _ in range(2):
        await anna.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    await settled(anna.house)
    assert [text_of(one) for one in ilya.messages].count(ilya.t("letter.team_manager", team=NAME)) == 1


async def test_who_is_removed_is_told_and_sees_the_team_no_more(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    team = await hired(anna, ilya)
    await anna.press(f"team_one:{team}:{pack_id(ILYA)}", stale=True)
    await anna.tap(anna.t("team.remove"))
    assert anna.text.startswith(anna.t("team.really_remove", name="Илья", team=NAME))
    assert role_of(anna.house, ILYA) == "member"
    assert await anna.tap(anna.t("team.yes_remove")) == anna.t("team.removed")
    assert "Илья" not in anna.text
    await settled(anna.house)
    assert ilya.text == ilya.t("letter.team_removed", team=NAME)
    assert await ilya.say("/team") == ilya.t("team.none")


async def test_what_is_told_waits_for_the_end_of_the_quiet_hours(anna: Talk, ilya: Talk) -> None:
    await at(ilya, 0, NIGHT)
    team = await hired(anna, ilya)
    await anna.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    await settled(anna.house)
    await at(ilya, 0, NIGHT + 30)
    assert ilya.t("letter.team_manager", team=NAME) not in [text_of(one) for one in ilya.messages]
    await at(ilya, 1, 9 * 60 + 1)
    assert ilya.t("letter.team_manager", team=NAME) in [text_of(one) for one in ilya.messages]


async def test_what_is_told_waits_for_the_end_of_a_pause(anna: Talk, ilya: Talk) -> None:
    await at(ilya, 0)
    team = await hired(anna, ilya)
    await ilya.press("pause:week", stale=True)
    await anna.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    await at(ilya, 6)
    letter = ilya.t("letter.team_manager", team=NAME)
    assert letter not in [text_of(one) for one in ilya.messages]
    await at(ilya, 8, MORNING + 1)
    assert letter in [text_of(one) for one in ilya.messages]


@pytest.mark.parametrize(("how_long", "told"), [("week", True), ("forever", False)])
async def test_what_already_waits_when_a_pause_begins_waits_for_its_end_too(
    anna: Talk, ilya: Talk, how_long: str, told: bool
) -> None:
    await at(ilya, 0, NIGHT)
    team = await hired(anna, ilya)
    await anna.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    await ilya.press(f"pause:{how_long}", stale=True)
    letter = ilya.t("letter.team_manager", team=NAME)
    await at(ilya, 6)
    assert letter not in [text_of(one) for one in ilya.messages]
    await at(ilya, 9, MORNING + 1)
    assert (letter in [text_of(one) for one in ilya.messages]) is told


async def test_who_wants_to_hear_nothing_is_told_nothing(anna: Talk, ilya: Talk) -> None:
    team = await hired(anna, ilya)
    await ilya.press("pause:forever", stale=True)
    await anna.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    assert anna.house.rows("select * from ledger where kind = 'team'") == []
    assert role_of(anna.house, ILYA) == "manager"


async def test_a_team_is_handed_over_after_a_question(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    team = await hired(anna, ilya)
    await anna.press(f"team_one:{team}:{pack_id(ILYA)}", stale=True)
    await anna.tap(anna.t("team.hand_over"))
    assert anna.text.startswith(anna.t("team.really_hand_over", name="Илья", team=NAME))
    await anna.tap(anna.t("team.yes_hand_over"))
    await settled(anna.house)
    assert (role_of(anna.house, ANNA), role_of(anna.house, ILYA)) == ("manager", "owner")
    assert ilya.text == ilya.t("letter.team_owner", team=NAME)
    assert anna.labels == [anna.t("team.to_people")]


async def test_a_member_leaves_by_command_and_the_owner_hands_over_first(anyone: Talk, olga: Talk) -> None:
    await hired(olga, anyone)
    assert await olga.say("/leave") == olga.t("team.owner_leaves", team=NAME)
    await anyone.say("/leave")
    assert anyone.text.startswith(anyone.t("team.really_leave", team=NAME))
    await anyone.tap(anyone.t("team.yes_leave"))
    assert anyone.text.startswith(anyone.t("team.left", team=NAME))
    assert role_of(anyone.house, anyone.person) is None
    assert (await anyone.say("/leave")).startswith(anyone.t("team.none"))


async def test_who_is_in_several_teams_is_asked_which(anna: Talk, olga: Talk) -> None:
    await hired(olga, anna)
    own = await make(anna, "Юг")
    await anna.say("/team")
    assert anna.text == anna.t("team.several")
    assert anna.labels == [NAME, "Юг", anna.t("team.new")]
    await anna.tap("Юг")
    assert anna.text.startswith("Юг · ")
    await anna.tap(anna.t("team.all"))
    await anna.say("/leave")
    assert anna.text == anna.t("team.leave_which")
    await anna.tap(NAME)
    await anna.tap(anna.t("team.yes_leave"))
    assert datas(anna.last)[0] == f"team:{own}"
    assert [row["role"] for row in state(anna.house)["members"] if row["person"] == ANNA] == ["owner"]


async def test_a_team_is_deleted_after_two_questions_and_everybody_is_told(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    await hired(anna, ilya)
    assert "team" in await menu(anna.house, ANNA)
    await anna.say("/team")
    await anna.tap(anna.t("team.delete"))
    assert anna.labels == [anna.t("team.yes_delete"), anna.t("team.back")]
    await anna.tap(anna.t("team.yes_delete"))
    assert anna.labels == [anna.t("team.back"), anna.t("team.yes_delete_sure")]
    assert len(state(anna.house)["teams"]) == 1
    await anna.tap(anna.t("team.yes_delete_sure"))
    assert anna.text.startswith(anna.t("team.deleted", team=NAME))
    assert state(anna.house) == {"teams": [], "members": [], "invites": [], "shares": []}
    await settled(anna.house)
    assert ilya.text == ilya.t("letter.team_deleted", team=NAME)
    assert await menu(anna.house, ANNA) == []


async def test_people_are_listed_by_pages_and_a_member_sees_no_buttons_for_them(house: House, anna: Talk) -> None:
    await anna.say("/start")
    people = {OLGA: "owner", ANNA: "member"}
    for number in range(3000, 3010):
        talk = await newcomer(house, number, f"N{number}")
        await talk.say("/start")
        people[number] = "member"
    olga = Talk(house, OLGA)
    await olga.say("/start")
    team = ready(house, people)
    await olga.press(f"team_people:{team.id}:0", stale=True)
    assert olga.text.count("•") == 8
    await olga.tap("›")
    assert olga.text.count("•") == 4
    await anna.press(f"team_people:{team.id}:9", stale=True)
    assert anna.text.count("•") == 4
    assert anna.labels == ["‹", anna.t("team.back")]


async def shown(seller: Talk, boss: Talk, *, name: str = "Молкомбинат") -> tuple[str, str]:
    """A deal of the seller's that the boss's team sees: team and deal, as buttons name them."""
    team = await hired(boss, seller)
    await seller.check(DAIRY, name=name)
    deal = pack_id(int(seller.house.rows(f"select id from deals where person = {seller.person}")[0]["id"]))
    await seller.press(f"deal_open:{deal}:0", stale=True)
    await seller.tap(seller.t("deals.to_manager"))
    await seller.tap(seller.t("share.show", team=NAME))
    return team, deal


def card_of(talk: Talk) -> str:
    """Without its last line, which says who sees it."""
    return talk.text.rpartition("\n\n")[0]


async def test_a_card_says_that_only_its_owner_sees_it(anyone: Talk) -> None:
    await anyone.check(DAIRY)
    assert anyone.text.endswith(anyone.t("seen.only_you"))


async def test_a_manager_sees_the_card_but_not_the_guess(anyone: Talk, olga: Talk) -> None:
    olga = Talk(olga.house, OLGA, anyone.lang)
    await olga.say("/start")
    await olga.press(f"lang:{anyone.lang}", stale=True)
    await shown(anyone, olga)
    await anyone.press("deals:open:0", stale=True)
    await anyone.tap("Молкомбинат")
    assert anyone.text.endswith(anyone.t("seen.too", names="Ольга"))
    await anyone.tap(anyone.t("deals.card"))
    assert anyone.text.endswith(anyone.t("seen.too", names="Ольга"))
    card = card_of(anyone)
    await olga.say("/team")
    await olga.tap(olga.t("team.to_shown", n=1))
    first = anyone.house.world.people[anyone.person].user["first_name"]
    await olga.tap(f"{first} · Молкомбинат")
    guess = card.split("\n\n")[-1]
    assert guess.startswith(anyone.t("card.guess", guess="").split(":")[0])
    assert card.removesuffix(guess).strip() in olga.text
    assert guess not in olga.text
    assert olga.text.endswith(olga.t("share.also", name=first))


async def test_its_owner_hears_in_the_next_morning_that_it_was_opened(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    team, deal = await shown(anna, ilya)
    for _ in range(2):
        await ilya.press(f"shown_one:{team}:{deal}", ilya.messages[0], stale=True)
        await ilya.press(f"shown:{team}:0", ilya.messages[0], stale=True)
    await at(anna, 0, 19 * 60)
    assert written(anna) == []
    await at(anna, 1)
    line = anna.t("today.opened", team=NAME, deals=anna.t("today.opened_deal", name="Молкомбинат"))
    (text,) = written(anna)
    assert line in text
    await anna.tap(anna.t("tips.off"), anna.own[0])
    assert line in text_of(anna.own[0])
    await at(anna, 2)
    assert line not in "".join(written(anna)[1:])


async def opened(owner: Talk, boss: Talk) -> str:
    """Shown and looked at; the line that says so."""
    team, deal = await shown(owner, boss)
    await boss.press(f"shown_one:{team}:{deal}", boss.messages[0], stale=True)
    return owner.t("today.opened", team=NAME, deals=owner.t("today.opened_deal", name="Молкомбинат"))


async def test_what_a_morning_could_not_tell_the_next_one_tells(anna: Talk, ilya: Talk) -> None:
    anna.house.allow("bot was blocked by the user")
    await at(anna, 0)
    line = await opened(anna, ilya)
    anna.house.world.people[ANNA].blocked = True
    await at(anna, 1)
    assert written(anna) == []
    anna.house.world.people[ANNA].blocked = False
    await anna.say("/start")
    await at(anna, 2)
    assert line in written(anna)[-1]


async def test_who_hides_a_deal_before_the_morning_hears_at_once_that_it_was_opened(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    await opened(anna, ilya)
    assert await anna.tap(anna.t("share.withdraw", team=NAME)) == anna.t("share.off_seen")
    await anna.tap(anna.t("share.show", team=NAME))
    assert await anna.tap(anna.t("share.withdraw", team=NAME)) == anna.t("share.off")


async def test_an_older_morning_does_not_show_what_a_later_one_told(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    await anna.check(QUICK, name="Молкомбинат")
    await at(anna, 1)
    older = anna.own[-1]
    line = await opened(anna, ilya)
    await at(anna, 2)
    assert line in written(anna)[-1]
    await anna.tap(anna.t("tips.off"), older)
    assert line not in text_of(anna.own[0])


async def test_a_morning_says_who_has_opened_at_most_five_deals_and_the_next_the_rest(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    team, _ = await shown(anna, ilya)
    number = unpack_id(team)
    with closing(sqlite3.connect(anna.house.file, timeout=10)) as db, db:
        for n in range(2, 8):
            db.execute("insert into deals (id, person, number, created_at, touched_at) values (?, ?, ?, 1, 1)",
                       (n, ANNA, n))  # fmt: skip
            db.execute("insert into shares (deal, team, shared_at, opened_at) values (?, ?, ?, ?)", (n, number, n, n))
    await at(anna, 1)
    await at(anna, 2)
    names = [anna.t("today.opened_deal", name=anna.t("name.default", n=n)) for n in range(2, 8)]
    first, second = written(anna)
    assert anna.t("today.opened", team=NAME, deals=", ".join(names[:5])) in first
    assert anna.t("today.opened", team=NAME, deals=names[5]) in second


async def test_what_is_withdrawn_is_seen_no_more_and_can_be_shown_again(anna: Talk, olga: Talk) -> None:
    team, deal = await shown(anna, olga)
    await anna.tap(anna.t("share.withdraw", team=NAME))
    assert await olga.press(f"shown_one:{team}:{deal}", stale=True) == olga.t("share.gone")
    await olga.press(f"shown:{team}:0", stale=True)
    assert olga.t("share.none") in olga.text
    await anna.tap(anna.t("share.show", team=NAME))
    await olga.press(f"shown_one:{team}:{deal}", stale=True)
    assert "Молкомбинат" in olga.text


@pytest.mark.parametrize("how", ["leaves", "is removed", "deletes the deal"])
async def test_nothing_is_shown_any_more_when_its_owner_goes(anna: Talk, olga: Talk, how: str) -> None:
    team, deal = await shown(anna, olga)
    if how == "leaves":
        await anna.press(f"team_leave:{team}:yes", stale=True)
    elif how == "is removed":
        await olga.press(f"team_out:{team}:{pack_id(ANNA)}:yes", stale=True)
    else:
        await anna.press(f"deal_drop:{deal}:yes", stale=True)
    assert await olga.press(f"shown_one:{team}:{deal}", stale=True) == olga.t("share.gone")
    assert state(anna.house)["shares"] == []


@pytest.mark.parametrize("how", ["is demoted", "is removed", "leaves", "forgets all"])
async def test_a_deal_that_nobody_is_left_to_see_is_hidden_from_the_next_manager_too(
    anna: Talk, olga: Talk, ilya: Talk, how: str
) -> None:
    team = await hired(anna, olga, ilya)
    await anna.press(f"team_up:{team}:{pack_id(OLGA)}", stale=True)
    await anna.check(QUICK, name="Пекарня")
    deal = pack_id(int(anna.house.rows("select id from deals")[0]["id"]))
    await anna.press(f"share_on:{deal}:{team}", stale=True)
    await goes(olga, anna, team, how)
    await anna.press(f"deal_open:{deal}:0", stale=True)
    await anna.tap(anna.t("deals.card"))
    assert anna.text.endswith(anna.t("seen.only_you"))
    await anna.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    assert await ilya.press(f"shown_one:{team}:{deal}", stale=True) == ilya.t("share.gone")
    await ilya.press(f"shown:{team}:0", stale=True)
    assert ilya.t("share.none") in ilya.text


async def goes(manager: Talk, owner: Talk, team: str, how: str) -> None:
    verb = {"is demoted": "team_down", "is removed": "team_out"}.get(how)
    if verb:
        await owner.press(f"{verb}:{team}:{pack_id(manager.person)}:yes", stale=True)
    elif how == "leaves":
        await manager.press(f"team_leave:{team}:yes", stale=True)
    else:
        await forget(manager)


async def test_a_deal_that_another_manager_still_sees_stays_shown(anna: Talk, olga: Talk, ilya: Talk) -> None:
    team, deal = await shown(anna, olga)
    await join(ilya, await link(olga, team))
    await olga.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    await olga.press(f"team_down:{team}:{pack_id(ILYA)}", stale=True)
    assert len(state(anna.house)["shares"]) == 1
    await olga.press(f"shown_one:{team}:{deal}", stale=True)
    assert "Молкомбинат" in olga.text


async def test_who_inherits_a_team_shows_its_next_manager_nothing_that_the_last_owner_saw(
    anna: Talk, olga: Talk, ilya: Talk
) -> None:
    team, _ = await shown(anna, olga)
    await join(ilya, await link(olga, team))
    await forget(olga)
    assert role_of(anna.house, ANNA) == "owner"
    await anna.press(f"team_up:{team}:{pack_id(ILYA)}", stale=True)
    await ilya.press(f"shown:{team}:0", stale=True)
    assert ilya.t("share.none") in ilya.text


async def test_a_deal_can_be_withdrawn_where_nobody_else_manages_the_team(anyone: Talk) -> None:
    await anyone.check(QUICK, name="Пекарня")
    number = int(anyone.house.rows("select id from deals")[0]["id"])
    team, deal = ready(anyone.house, {anyone.person: "owner"}, shown=number), pack_id(number)
    await anyone.press(f"deal_open:{deal}:0", stale=True)
    await anyone.tap(anyone.t("deals.to_manager"))
    assert anyone.t("share.still_shown", team=NAME) in anyone.text
    await anyone.tap(anyone.t("share.withdraw", team=NAME))
    assert anyone.text == anyone.t("share.off")
    assert state(anyone.house)["shares"] == []
    assert await anyone.press(f"share_on:{deal}:{team.id}", stale=True) == anyone.t("team.gone")


async def test_the_card_to_forward_does_not_say_who_sees_it(anna: Talk, olga: Talk) -> None:
    _, deal = await shown(anna, olga)
    await anna.press(f"deal_share:{deal}", stale=True)
    assert anna.t("card.do") in anna.text
    assert anna.t("seen.too", names="Ольга") not in anna.text
    assert anna.t("seen.only_you") not in anna.text


async def test_a_manager_sees_the_last_check_of_a_shown_deal(anna: Talk, olga: Talk) -> None:
    team, deal = await shown(anna, olga)
    check = pack_id(int(anna.house.rows("select check_now from deals")[0]["check_now"]))
    await olga.press(f"shown_one:{team}:{deal}", stale=True)
    before = olga.text
    await anna.press(f"change:{check}:decision-makers:b2c", stale=True)
    await olga.press(f"shown:{team}:0", stale=True)
    await olga.press(f"shown_one:{team}:{deal}", stale=True)
    assert olga.text != before


async def test_who_is_in_no_team_is_not_offered_to_show_a_deal(anna: Talk) -> None:
    await make(anna)
    await anna.check(QUICK, name="Пекарня")
    deal = pack_id(int(anna.house.rows("select id from deals")[0]["id"]))
    await anna.press(f"deal_open:{deal}:0", stale=True)
    assert anna.t("deals.to_manager") not in anna.labels
    assert await anna.press(f"share:{deal}", stale=True) == anna.t("share.nobody")


async def test_who_owns_a_team_is_told_what_becomes_of_it_before_all_is_forgotten(anna: Talk, ilya: Talk) -> None:
    await at(anna, 0)
    team = await hired(anna, ilya)
    await make(anna, "Юг")
    text = await anna.say("/forget")
    assert anna.t("forget.team_passes", team=NAME, name="Илья") in text
    assert anna.t("forget.team_goes", team="Юг") in text
    await anna.tap(anna.t("forget.everything"))
    await anna.tap(anna.t("forget.now"))
    await settled(anna.house)
    assert ilya.text == ilya.t("letter.team_owner", team=NAME)
    assert [row["name"] for row in state(anna.house)["teams"]] == [NAME]
    assert role_of(anna.house, ILYA) == "owner"
    await ilya.press(f"team:{team}", stale=True)
    assert ilya.t("team.you_owner", name="Илья") in ilya.text
    assert (await menu(anna.house, ANNA), "team" in await menu(anna.house, ILYA)) == ([], True)


@pytest.mark.parametrize("owner", [True, False])
async def test_after_forget_no_table_holds_a_trace_of_a_life_in_teams(
    house: House, ilya: Talk, olga: Talk, owner: bool
) -> None:
    talk = await stranger(house)
    await at(talk, 0)
    if owner:
        team = await hired(talk, ilya, olga)
        await talk.press(f"team_up:{team}:{pack_id(OLGA)}", stale=True)
        await ilya.check(QUICK, name="Bakery")
        deal = pack_id(int(house.rows("select id from deals")[0]["id"]))
        await ilya.press(f"share_on:{deal}:{team}", stale=True)
        await talk.press(f"shown_one:{team}:{deal}", stale=True)
    else:
        team, deal = await shown(talk, ilya, name=WORDS[3])
        await ilya.press(f"shown_one:{team}:{deal}", stale=True)
        await ilya.press(f"team_up:{team}:{pack_id(STRANGER)}", stale=True)
    await settled(house)
    assert {trace.partition(".")[0] for trace in traces(house)} >= {"people", "members"}
    await forget(talk)
    await settled(house)
    assert traces(house) == []
    assert len(state(house)["shares"]) == owner


async def test_mydata_holds_the_own_side_of_a_team_only(anna: Talk, olga: Talk) -> None:
    team, deal = await shown(anna, olga)
    await olga.press(f"shown_one:{team}:{deal}", stale=True)
    await anna.say("/mydata")
    handed: Json = document(anna)
    assert [row["name"] for row in handed["teams"]] == [NAME]
    assert [(row["role"], row["shown_as"]) for row in handed["members"]] == [("member", "Анна")]
    assert [(row["opened_at"] is not None, row["opened_by"]) for row in handed["shares"]] == [(True, None)]
    assert not re.search(rf"\b{OLGA}\b", json.dumps(handed))
    await olga.say("/mydata")
    assert "Молкомбинат" not in json.dumps(document(olga), ensure_ascii=False)
    assert len(document(olga)["invites"]) == 1


async def test_a_restart_between_every_two_taps_changes_nothing(anna: Talk, olga: Talk) -> None:
    house = anna.house
    await olga.say("/team")
    await olga.tap(olga.t("team.new"))
    await house.restart()
    await olga.say(NAME)
    await house.restart()
    await olga.tap(olga.t("team.invites"))
    await house.restart()
    await olga.tap(olga.t("invite.new_one"))
    payload = olga.text.split("?start=")[1].split()[0]
    await house.restart()
    await anna.say(f"/start {payload}")
    await house.restart()
    await anna.tap(anna.t("invite.join"))
    assert role_of(house, ANNA) == "member"
