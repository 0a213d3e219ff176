"""A list of workdays: on each working day of who started it, its first tip becomes a push for that day."""

import json
from dataclasses import replace
from datetime import date, timedelta

from bot.person.habits import Habits
from bot.person.schedule import instant, local_date
from bot.pushes.receiving import ends, next_workday, opens
from bot.runtime.pushing import Carrier
from bot.store import ledger, lineup, people, pushes, teams
from bot.store.database import Database, Write
from bot.store.ledger import Parcel
from bot.store.lineup import Line
from bot.store.pushes import Push
from bot.teams import letters
from bot.turn import new_id

AGAIN_MS = 6 * 3_600_000
"""Who works on no rule may have said meanwhile that today is a working day."""


class Workdays:
    def __init__(self, db: Database, carrier: Carrier) -> None:
        self._db = db
        self._carrier = carrier

    async def step(self, plan: Push, now: int) -> list[Write]:
        """What is due for it, and when it is looked at again."""
        team = await teams.load(self._db, plan.team, plan.author)
        if plan.state != "running" or team is None or not team.leads:
            return [_ended(plan)]
        author = await people.load(self._db, plan.author)
        day = next_day(author.habits, plan.day or local_date(plan.at, author.habits.zone), now)
        if day is None or opens(day) > now:
            return [pushes.save(replace(plan, next_at=opens(day) if day else now + AGAIN_MS), plan)]
        gone: list[Write] = []
        for line in await lineup.of_team(self._db, plan.team):
            gone.append(lineup.remove(line.id, plan.team))
            child = _child(plan, line, day, now)
            if await self._carrier.tip(child):
                after = next_workday(author.habits, day)
                next_at = opens(after) if after else now + AGAIN_MS
                return [pushes.save(replace(plan, day=day, next_at=next_at), plan), pushes.start(child), *gone]
        told = await self._tell(plan, team.name, author.lang, author.habits, now)
        return [_ended(plan), *gone, *told]

    async def _tell(self, plan: Push, team: str, lang: str | None, habits: Habits, now: int) -> list[Write]:
        """The author, that the list is empty."""
        due = letters.next_free(habits, now)
        if due is None:
            return []
        call = self._carrier.line(plan.author, lang, key="letter.lineup_over", team=team)
        text = json.dumps(call, ensure_ascii=False)
        return [ledger.queue(Parcel(f"push:{plan.id}:over", plan.author, letters.KIND, text, due, plan.author))]


def next_day(habits: Habits, begun: date, now: int) -> date | None:
    """The first working day after `begun` whose hour is not over."""
    today = local_date(now, habits.zone)
    day = next_workday(habits, max(begun, today - timedelta(1)))
    if day == today and ends(habits, instant(day, habits.morning, habits.zone)) <= now:
        return next_workday(habits, day)
    return day


def _child(plan: Push, line: Line, day: date, now: int) -> Push:
    return Push(new_id(), plan.team, plan.author, line.tip, "date", day, now, next_at=max(now, opens(day)))


def _ended(plan: Push) -> Write:
    state = "done" if plan.state == "running" else plan.state
    return pushes.save(replace(plan, state=state, next_at=None), plan)
