"""The typical sale: asked and advised as one, not as one client's deal."""

import re

import pytest

from tests.dialogs.days import EVENING, MORNING, at
from tests.dialogs.deals import PART_A, PART_B, PHONES
from tests.dialogs.house import DAY, Talk, datas, text_of

ONE_CLIENT = re.compile(
    r"\bэт(?:от|ого|ому|им|ом) (?:клиент|покупател)\w*|\bэт(?:а|у|ой) сделк\w*|\bthis (?:client|buyer|deal)\b",
    re.IGNORECASE,
)
"""What no screen about the typical sale says."""
NOT_MODIFIED = "message is not modified"


@pytest.fixture(autouse=True)
def alone(no_tips: None) -> None:
    """Tips come with the morning and are about anything."""


async def typical(talk: Talk, sale: dict[str, str]) -> None:
    await talk.check({**sale, "rest": "yes"})
    await talk.tap(talk.t("on_card.typical_yes"))


async def monthly(talk: Talk) -> None:
    """The sale's check after a month, the sale being as it was."""
    talk.house.clock.ahead += 30 * DAY
    await talk.say("/deal")
    await talk.tap(talk.t("name.typical"))
    await talk.tap(talk.t("again_sale.no"))


def habit(talk: Talk, row: str) -> tuple[str, ...]:
    """The question about the sale, and its answers."""
    question = talk.said.rows[row].question
    assert question
    assert question.typical
    return tuple(getattr(question.typical, key) for key in ("text", "b2b", "mid", "b2c"))


def shown(talk: Talk) -> str:
    return "\n".join([talk.text, *talk.labels])


async def test_the_work_is_asked_about_as_it_usually_is(anyone: Talk) -> None:
    await typical(anyone, PHONES)
    await monthly(anyone)
    for row in PART_B:
        await anyone.until(row, PHONES)
        text, *answers = habit(anyone, row)
        assert text in anyone.text
        assert anyone.t("question.last", answer=answers[2]) in anyone.text
        assert set(answers) <= set(anyone.labels)
        assert not ONE_CLIENT.search(shown(anyone))


async def test_the_answers_about_it_can_be_typed(anyone: Talk) -> None:
    await typical(anyone, PHONES)
    await monthly(anyone)
    for row in PART_B:
        await anyone.until(row, PHONES)
        await anyone.say(habit(anyone, row)[2])
    assert anyone.asked == "why"
    await anyone.more(anyone.t("button.answers"))
    for row in PART_B:
        assert habit(anyone, row)[2] in anyone.text
    await anyone.tap(anyone.said.rows["needs"].title)
    assert habit(anyone, "needs")[0] in anyone.text
    await anyone.say(habit(anyone, "needs")[3])
    assert anyone.t("card.changed", row=anyone.said.rows["needs"].title) in anyone.text


async def test_why_shows_the_answers_about_it(anyone: Talk) -> None:
    await typical(anyone, PHONES)
    seen = await pages(anyone)
    assert all(habit(anyone, row)[3] in seen for row in PART_B)


async def pages(talk: Talk) -> str:
    """All of *Why*."""
    seen = []
    for page in range(4):
        await talk.press(f"why:{talk.check_id}:{page}", stale=True)
        seen.append(talk.text)
    return "\n".join(seen)


async def test_its_cards_its_month_and_its_evening_speak_of_no_single_client(anyone: Talk) -> None:
    """Run as a long deal is, then as it should be."""
    said = []
    await at(anyone, 0)
    await typical(anyone, {**PHONES, **dict.fromkeys(PART_B, "b2b")})
    said += [shown(anyone), await pages(anyone)]
    said.append(await anyone.say("/go"))
    await at(anyone, 0, EVENING)
    (evening,) = anyone.own
    await anyone.tap(anyone.t("today.shift_moved"), evening)
    assert any(habit(anyone, row)[0] in anyone.text for row in PART_B)
    said += [text_of(evening), shown(anyone)]
    await anyone.finish(PHONES)
    await monthly(anyone)
    while anyone.asked != "why":
        said.append(shown(anyone))
        await anyone.step({**PHONES, "effort": "b2b", "negotiation": "b2b"})
    said.append(shown(anyone))
    words = anyone.said.mismatches.over["effort"].typical
    assert words
    assert words.early in anyone.text
    assert not [text for text in said if ONE_CLIENT.search(text)]


async def test_after_a_month_it_is_asked_first_whether_the_sale_itself_has_changed(anyone: Talk) -> None:
    await at(anyone, 0)
    await typical(anyone, PHONES)
    card = anyone.last
    await at(anyone, 35, MORNING)
    await anyone.tap(anyone.t("today.check"), anyone.own[-1])
    asked = anyone.text
    assert asked.splitlines() == [
        anyone.t("name.typical"),
        "",
        anyone.t("again_sale.text"),
        anyone.t("again_sale.help"),
    ]
    assert anyone.labels == [anyone.t("again_sale.no"), anyone.t("again_sale.yes"), anyone.t("button.card")]
    assert not ONE_CLIENT.search(shown(anyone))
    await anyone.tap(anyone.t("button.card"))
    assert anyone.text == text_of(card)


async def test_a_sale_that_has_changed_is_asked_about_as_a_whole_but_for_what_is_as_usual(anyone: Talk) -> None:
    await typical(anyone, PHONES)
    await anyone.more(anyone.t("on_card.again"))
    first = anyone.text
    await anyone.tap(anyone.t("again_sale.yes"))
    await anyone.tap(anyone.t("button.back"))
    assert anyone.text == first
    await anyone.tap(anyone.t("again_sale.yes"))
    steps = []
    while anyone.asked != "why":
        assert not ONE_CLIENT.search(shown(anyone))
        steps.append(anyone.asked)
        await anyone.step({**PHONES, "usual": "yes", "decision-makers": "mid"})
    moving = [row for row in PART_A if row not in ("team", "product", "profit-source", "market", "competence")]
    assert steps == [*moving, "usual", *PART_B]
    assert anyone.text.startswith(f"{anyone.t('name.typical')} · {anyone.t('stage.needs')}")


async def test_it_is_never_closed_but_becomes_a_deal_that_can_be(anyone: Talk) -> None:
    anyone.house.expect(NOT_MODIFIED)
    await anyone.check({**PHONES, "rest": "yes"})
    card = anyone.last
    await anyone.more(anyone.t("on_card.deal"))
    (close,) = [data for data in datas(anyone.last) if data.startswith("deal_close")]
    deal = close.split(":")[1]
    await anyone.press(f"typical:{datas(card)[0].split(':')[1]}:yes", card, stale=True)
    for data in (close, f"deal_end:{deal}:won", f"deal_end:{deal}:lost", f"deal_end:{deal}:lost:cycle"):
        assert await anyone.press(data, stale=True) == anyone.t("deals.never_closed")
    assert anyone.text.startswith(anyone.t("name.typical"))
    assert anyone.t("deals.close") not in anyone.labels
    assert await anyone.tap(anyone.t("deals.single")) == anyone.t("deals.single_now")
    assert anyone.text.startswith(anyone.t("name.default", n=1))
    assert await anyone.press(f"deal_single:{deal}", stale=True) == ""
    await anyone.tap(anyone.t("deals.close"))
    await anyone.tap(anyone.t("deals.won"))
    assert [tuple(row) for row in anyone.house.rows("select kind, state from deals")] == [("deal", "won")]
