"""What one person's tap has to tell another: one line, when that person wants to be written to."""

from datetime import timedelta

from bot.person import habits
from bot.person.habits import FOREVER, Habits
from bot.person.schedule import instant, is_paused, local
from bot.replies import Notice
from bot.store import ledger, withdrawals
from bot.turn import Letter, Turn

KIND = "team"
"""Of such messages in the ledger."""


def write(turn: Turn, person: int, lang: str | None, kept: str, slot: str, *, key: str, **values: object) -> None:
    """`kept`: that person's habits as the database keeps them. Nothing reaches who wants to hear nothing."""
    due = next_free(habits.load(kept, lang), turn.now)
    if due is not None and person != turn.person.id:
        turn.letters.append(Letter(person, lang, slot, due, Notice(key=key, values=dict(values))))


def hold(turn: Turn, kept: Habits) -> None:
    """A pause begins: lines that wait come after it, as do tips for later days, everything else not at all."""
    due = next_free(kept, turn.now)
    turn.tx += withdrawals.skip(turn.person.id, "paused", turn.now, kept.paused_until or turn.today)
    turn.tx.append(ledger.cancel(turn.person.id, turn.now, but=KIND if due else ""))
    if due:
        turn.tx.append(ledger.put_off(turn.person.id, KIND, due))


def next_free(kept: Habits, now: int) -> int | None:
    """Now, after the quiet hours, or after the pause."""
    here = local(now, kept.zone)
    day, minute = here.date(), here.hour * 60 + here.minute
    if kept.paused_until == FOREVER:
        return None
    if kept.paused_until is not None and is_paused(kept, day):
        return instant(kept.paused_until, kept.morning, kept.zone)
    if not kept.is_quiet(minute):
        return now
    return instant(day if minute < kept.quiet_to else day + timedelta(1), kept.quiet_to, kept.zone)
