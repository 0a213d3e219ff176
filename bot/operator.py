"""What the operators named in OWNER_IDS see."""

from bot.replies import Figures, Reply
from bot.store import figures, ledger, misses
from bot.turn import Turn


async def stats(turn: Turn) -> Reply:
    return Figures(
        counts=await figures.counts(turn.db, turn.now),
        ledger=await ledger.counts(turn.db),
        often=tuple(await misses.often(turn.db, limit=10)),
    )
