"""/quiz: a question about a row that was told or found some days ago; the better it is known, the later it comes."""

from datetime import date, timedelta

from bot import compare
from bot.catalog import Recall
from bot.person.schedule import local_date
from bot.replies import UNKNOWN_BUTTON, Reply
from bot.replies.tips import NoQuestion, RecallAnswer, RecallQuestion
from bot.store import people, reviews, told
from bot.tips import learning
from bot.tips.learning import Memory
from bot.turn import Turn, new_id


async def memory(turn: Turn, today: date) -> Memory:
    """What the choice of a tip and of a question hangs on."""
    catalog, me, habits = turn.library.current, turn.person.id, turn.person.habits
    known = await told.last_checks(turn.db, me)
    kept = await reviews.every(turn.db, me, habits.zone)
    kinds = {row.slug: row.kind == "company" for row in catalog.table.row}
    return Memory(
        tips=catalog.said(turn.lang).tips,
        order=sorted(compare.browse(catalog), key=lambda row: kinds[row]),
        told=await told.history(turn.db, me),
        found=learning.mismatches((one.result, local_date(one.at, habits.zone)) for one in known if one.open),
        reviews=learning.shifted(kept, habits.paused_from, habits.paused_until, today),
        answers=await reviews.answers(turn.db, me, today - timedelta(today.weekday())),
        mainly=learning.sold_most((str(one.result["band"]) for one in known), today),
        checked=bool(known),
    )


async def ask(turn: Turn) -> Reply:
    today = turn.today
    known = await memory(turn, today)
    row = known.question(today)
    if row is None:
        return NoQuestion(day=known.next_question(today), today=today)
    turn.tx += [
        people.greet(turn.person.id, turn.lang, turn.now),
        reviews.begin(turn.person.id, row, today, turn.now),
    ]
    return RecallQuestion(catalog=turn.library.current, row=row)


async def answered(turn: Turn, row: str, option: int) -> Reply:
    """By a button: explained each time, counted once."""
    recall = _recall(turn, row)
    if recall is None or not 1 <= option <= len(recall.options):
        return UNKNOWN_BUTTON
    await _count(turn, row, option == recall.correct)
    return RecallAnswer(catalog=turn.library.current, row=row, option=option)


async def voted(turn: Turn, poll: str, options: tuple[int, ...]) -> None:
    """In a quiz poll, which explains itself; `options` from 0."""
    row = await reviews.of_poll(turn.db, turn.person.id, poll)
    recall = _recall(turn, row) if row else None
    if row and recall and options:
        await _count(turn, row, options == (recall.correct - 1,))


async def settle(turn: Turn) -> None:
    """The days of a pause that ends, or has ended, are put on top of what was due."""
    habits, me = turn.person.habits, turn.person.id
    kept = await reviews.every(turn.db, me, habits.zone)
    later = learning.shifted(kept, habits.paused_from, habits.paused_until, turn.today)
    turn.tx += [reviews.shift(me, after) for before, after in zip(kept, later, strict=True) if before != after]


async def _count(turn: Turn, row: str, correct: bool) -> None:
    """Only what is due: neither a second tap nor a guessed button."""
    today, me = turn.today, turn.person.id
    review = next((one for one in (await memory(turn, today)).reviews if one.about == row), None)
    if review is None or review.due > today:
        return
    card, days = learning.graded(review.card, correct, turn.now)
    turn.tx += [
        reviews.answered(me, review, card, today + timedelta(days), turn.now),
        reviews.note(new_id(), me, row, today, correct, turn.now),
    ]


def _recall(turn: Turn, row: str) -> Recall | None:
    tips = turn.library.current.said(turn.lang).tips.get(row)
    return tips.recall if tips else None
