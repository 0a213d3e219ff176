"""How a push goes: the report, and what can still be done about it."""

import pytest

from handlers.callbacks import pack_id
from tests.dialogs.company import NAME, newcomer, ready
from tests.dialogs.conftest import ANNA, OLGA
from tests.dialogs.days import EVENING, at, settled
from tests.dialogs.house import House, Json, Talk, datas, text_of
from tests.dialogs.test_push import LEFT_BEHIND, TIP, WORDS, boss_of, confirmed, looked_at, typed


async def sent(talk: Talk, text: str = WORDS) -> Json:
    """A tip of the team's own has arrived; its report."""
    await typed(talk, text)
    await confirmed(talk)
    await over(talk.house)
    return talk.last


async def over(house: House) -> None:
    """All that is due has been sent, and the reports, which are made every three seconds, say so."""
    await settled(house)
    for _ in range(2):
        house.clock.ahead += 3_100
        await settled(house)


async def others(house: House, many: int) -> list[Talk]:
    return [await newcomer(house, 3001 + n, f"N{n}") for n in range(many)]


async def refreshed(talk: Talk) -> str:
    await talk.tap(talk.t("push.refresh"))
    return talk.text


async def test_the_report_tells_what_arrived_and_what_was_said_to_it(anyone: Talk, olga: Talk) -> None:
    anyone.house.allow("message is not modified")
    await boss_of(anyone, olga, *await others(anyone.house, 2))
    await sent(anyone)
    await olga.tap(olga.t("heard.yes"))
    text = await refreshed(anyone)
    assert anyone.t("push.ended", n=3, of=3) in text
    assert anyone.t("push.arrived", n=3) in text
    assert anyone.t("push.said", yes=1, no=0) in text
    assert anyone.t("push.cancel") not in anyone.labels


async def test_what_fewer_than_three_people_answered_is_kept_from_the_report(anyone: Talk, olga: Talk) -> None:
    anyone.house.allow("message is not modified")
    (other,) = await others(anyone.house, 1)
    await boss_of(anyone, olga, other)
    before = text_of(await sent(anyone))
    assert anyone.t("push.said_of_few") in before
    for one, said in ((olga, "heard.yes"), (other, "heard.no")):
        await one.tap(one.t(said))
        await over(anyone.house)
        assert await refreshed(anyone) == before


async def test_an_answer_that_comes_later_shows_in_the_report_by_itself(anyone: Talk, olga: Talk) -> None:
    await boss_of(anyone, olga, *await others(anyone.house, 2))
    await sent(anyone)
    for said, yes, no in (("heard.yes", 1, 0), ("heard.no", 0, 1)):
        await olga.tap(olga.t(said))
        await over(anyone.house)
        assert anyone.t("push.said", yes=yes, no=no) in anyone.text


async def test_pushes_are_listed_with_the_newest_first_and_opened(anyone: Talk, olga: Talk) -> None:
    await boss_of(anyone, olga)
    for n in range(6):
        await typed(anyone, f"Слово {n}")
        await confirmed(anyone, "push.each")
    await anyone.tap(anyone.t("push.to_sent"))
    lines = anyone.text.splitlines()[2:]
    assert len(lines) == 5
    assert "Слово 5" in lines[0]
    assert anyone.t("push.state_running") in lines[0]
    await anyone.tap("›")
    assert "Слово 0" in anyone.text
    await anyone.tap("6")
    assert anyone.text.startswith(anyone.t("push.title", team=NAME))
    assert "Слово 0" in anyone.text


async def test_before_anything_was_sent_the_list_says_so(anna: Talk, olga: Talk) -> None:
    anna.house.allow("message is not modified")
    team = await boss_of(anna, olga)
    await anna.press(f"pushed:{team}:0", stale=True)
    assert anna.t("push.sent_none") in anna.text
    await anna.press(f"pushed:{team}:7", stale=True)
    assert anna.t("push.sent_none") in anna.text


async def test_what_waits_can_be_cancelled_once(anyone: Talk, olga: Talk) -> None:
    anyone.house.allow("message is not modified")
    team = await boss_of(anyone, olga)
    await looked_at(anyone, team)
    await confirmed(anyone, "push.each")
    await over(anyone.house)
    stop = next(data for data in datas(anyone.last) if data.startswith("push_stop"))
    assert await anyone.tap(anyone.t("push.cancel")) == anyone.t("push.cancelled")
    assert anyone.t("push.was_cancelled") in anyone.text
    assert anyone.t("push.stopped", n=1) in anyone.text
    assert await anyone.press(stop, stale=True) == anyone.t("push.over")
    await at(olga, 1, EVENING)
    assert anyone.said.tips["cycle"].b2b[0].line not in "\n".join(text_of(one) for one in olga.messages)


async def test_what_is_on_its_way_keeps_its_tip_from_being_deleted(anna: Talk, olga: Talk) -> None:
    anna.house.allow("message is not modified")
    team = await boss_of(anna, olga)
    tip = await typed(anna)
    await confirmed(anna, "push.each")
    assert await anna.press(f"push_drop:{team}:{tip}", stale=True) == anna.t("push.still_running")
    await anna.tap(anna.t("push.cancel"))
    await over(anna.house)
    assert await anna.press(f"push_drop:{team}:{tip}", stale=True) == anna.t("push.dropped")
    await anna.press(f"pushed:{team}:0", stale=True)
    assert anna.t("push.was_deleted") in anna.text


async def test_other_words_reach_those_who_have_it(anyone: Talk, olga: Talk) -> None:
    anyone.house.allow("message is not modified")
    await boss_of(anyone, olga)
    await sent(anyone)
    arrived = olga.last
    await anyone.tap(anyone.t("push.edit"))
    assert anyone.t("push.everywhere") in anyone.text
    await anyone.send(photo=True, caption="Нет")
    assert anyone.t("push.only_words") in anyone.text
    await anyone.say("ж" * 351)
    assert anyone.t("push.wrong_long", n=351) in anyone.text
    await anyone.say("{имя}, спросите завтра")
    assert anyone.t("push.edited") in anyone.text
    await over(anyone.house)
    assert olga.last["message_id"] == arrived["message_id"]
    assert olga.text == "Ольга, спросите завтра"


async def test_words_typed_after_the_tip_was_deleted_are_refused(anna: Talk, olga: Talk) -> None:
    anna.house.allow("message is not modified")
    team = await boss_of(anna, olga)
    await sent(anna)
    await anna.tap(anna.t("push.edit"))
    question = anna.last
    await anna.press(f"team_up:{team}:{pack_id(OLGA)}", question, stale=True)
    await anna.press(push_of(anna.house, team), question, stale=True)
    tip = anna.house.rows("select id from tips")[0]["id"]
    assert await olga.press(f"push_drop:{team}:{pack_id(tip)}", stale=True) == olga.t("push.dropped")
    assert await anna.say("Слишком поздно") == anna.t("push.gone")
    assert "Слишком поздно" not in anna.house.rows("select body from tips")[0]["body"]
    assert await anna.press(push_of(anna.house, team), stale=True) == anna.t("push.gone")


def push_of(house: House, team: str) -> str:
    """The button that changes the words of the first push."""
    return f"push_edit:{team}:{pack_id(house.rows('select id from pushes order by at, id')[0]['id'])}"


async def test_what_arrived_is_deleted_after_a_question(anyone: Talk, olga: Talk) -> None:
    anyone.house.allow("message is not modified")
    await boss_of(anyone, olga)
    await sent(anyone)
    arrived = olga.last
    await anyone.tap(anyone.t("push.delete"))
    assert anyone.text.startswith(anyone.t("push.really_delete"))
    await anyone.tap(anyone.t("button.back"))
    await anyone.tap(anyone.t("push.delete"))
    sure = next(data for data in datas(anyone.last) if data.startswith("push_del"))
    assert await anyone.tap(anyone.t("push.delete")) == anyone.t("push.deleting")
    await over(anyone.house)
    assert arrived["message_id"] not in [one["message_id"] for one in olga.messages]
    assert await anyone.press(sure, stale=True) == anyone.t("push.already_deleted")
    assert anyone.t("push.deleted") in anyone.text


async def test_other_words_reach_those_who_have_or_get_it_by_another_push(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    tip = await typed(anna)
    await confirmed(anna)
    await over(anna.house)
    await anna.press(f"push_see:{team}:{tip}", stale=True)
    await confirmed(anna, "push.each")
    await settled(anna.house)
    await anna.press(push_of(anna.house, team), stale=True)
    await anna.say("Спросите завтра")
    await settled(anna.house)
    await at(anna, 1)
    assert [text_of(one) for one in olga.messages if text_of(one) in (WORDS, "Спросите завтра")] == [
        "Спросите завтра", "Спросите завтра"
    ]  # fmt: skip


async def test_other_words_are_theirs_who_typed_them(anna: Talk, olga: Talk, ilya: Talk) -> None:
    team = await boss_of(anna, olga, ilya)
    await anna.press(f"team_up:{team}:{pack_id(OLGA)}", stale=True)
    await sent(anna, "Слова Анны")
    await olga.press(push_of(anna.house, team), stale=True)
    await olga.say("Слова Ольги")
    await over(anna.house)
    assert "Анны" not in kept(anna.house)
    assert ilya.text == "Слова Ольги"
    await olga.say("/forget")
    await olga.tap(olga.t("forget.everything"))
    await olga.tap(olga.t("forget.now"))
    assert "Ольги" not in kept(anna.house)


def kept(house: House) -> str:
    """Of words, in the database."""
    rows = house.rows("select body from tips union all select call from ledger")
    return " ".join(row[0] for row in rows)


async def test_what_was_deleted_gets_no_other_words(anna: Talk, olga: Talk) -> None:
    anna.house.allow("message is not modified")
    team = await boss_of(anna, olga)
    await anna.press(f"team_up:{team}:{pack_id(OLGA)}", stale=True)
    await sent(anna)
    edit = push_of(anna.house, team)
    await olga.press(edit, stale=True)
    await anna.press(edit.replace("push_edit", "push_del"), stale=True)
    assert await olga.say("Слишком поздно") == olga.t("push.already_deleted")
    assert await anna.press(edit, stale=True) == anna.t("push.already_deleted")
    await over(anna.house)
    assert WORDS in anna.house.rows("select body from tips")[0]["body"]
    assert [(row["state"], row["work"]) for row in anna.house.rows("select * from pushes")] == [("done", "delete")]


async def test_after_two_days_nothing_is_deleted_any_more(anna: Talk, olga: Talk) -> None:
    anna.house.allow("message is not modified")
    await boss_of(anna, olga)
    report = await sent(anna)
    await at(anna, 2, 11 * 60)
    await anna.tap(anna.t("push.delete"), report)
    assert anna.text.startswith(anna.t("push.really_delete"))
    await at(anna, 2, 13 * 60)
    assert await anna.tap(anna.t("push.delete")) == anna.t("push.too_old")
    assert await anna.tap(anna.t("push.delete"), report) == anna.t("push.too_old")


async def test_what_is_asked_about_a_push_stands_below_its_report(anna: Talk, olga: Talk) -> None:
    await boss_of(anna, olga)
    report = await sent(anna)
    for label, shown in (("edit", "everywhere"), ("delete", "really_delete"), ("to_sent", "sent_title")):
        await anna.tap(anna.t(f"push.{label}"), report)
        assert anna.t(f"push.{shown}", team=NAME) in anna.text
        assert anna.last["message_id"] != report["message_id"]


async def test_a_push_of_another_team_is_neither_shown_nor_stopped(anna: Talk, olga: Talk) -> None:
    await boss_of(anna, olga)
    await typed(anna)
    await confirmed(anna, "push.each")
    number = anna.house.rows("select id from pushes")[0]["id"]
    other = ready(anna.house, {OLGA: "owner", ANNA: "member"}, name="Юг")
    for verb in ("pushed_one", "push_stop", "push_edit", "push_undo", "push_del"):
        assert await olga.press(f"{verb}:{other.id}:{pack_id(number)}", stale=True) == olga.t("push.none_such")
    assert anna.house.rows("select state from pushes")[0]["state"] == "running"


@pytest.mark.parametrize("lang", ["ru", "en"])
async def test_the_report_outlives_a_restart(house: House, lang: str) -> None:
    house.allow("message is not modified", LEFT_BEHIND)
    boss, olga = Talk(house, 1001 if lang == "ru" else 1002, lang), Talk(house, OLGA)
    team = await boss_of(boss, olga)
    await looked_at(boss, team, TIP)
    await boss.tap(boss.t("push.now"))
    await boss.tap(boss.t("push.yes"))
    await house.restart()
    await over(house)
    assert boss.t("push.arrived", n=1) in await refreshed(boss)
