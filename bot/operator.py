"""What the operators named in OWNER_IDS see."""

from bot.replies import Figures, Reply
from bot.store import figures, misses
from bot.turn import Turn


async def stats(turn: Turn) -> Reply:
    return Figures(
        counts=await figures.counts(turn.db, turn.now),
        often=tuple(await misses.often(turn.db, limit=10)),
    )
