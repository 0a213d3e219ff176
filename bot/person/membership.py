"""Who can be written to: people and groups shut the bot out and let it in again."""

from bot.store import ledger, people, places
from bot.turn import Turn


async def shut_out(turn: Turn, chat: int) -> None:
    turn.tx.append(ledger.block(chat, turn.now))
    turn.tx.append(people.lose(chat, turn.now) if chat == turn.person.id else places.lose(chat))


async def come_back(turn: Turn) -> None:
    """Of anybody who was out of reach and does anything at all."""
    if turn.person.unreachable_at is not None:
        turn.tx.append(people.regain(turn.person.id))
