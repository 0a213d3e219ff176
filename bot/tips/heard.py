"""What somebody says below a manager's tip: said it, or not mine."""

from datetime import timedelta

from bot.replies import UNKNOWN_BUTTON, Notice, Reply
from bot.replies.push import Heard
from bot.store import pushes, reviews, told
from bot.tips.learning import SOON
from bot.turn import Turn

ANSWERS = ("yes", "no")
GONE = Notice(key="heard.gone", toast="heard.gone")


async def answer(turn: Turn, push: int, how: str) -> Reply:
    """The last word counts. Only of a tip that this person was sent."""
    if how not in ANSWERS:
        return UNKNOWN_BUTTON
    known = await told.of_push(turn.db, turn.person.id, push)
    if known is None:
        return GONE
    if known.said != how:
        turn.tx += [told.correct(turn.person.id, known, how), pushes.look(push, turn.now)]
    if known.about:
        turn.tx.append(reviews.begin(turn.person.id, known.about, known.day + timedelta(SOON), turn.now))
    return Heard(push=push, said=how, toast="heard.noted")
