"""Who would get a tip that is pushed: counted before anything is sent."""

from collections import Counter
from dataclasses import replace
from datetime import date

from bot.pushes.receiving import SKIPS, Mode, arrival
from bot.replies.pushing import Audience
from bot.store import places, receivers
from bot.store.pushes import Push
from bot.store.receivers import Receiver
from bot.turn import Turn

BATCH = 200
"""Receivers that are looked at before others get their turn."""


async def of(turn: Turn, team: int, mode: Mode, day: date | None) -> Audience:
    """Everybody of the team but who looks."""
    plan = Push(0, team, turn.person.id, "", mode, day, turn.now)
    found: Counter[str] = Counter()
    while batch := await receivers.following(turn.db, plan, BATCH, turn.now):
        found.update(_fate(one, mode, day, turn.now) for one in batch)
        plan = replace(plan, cursor=batch[-1].person)
    skipped: dict[str, int] = {why: found[why] for why in SKIPS if found[why]}
    groups = len(await places.of_team(turn.db, team))
    return Audience(now=found["now"], later=found["later"], skipped=skipped, places=groups)


def _fate(one: Receiver, mode: Mode, day: date | None, now: int) -> str:
    if not one.reachable:
        return "unreachable"
    when = arrival(one.habits, mode, day, now, one.booked)
    return when if isinstance(when, str) else "now" if when.due <= now else "later"
