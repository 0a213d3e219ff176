"""One row all the way round: found in a deal, told in the morning, asked days later, moved in the next check."""

import json

from tests.dialogs.days import at, button, written
from tests.dialogs.deals import DAIRY
from tests.dialogs.house import Json, Talk, text_of

MON, TUE, WED, THU, FRI = range(5)
ROW = "success-factor"
LEFT_BEHIND = "terminated by other getUpdates"


def heading(talk: Talk, row: str) -> str:
    return talk.t("tips.title", row=talk.said.rows[row].title)


def told(talk: Talk) -> list[str]:
    return [row["about"] for row in talk.house.rows("select about from told order by day")]


async def vote(talk: Talk, option: int) -> None:
    poll = talk.last
    await talk.house.play("vote", person=talk.person, message_id=poll["message_id"], options=[option])
    await talk.house.quiet()


def findings(talk: Talk) -> list[Json]:
    rows = talk.house.rows("select c.result as result from deals d join checks c on c.id = d.check_now")
    found: list[Json] = json.loads(rows[0]["result"])["findings"]
    return found


async def checked_again(talk: Talk, **better: str) -> str:
    """The second check of the same deal."""
    await talk.say("/deals")
    await talk.press(button(talk.last, "deal_open"))
    await talk.press(button(talk.last, "again"))
    await talk.tap(talk.t("again.no"))
    while talk.asked != "why":
        await talk.step(DAIRY | better)
    return talk.text


async def test_a_mismatch_becomes_a_tip_then_a_question_and_the_next_check_shows_that_it_moved(anyone: Talk) -> None:
    recall, house = anyone.said.tips[ROW].recall, anyone.house
    house.allow(LEFT_BEHIND)
    await at(anyone, MON)
    await anyone.check(DAIRY, name="Dairy")

    await at(anyone, TUE)
    (morning,) = written(anyone)
    assert heading(anyone, ROW) in morning
    assert anyone.said.tips[ROW].b2b[0].line.rstrip(".") in morning

    await house.restart()
    await at(anyone, WED)
    last = anyone.own[-1]
    assert anyone.said.tips[ROW].b2b[0].line in text_of(last)
    assert heading(anyone, ROW) not in text_of(last)
    await anyone.press(button(last, "said"), last)
    (said,) = house.rows(f"select said from told where about = '{ROW}'")
    assert said["said"] == "yes"

    await house.restart()
    await at(anyone, FRI)
    await anyone.press("quiz", anyone.own[-1])
    assert anyone.text == recall.question
    await vote(anyone, recall.correct - 1)
    (review,) = house.rows(f"select card, due from reviews where about = '{ROW}'")
    assert review["card"]

    before = told(anyone)
    text = await checked_again(anyone, **{ROW: "b2b"})
    (gone,) = [line for line in text.split("\n") if anyone.t("card.gone", rows="").split(":")[0] in line]
    assert anyone.said.rows[ROW].title in gone
    left = [one["way"] for one in findings(anyone)]
    assert left
    assert ROW not in left

    for ahead in range(MON + 7, MON + 14):
        await at(anyone, ahead)
    assert ROW not in told(anyone)[len(before) :]
    await at(anyone, MON + 14)
    await anyone.say("/quiz")
    assert anyone.text == recall.question
