"""The name of a deal and the own guess: the last two questions before the card."""

import pytest

from tests.dialogs.deals import QUICK
from tests.dialogs.house import Talk


async def at_name(talk: Talk) -> None:
    await talk.say("/deal")
    await talk.until("named", QUICK)


async def test_without_a_name_the_deal_gets_its_number(anyone: Talk) -> None:
    name = {"ru": "Сделка", "en": "Deal"}[anyone.lang]
    assert (await anyone.check(QUICK)).startswith(f"{name} 1 · ")
    assert (await anyone.check(QUICK)).startswith(f"{name} 2 · ")


async def test_the_typed_name_stands_on_the_card(anyone: Talk) -> None:
    assert (await anyone.check(QUICK, name="Молкомбинат, компрессорная")).startswith("Молкомбинат, компрессорная · ")


async def test_sixty_characters_fit_and_sixty_one_are_told_so(ilya: Talk) -> None:
    await at_name(ilya)
    assert ilya.t("name.long", n=61) in await ilya.say("я" * 61)
    assert ilya.t("name.help") not in ilya.text
    assert ilya.question("guess") in await ilya.say("я" * 60)
    assert (await ilya.finish({})).startswith("я" * 60)


INVISIBLE = ("\u200b\u200b.", "\u202e.", "\u2060\u200f\ufeff.", "\u0000.", "\u200d.")


async def test_an_invisible_name_is_no_name(anna: Talk) -> None:
    await at_name(anna)
    for name in INVISIBLE:
        world = anna.house.world
        message = {
            "message_id": 900,
            "from": world.people[anna.person].user,
            "date": 1,
            "text": name.removesuffix("."),
        }
        await anna.house.push(message={**message, "chat": world.chats[anna.person].public})
        assert anna.t("name.empty") in anna.text
        assert anna.t("button.no_name") in anna.labels


ODD = (
    ("👩‍🔧 Цех №7 🔥", "👩‍🔧 Цех №7 🔥"),
    ("صفقة كبيرة", "صفقة كبيرة"),
    ("עסקה \u202eגדולה", "עסקה גדולה"),
    ("<b>Bold</b> & <script>alert('1')</script>", "<b>Bold</b> & <script>alert('1')</script>"),
    ("Нуль\u0000посередине", "Нульпосередине"),
    ("две\n  строки\tи табуляция", "две строки и табуляция"),
    ("{{ 7 * 7 }} {% raw %}", "{{ 7 * 7 }} {% raw %}"),
    ("'; drop table deals; --", "'; drop table deals; --"),
    ("&amp; **не жирно**", "&amp; **не жирно**"),
    ("42", "42"),
)


async def test_odd_names_are_shown_as_they_are(anna: Talk) -> None:
    anna.house.hostile = True
    await at_name(anna)
    for typed, shown in ODD:
        await anna.say(typed)
        assert await anna.say("/deal") == anna.t("resume.open", name=shown, n=12)
        await anna.tap(anna.t("button.continue"))
        await anna.tap(anna.t("button.back"))
    assert anna.house.rows("select count(*) as many from deals")[0]["many"] == 1


@pytest.mark.parametrize("name", ["<b>Bold</b> & <script>alert('1')</script>", "{{ 7 * 7 }} {% raw %}"])
async def test_an_odd_name_stands_on_the_card_and_above_the_answers(anna: Talk, name: str) -> None:
    anna.house.hostile = True
    assert (await anna.check(QUICK, name=name)).startswith(f"{name} · ")
    await anna.more(anna.t("button.answers"))
    assert anna.text.startswith(f"{name} · ")


@pytest.mark.parametrize("row", ["decision-makers", "focus"])
async def test_an_odd_name_does_no_harm_inside_a_strategy(anna: Talk, row: str) -> None:
    anna.house.hostile = True
    await anna.check(QUICK, name="<i>{{ deal }}</i>")
    await anna.press(f"strategy:{anna.check_id}:{row}", stale=True)
    assert anna.text.startswith(anna.said.rows[row].title)


async def test_a_contact_in_the_name_is_kept_with_a_soft_warning(anyone: Talk) -> None:
    await at_name(anyone)
    for name in ("+7 912 345-67-89", "Пётр ivanov@zavod.ru", "8 (495) 123-45-67", "79123456789"):
        assert (await anyone.say(name)).startswith(anyone.t("name.contact"))
        assert anyone.question("guess") in anyone.text
        await anyone.tap(anyone.t("button.back"))
    await anyone.say("79123456789")
    assert (await anyone.finish({})).startswith("79123456789 · ")


async def test_a_number_in_the_name_is_no_contact(anna: Talk) -> None:
    await at_name(anna)
    for name in ("Договор 2024-15", "Квартира 45, дом 12", "1 000 000 рублей"):
        assert anna.t("name.contact") not in await anna.say(name)
        assert anna.question("guess") in anna.text
        await anna.tap(anna.t("button.back"))


async def test_a_photo_with_a_caption_names_the_deal_too(anna: Talk) -> None:
    await at_name(anna)
    await anna.send(photo=True, caption="Пекарня")
    assert (await anna.finish({})).startswith("Пекарня · ")


async def test_the_guess_has_five_answers_and_stands_on_the_card_uncommented(anyone: Talk) -> None:
    await at_name(anyone)
    await anyone.step({})
    assert anyone.labels[:5] == [anyone.label("guess", number) for number in "12345"]
    assert anyone.t("guess.note") in anyone.text
    await anyone.tap(anyone.label("guess", "2"))
    assert anyone.t("card.guess", guess=anyone.label("guess", "2").lower()) in anyone.text


async def test_a_skipped_guess_is_not_on_the_card(ilya: Talk) -> None:
    begin = ilya.t("card.guess", guess="").split(":")[0]
    assert begin not in await ilya.check(QUICK)


async def test_the_guess_can_be_typed(anyone: Talk) -> None:
    await at_name(anyone)
    await anyone.step({})
    assert anyone.t("question.hint") in await anyone.say("ъъъъъ")
    typed = {"ru": "скорее да", "en": "likely"}[anyone.lang]
    assert anyone.t("card.guess", guess=anyone.label("guess", "4").lower()) in await anyone.say(typed)


async def test_back_from_the_guess_asks_the_name_again(ilya: Talk) -> None:
    await at_name(ilya)
    await ilya.say("Первое имя")
    await ilya.tap(ilya.t("button.back"))
    assert ilya.t("name.text") in ilya.text
    await ilya.say("Второе имя")
    assert (await ilya.finish({})).startswith("Второе имя · ")


async def test_a_name_can_be_taken_back(ilya: Talk) -> None:
    await at_name(ilya)
    await ilya.say("Dairy")
    await ilya.tap(ilya.t("button.back"))
    await ilya.tap(ilya.t("button.no_name"))
    assert (await ilya.finish({})).startswith("Deal 1 · ")
