"""The list for workdays: one tip a day, in the order that managers give it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.person.schedule import local_date
from bot.pushes.push import GONE
from bot.pushes.pushable import find, key_of
from bot.pushes.receiving import next_workday
from bot.replies import Notice, Reply
from bot.replies.pushing import Line, LineupList
from bot.store import lineup as store
from bot.store import people, pushes
from bot.store import teams as team_store
from bot.store.lineup import Line as Kept
from bot.store.pushes import Push
from bot.store.teams import Team
from bot.teams import teams
from bot.turn import Turn, new_id

PAGE = 5
MOST = 60
FULL = Notice(key="lineup.full", toast="lineup.full")


async def show(turn: Turn, team_id: int, page: int = 0, *, toast: str | None = None) -> Reply:
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    return await _list(turn, team, await store.of_team(turn.db, team.id), page=page, toast=toast)


async def add(turn: Turn, team_id: int, key: str) -> Reply:
    """At the end of the list."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    tip, lines = await find(turn, team.id, key), await store.of_team(turn.db, team.id)
    if tip is None:
        return GONE
    if len(lines) >= MOST:
        return FULL
    if any(line.tip == key for line in lines):
        return await _list(turn, team, lines, page=MOST, toast="lineup.known")
    last = max((line.place for line in lines), default=0)
    line = Kept(new_id(), team.id, turn.person.id, key_of(tip), last + 1, turn.now)
    turn.tx.append(store.add(line))
    return await _list(turn, team, [*lines, line], page=MOST, toast="lineup.added")


async def up(turn: Turn, team_id: int, line_id: int) -> Reply:
    """One place up. What is meant is the line on the button, wherever it stands by now."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    lines = await store.of_team(turn.db, team.id)
    place = _place(lines, line_id)
    if place is None:
        return await _list(turn, team, lines, toast="lineup.line_gone")
    if place == 0:
        return await _list(turn, team, lines, toast="lineup.first")
    above, line = lines[place - 1], lines[place]
    turn.tx += store.swap(above, line)
    moved = [*lines[: place - 1], line, above, *lines[place + 1 :]]
    return await _list(turn, team, moved, page=(place - 1) // PAGE)


async def remove(turn: Turn, team_id: int, line_id: int) -> Reply:
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    lines = await store.of_team(turn.db, team.id)
    place = _place(lines, line_id)
    if place is None:
        return await _list(turn, team, lines, toast="lineup.line_gone")
    turn.tx.append(store.remove(line_id, team.id))
    return await _list(turn, team, [*lines[:place], *lines[place + 1 :]], page=place // PAGE)


def _place(lines: Sequence[Kept], line_id: int) -> int | None:
    return next((n for n, line in enumerate(lines) if line.id == line_id), None)


async def start(turn: Turn, team_id: int) -> Reply:
    """On the workdays of who starts it. Of two managers at once the second one finds it started."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    lines = await store.of_team(turn.db, team.id)
    if known := await pushes.plan(turn.db, team.id):
        return await _list(turn, team, lines, plan=known, toast="lineup.running")
    if not lines:
        return await _list(turn, team, lines, toast="lineup.empty")
    plan = Push(new_id(), team.id, turn.person.id, "", "workdays", None, turn.now, next_at=turn.now)
    turn.tx += [team_store.changed(team.id, team.rev), pushes.start(plan)]
    return await _list(turn, team, lines, plan=plan, toast="lineup.started")


async def stop(turn: Turn, team_id: int) -> Reply:
    """The list stays; what was begun for today goes on."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    lines, known = await store.of_team(turn.db, team.id), await pushes.plan(turn.db, team.id)
    if known is None:
        return await _list(turn, team, lines, toast="lineup.not_running")
    stopped = replace(known, state="cancelled", next_at=None)
    turn.tx.append(pushes.save(stopped, known))
    return await _list(turn, team, lines, plan=stopped, toast="lineup.stopped")


async def _next(turn: Turn, plan: Push) -> date | None:
    """The first working day of who started it that is not begun yet."""
    author = await people.load(turn.db, plan.author)
    today = local_date(turn.now, author.habits.zone)
    return next_workday(author.habits, max(today, plan.day or today))


async def _list(
    turn: Turn, team: Team, lines: Sequence[Kept], *, page: int = 0, toast: str | None = None, plan: Push | None = None
) -> LineupList:
    """`plan`: as it is after what was just done; else as it is kept."""
    plan = plan or await pushes.plan(turn.db, team.id)
    pages = max(1, -(-len(lines) // PAGE))
    page = min(page, pages - 1)
    here = lines[page * PAGE : (page + 1) * PAGE]
    running = plan is not None and plan.state == "running"
    return LineupList(
        team=team, catalog=turn.library.current, page=page, pages=pages, running=running,
        lines=tuple([Line(one.id, await find(turn, team.id, one.tip)) for one in here]),
        next=await _next(turn, plan) if plan and running and lines else None,
        today=turn.today, toast=toast,
    )  # fmt: skip
