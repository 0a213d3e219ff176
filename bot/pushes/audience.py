"""Who would get a tip that is pushed: counted before anything is sent."""

from collections import Counter
from dataclasses import replace
from datetime import date

from bot.pushes.receiving import SKIPS, Mode, arrival
from bot.replies.pushing import Audience
from bot.store import places, pushes
from bot.store.pushes import Push, Receiver
from bot.turn import Turn

BATCH = 200
"""Receivers that are looked at before others get their turn."""


async def of(turn: Turn, team: int, mode: Mode, day: date | None) -> Audience:
    """Everybody of the team but who looks."""
    plan = Push(0, team, turn.person.id, "", mode, day, turn.now)
    found: Counter[str] = Counter()
    while receivers := await pushes.receivers(turn.db, plan, BATCH):
        found.update(_fate(one, mode, day, turn.now) for one in receivers)
        plan = replace(plan, cursor=receivers[-1].person)
    skipped: dict[str, int] = {why: found[why] for why in SKIPS if found[why]}
    groups = len(await places.of_team(turn.db, team))
    return Audience(now=found["now"], later=found["later"], skipped=skipped, places=groups)


def _fate(one: Receiver, mode: Mode, day: date | None, now: int) -> str:
    if not one.reachable:
        return "unreachable"
    due = arrival(one.habits, mode, day, now, one.last)
    return due if isinstance(due, str) else "now" if due <= now else "later"
