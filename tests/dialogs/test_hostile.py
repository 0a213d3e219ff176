"""What nobody does on purpose: things closed, deleted or left in the middle, and gone on with all the same."""

from bot.playground.seed import GROUP_ID
from tests.dialogs.days import at, button, day
from tests.dialogs.deals import DAIRY
from tests.dialogs.house import Talk, datas, text_of

MON, TUE = range(2)


async def half_checked_again(talk: Talk, answered: int = 2) -> None:
    """A deal with a second check that has so many answers."""
    await at(talk, MON)
    await talk.check(DAIRY, name="Dairy")
    await talk.more(talk.t("on_card.deal"))
    await talk.tap(talk.t("deals.again"))
    await talk.press(datas(talk.last)[0])
    for _ in range(answered):
        await talk.step(DAIRY)


async def to_deal(talk: Talk, *, closed: bool = False) -> None:
    await talk.say("/deals")
    if closed:
        await talk.tap(talk.t("deals.to_closed", n=1))
    await talk.tap("Dairy")


async def close(talk: Talk) -> None:
    await to_deal(talk)
    await talk.tap(talk.t("deals.close"))
    await talk.tap(talk.t("deals.won"))


def said_far(talk: Talk, ahead: int) -> str:
    when = day(ahead)
    return talk.t("when.far", day=talk.house.texts.words[talk.lang].day(when), year=when.year)


def states(talk: Talk) -> list[str]:
    return [row["state"] for row in talk.house.rows("select state from checks order by started_at, prior")]


async def test_a_check_of_a_closed_deal_is_not_gone_on_with(anyone: Talk) -> None:
    await half_checked_again(anyone)
    check = anyone.check_id
    await close(anyone)
    assert anyone.t("button.continue") not in anyone.labels
    assert await anyone.press(f"resume:{check}", stale=True) == anyone.t("check.closed")
    assert states(anyone) == ["done", "aside"]
    await to_deal(anyone, closed=True)
    await anyone.tap(anyone.t("deals.reopen"))
    await anyone.tap(anyone.t("button.continue"))
    await anyone.finish(DAIRY)
    assert states(anyone) == ["done", "done"]


async def test_a_second_check_comes_back_beside_a_whole_one_of_another_deal(anyone: Talk) -> None:
    await half_checked_again(anyone)
    await close(anyone)
    await anyone.tap(anyone.t("deals.reopen"))
    await anyone.say("/deal")
    await anyone.step({})
    await to_deal(anyone)
    await anyone.tap(anyone.t("button.continue"))
    assert anyone.text.startswith("Dairy")
    await anyone.finish(DAIRY)
    assert sorted(states(anyone)) == ["done", "done", "open"]


async def test_a_second_check_put_aside_before_its_first_answer_begins_anew(anyone: Talk) -> None:
    await half_checked_again(anyone, answered=0)
    await close(anyone)
    await anyone.tap(anyone.t("deals.reopen"))
    await anyone.press(button(anyone.last, "go").replace("go:", "again:"), stale=True)
    await anyone.press(datas(anyone.last)[0])
    await anyone.finish(DAIRY)
    assert states(anyone) == ["done", "done"]


async def test_a_day_is_not_asked_for_any_more_where_deals_or_settings_are_looked_at(anyone: Talk) -> None:
    await at(anyone, MON)
    await anyone.check(DAIRY, name="Dairy")
    check, title = anyone.check_id, anyone.said.rows["cycle"].title
    for elsewhere in ("/deals", "/settings"):
        await anyone.press(f"take:{check}", stale=True)
        await anyone.say(elsewhere)
        assert (await anyone.say(title)).startswith(title)


async def test_an_open_check_listens_again_after_a_day_was_asked_for_and_an_answer_changed(anyone: Talk) -> None:
    await at(anyone, MON)
    await anyone.check(DAIRY, name="Dairy")
    check, card = anyone.check_id, anyone.last
    await anyone.say("/deal")
    await anyone.step({})
    for data in (f"take:{check}", f"edit:{check}:cycle", f"change:{check}:cycle:b2b"):
        await anyone.press(data, card, stale=True)
    await anyone.say(anyone.label("stage", "offer"))
    assert anyone.check_id != check
    assert anyone.asked == "cycle"


async def test_a_private_button_pressed_in_a_group_shows_nothing_of_it_there(anyone: Talk) -> None:
    await at(anyone, MON)
    await anyone.check(DAIRY, name="Dairy")
    await anyone.more(anyone.t("on_card.deal"))
    deal, card = (button(anyone.last, verb) for verb in ("note", "card"))
    there = Talk(anyone.house, anyone.person, anyone.lang, chat=GROUP_ID)
    topics = await there.say("/compare")
    shown = there.last
    kept = "select habits, lang from people"
    before = [tuple(row) for row in anyone.house.rows(kept)]
    for data in (card, deal, deal.replace("note", "deal_open"), "settings", "set:zone", "pause:week", "speak:en"):
        await there.press(data, shown, stale=True)
        assert there.text == there.t("other.private")
    assert text_of(there.messages[0]) == topics
    assert [tuple(row) for row in anyone.house.rows(kept)] == before
    assert not anyone.house.rows("select 1 from prompts")


async def test_a_day_of_another_year_is_said_with_its_year(anyone: Talk) -> None:
    await at(anyone, MON)
    for name in ("Dairy", "Bakery"):
        await anyone.check(DAIRY, name=name)
        await anyone.press(f"take_on:{anyone.check_id}:1", stale=True)
    await close(anyone)
    await at(anyone, MON + 364)
    late, ended = (said_far(anyone, ahead) for ahead in (TUE, MON))
    assert late in text_of(anyone.own[-1])
    assert late in await anyone.say("/deals")
    await anyone.press(datas(anyone.last)[0])
    assert late in anyone.text
    await anyone.say("/deals")
    await anyone.tap(anyone.t("deals.to_closed", n=1))
    assert ended in anyone.text


async def test_a_number_of_days_with_zeros_before_it_is_no_button(anyone: Talk) -> None:
    await anyone.say("/settings")
    await anyone.tap(anyone.t("settings.button.b2b"))
    assert anyone.t("stale.unclear") in await anyone.say("000014999")
    assert anyone.text != anyone.t("button.unknown")
