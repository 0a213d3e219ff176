"""Tips that were told, and questions that come again: what is kept of them."""

from datetime import date, timedelta

import pytest

from bot.store import ledger, reviews, told
from bot.store.database import Conflict, Database, Write
from bot.store.ledger import Parcel
from bot.store.told import ASKED_FOR
from bot.tips.learning import Answer, Review, Told

from .rows import person
from .test_steps import ANNA, ILYA, MONDAY, NOW

ZONE = "Europe/Moscow"
THEN = date(2027, 1, 15)
"""The day of NOW there."""
TUESDAY = MONDAY + timedelta(1)
TODAY = Told(MONDAY, "cycle.b2b.1", "cycle", "finding")


@pytest.fixture
async def people(db: Database) -> Database:
    await db.commit([person(ANNA), person(ILYA)])
    return db


async def test_one_tip_a_person_and_day(people: Database) -> None:
    await people.commit([told.tell(ANNA, TODAY, NOW), told.tell(ILYA, TODAY, NOW)])
    with pytest.raises(Conflict):
        await people.commit([told.tell(ANNA, Told(MONDAY, "needs.b2b.1", "needs", "asked"), NOW)])
    assert await told.load(people, ANNA, MONDAY) == TODAY
    assert await told.load(people, ANNA, TUESDAY) is None


async def test_the_history_begins_with_the_oldest(people: Database) -> None:
    later = Told(TUESDAY, "needs.b2c.2", "needs", "new")
    await people.commit([told.tell(ANNA, later, NOW), told.tell(ANNA, TODAY, NOW)])
    assert await told.history(people, ANNA) == [TODAY, later]
    assert await told.history(people, ILYA) == []


async def test_a_line_is_said_once(people: Database) -> None:
    await people.commit([told.tell(ANNA, TODAY, NOW)])
    await people.commit([told.said(ANNA, TODAY, "none")])
    found = await told.load(people, ANNA, MONDAY)
    assert found is not None
    assert found.said == "none"
    with pytest.raises(Conflict):
        await people.commit([told.said(ANNA, TODAY, "yes")])


async def test_the_tip_before_is_of_an_earlier_day_but_not_of_long_ago(people: Database) -> None:
    await people.commit([told.tell(ANNA, TODAY, NOW)])
    assert await told.before(people, ANNA, MONDAY) is None
    assert await told.before(people, ANNA, TUESDAY) == TODAY
    assert await told.before(people, ANNA, MONDAY + timedelta(ASKED_FOR)) == TODAY
    assert await told.before(people, ANNA, MONDAY + timedelta(ASKED_FOR + 1)) is None
    assert await told.before(people, ILYA, TUESDAY) is None


@pytest.mark.parametrize(
    ("state", "source", "arrived"),
    [("sent", "finding", True), ("unknown", "new", True), ("expired", "finding", False), ("blocked", "new", False),
     ("expired", "asked", True)],
)  # fmt: skip
async def test_a_tip_that_did_not_arrive_is_not_asked_about(
    people: Database, state: str, source: str, arrived: bool
) -> None:
    one = Told(MONDAY, "cycle.b2b.1", "cycle", source)
    parcel = Parcel(f"morning:{ANNA}:{MONDAY}", ANNA, "morning", "[]", NOW, ANNA)
    await people.commit([told.tell(ANNA, one, NOW), ledger.queue(parcel)])
    await people.commit([Write("update ledger set state = :state", {"state": state})])
    assert (await told.before(people, ANNA, TUESDAY) == one) is arrived


async def test_a_review_begins_once_and_is_answered_by_whoever_was_first(people: Database) -> None:
    await people.commit([reviews.begin(ANNA, "cycle", TUESDAY, NOW), reviews.begin(ANNA, "cycle", MONDAY, NOW)])
    (first,) = await reviews.every(people, ANNA, ZONE)
    assert first == Review("cycle", "", TUESDAY, THEN)
    await people.commit([reviews.answered(ANNA, first, "{}", TUESDAY + timedelta(3), NOW)])
    with pytest.raises(Conflict):
        await people.commit([reviews.answered(ANNA, first, "{1}", TUESDAY, NOW)])
    assert await reviews.every(people, ANNA, ZONE) == [Review("cycle", "{}", TUESDAY + timedelta(3), THEN)]
    assert await reviews.every(people, ILYA, ZONE) == []


async def test_a_poll_is_of_one_person_and_row_until_it_is_answered(people: Database) -> None:
    await people.commit([reviews.begin(ANNA, row, MONDAY, NOW) for row in ("cycle", "needs")])
    await people.commit([reviews.asked(ANNA, "cycle", "77")])
    assert await reviews.of_poll(people, ANNA, "77") == "cycle"
    assert await reviews.of_poll(people, ILYA, "77") is None
    await people.commit([reviews.asked(ANNA, "cycle", "78")])
    assert await reviews.of_poll(people, ANNA, "77") is None
    review = (await reviews.every(people, ANNA, ZONE))[0]
    await people.commit([reviews.answered(ANNA, review, "{}", TUESDAY, NOW)])
    assert await reviews.of_poll(people, ANNA, "78") is None


async def test_a_review_is_shifted_alone(people: Database) -> None:
    await people.commit([reviews.begin(ANNA, row, MONDAY, NOW) for row in ("cycle", "needs")])
    await people.commit([reviews.shift(ANNA, Review("needs", "", TUESDAY, MONDAY))])
    assert [one.due for one in await reviews.every(people, ANNA, ZONE)] == [MONDAY, TUESDAY]


async def test_the_first_answer_of_a_row_is_known_as_such(people: Database) -> None:
    def answer(id: int, about: str, day: int) -> Write:
        return reviews.note(id, ANNA, about, MONDAY + timedelta(day), True, NOW + day * 86_400_000)

    await people.commit([answer(1, "cycle", -9), answer(2, "cycle", 0), answer(3, "needs", 1), answer(4, "needs", 2)])
    found = await reviews.answers(people, ANNA, MONDAY)
    assert found == [
        Answer("cycle", MONDAY, False), Answer("needs", TUESDAY, True), Answer("needs", MONDAY + timedelta(2), False),
    ]  # fmt: skip
    assert await reviews.answers(people, ILYA, MONDAY) == []
