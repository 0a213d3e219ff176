"""The picture of a deal: drawn once, kept by Telegram while the deal is what it was, and never lost."""

from bot.playground.world import Call
from tests.dialogs.deals import COMMITTEE, DAIRY, QUICK
from tests.dialogs.house import Json, Talk, datas, text_of

STALE = "wrong remote file identifier"
NO_TEXT = "there is no text in the message to edit"


def photos(talk: Talk) -> list[Json]:
    return [message for message in talk.messages if "photo" in message]


def sent(talk: Talk) -> list[Call]:
    return [call for call in talk.house.world.calls_of("sendPhoto") if call.ok]


def uploads(talk: Talk) -> list[bool]:
    """Of each photo that was sent: whether it was uploaded."""
    return [not call.params["photo"] for call in sent(talk)]


def keys(talk: Talk) -> list[str]:
    return [row["key"] for row in talk.house.rows("select key from pictures")]


async def test_the_picture_comes_below_the_card_and_says_its_sums(anyone: Talk) -> None:
    anyone.house.hostile = True
    await anyone.check(COMMITTEE)
    card = await anyone.check({**DAIRY, "rest": "yes"}, name="<b>Молкомбинат</b> & Co")
    await anyone.press(f"picture:{anyone.check_id}", stale=True)
    assert text_of(anyone.messages[-2]) == card
    photo = anyone.last
    assert (photo["photo"][-1]["width"], photo["caption"].splitlines()) == (1080, card.splitlines()[:3])
    address = f"{anyone.house.server.url}/play/file/{photo['photo'][-1]['file_id']}"
    async with anyone.house.http.get(address) as shown:  # as the chat page does
        assert (shown.status, shown.content_type) == (200, "image/png")
        assert (await shown.read()).startswith(b"\x89PNG")


async def test_the_button_of_the_picture_is_on_the_card(anna: Talk) -> None:
    await anna.check(QUICK)
    await anna.press(f"more:{anna.check_id}")
    await anna.tap(anna.t("button.picture"))
    assert len(photos(anna)) == 1


async def test_an_unchanged_deal_is_drawn_once(anna: Talk) -> None:
    await anna.check(DAIRY)
    card = anna.last
    for _ in range(2):
        await anna.press(f"picture:{anna.check_id}", card, stale=True)
    await anna.house.restart()
    await anna.press(f"picture:{anna.check_id}", card, stale=True)
    assert uploads(anna) == [True, False, False]
    assert len({photo["photo"][-1]["file_id"] for photo in photos(anna)}) == 1
    assert len(keys(anna)) == 1


async def test_a_changed_answer_is_a_new_picture_and_the_old_one_is_forgotten(anna: Talk) -> None:
    await anna.check(DAIRY)
    card, check = anna.last, anna.check_id
    await anna.press(f"picture:{check}", card, stale=True)
    before = keys(anna)
    await anna.press(f"change:{check}:team:b2c", card, stale=True)
    await anna.press(f"picture:{check}", card, stale=True)
    await anna.press(f"picture:{check}", card, stale=True)
    assert uploads(anna) == [True, True, False]
    assert len(keys(anna)) == 1
    assert keys(anna) != before


async def test_another_language_is_another_picture(anna: Talk) -> None:
    await anna.check(DAIRY)
    card, check = anna.last, anna.check_id
    await anna.press(f"picture:{check}", card, stale=True)
    await anna.press("lang:en", card, stale=True)
    await anna.press(f"picture:{check}", card, stale=True)
    assert uploads(anna) == [True, True]
    assert Talk(anna.house, anna.person, "en").t("stage.negotiation") in anna.text


async def test_a_file_id_that_telegram_no_longer_takes_is_drawn_anew(anna: Talk) -> None:
    anna.house.expect(STALE)
    await anna.check(DAIRY)
    card, check = anna.last, anna.check_id
    await anna.press(f"picture:{check}", card, stale=True)
    anna.house.world.files._by_id.clear()
    for _ in range(2):
        await anna.press(f"picture:{check}", card, stale=True)
    assert uploads(anna) == [True, True, False]
    assert len(photos(anna)) == 3


async def test_a_tap_below_a_picture_brings_the_card_as_a_new_message(anna: Talk) -> None:
    anna.house.expect(NO_TEXT)
    card = await anna.check(DAIRY)
    await anna.press(f"picture:{anna.check_id}", stale=True)
    assert [data.split(":")[0] for data in datas(anna.last)] == ["card"]
    await anna.tap(anna.t("button.card"))
    assert len(photos(anna)) == 1
    assert anna.text == card


async def test_nobody_gets_the_picture_of_somebody_elses_deal(anna: Talk, ilya: Talk) -> None:
    await anna.check(QUICK)
    await ilya.say("/start")
    assert await ilya.press(f"picture:{anna.check_id}", stale=True) == ilya.t("check.gone")
    assert photos(ilya) == []


async def test_a_picture_that_was_cut_off_is_sent_again_rather_than_lost(anna: Talk) -> None:
    anna.house.expect("cut", "Too Many Requests")
    await anna.check(QUICK)
    anna.house.world.cut_next("sendPhoto", after=True)
    anna.house.world.fail_next("sendPhoto", 429, "Too Many Requests: retry after 1", retry_after=0.1)
    await anna.press(f"picture:{anna.check_id}", stale=True)
    assert len(photos(anna)) == 2
    assert uploads(anna) == [True]
    assert len(keys(anna)) == 1
