"""How a push goes, and what can still be done about it: cancel, edit, delete."""

from dataclasses import replace

from bot.prompts import ask
from bot.pushes.pushable import Written, find
from bot.replies import Notice, Reply
from bot.replies.pushing import Pushed, PushQuestion, PushReport, PushWords, RecentPushes
from bot.store import outcomes, own_tips, pushes
from bot.store.outcomes import Counts
from bot.store.own_tips import OwnTip
from bot.store.pushes import DELETABLE_MS, Push
from bot.store.teams import Team
from bot.teams import teams
from bot.turn import Turn

PAGE = 5
GONE = Notice(key="push.none_such", toast="push.none_such")
DELETED = Notice(key="push.already_deleted", toast="push.already_deleted")


def fresh(turn: Turn, team: Team, push: Push, tip: Pushed | None, counts: Counts | None = None) -> PushReport:
    return PushReport(
        push=push, counts=counts or Counts(), team=team.name, catalog=turn.library.current, tip=tip, now=turn.now,
        today=turn.today,
    )  # fmt: skip


async def of(turn: Turn, team: Team, push: Push, *, toast: str | None = None) -> PushReport:
    tip = await find(turn, team.id, push.tip)
    return replace(fresh(turn, team, push, tip, await outcomes.counts(turn.db, push.id)), toast=toast)


async def recent(turn: Turn, team_id: int, page: int) -> Reply:
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    found = await pushes.recent(turn.db, team.id, page * PAGE, PAGE + 1)
    if page and not found:
        return await recent(turn, team_id, 0)
    shown = [(one, await find(turn, team.id, one.tip)) for one in found[:PAGE]]
    return RecentPushes(
        team=team, catalog=turn.library.current, pushes=tuple(shown), zone=turn.person.habits.zone, today=turn.today,
        page=page, more=len(found) > PAGE,
    )  # fmt: skip


async def show(turn: Turn, team_id: int, number: int) -> Reply:
    got = await _find(turn, team_id, number)
    return got if isinstance(got, Reply) else await of(turn, *got)


def _moved(turn: Turn, push: Push, message: int) -> Push:
    """The report goes on where its author looks at it."""
    return replace(push, report=message) if message and push.author == turn.person.id else push


async def cancel(turn: Turn, team_id: int, number: int, message: int) -> Reply:
    """What is not sent yet stays unsent. `message`: the tapped one."""
    got = await _find(turn, team_id, number)
    if isinstance(got, Reply):
        return got
    team, push = got
    if push.state != "running":
        return await of(turn, team, push, toast="push.over")
    turn.tx += pushes.cancel(_moved(turn, push, message), turn.now)
    shown = await of(turn, team, replace(push, state="cancelled"), toast="push.cancelled")
    return replace(shown, counts=_stopped(shown.counts))


def _stopped(counts: Counts) -> Counts:
    """As they are once nothing waits any more."""
    queued, states, skipped = counts.states.get("queued", 0), dict(counts.states), dict(counts.skipped)
    if queued:
        states |= {"queued": 0, "cancelled": states.get("cancelled", 0) + queued}
        skipped["cancelled"] = skipped.get("cancelled", 0) + queued
    return replace(counts, states=states, skipped=skipped)


async def ask_edit(turn: Turn, team_id: int, number: int) -> Reply:
    """Other words for what was sent."""
    got = await _find(turn, team_id, number)
    if isinstance(got, Reply):
        return got
    team, push = got
    if push.work == "delete":
        return DELETED
    tip = await find(turn, team.id, push.tip)
    if not isinstance(tip, OwnTip):
        return Notice(key="push.gone", toast="push.gone")
    ask(turn, "push_edit", str(push.id), about=team.id)
    return PushWords(team=team, catalog=turn.library.current, tip=tip, push=push.id)


async def edited(turn: Turn, message: Written) -> Reply:
    """New words, typed: they are of who typed them, whoever wrote the old ones. The picture or document stays."""
    prompt = turn.person.prompt
    got = await _find(turn, prompt.about, int(prompt.at)) if prompt and prompt.at.isdecimal() else GONE
    if isinstance(got, Reply):
        return got
    team, push = got
    if push.work == "delete":
        return DELETED
    tip = await find(turn, team.id, push.tip)
    if not isinstance(tip, OwnTip):
        return Notice(key="push.gone")
    problem = message.problem or (None if message.kind == "text" else "kind")
    if problem:
        ask(turn, "push_edit", str(push.id), about=team.id)
        return PushWords(
            team=team, catalog=turn.library.current, tip=tip, push=push.id, problem=problem, length=len(message.text)
        )
    changed = replace(tip, html=message.html, author=turn.person.id)
    turn.tx += [own_tips.change(changed), *pushes.edited(push, turn.now)]
    return replace(await of(turn, team, replace(push, rev=push.rev + 1)), tip=changed)


async def ask_delete(turn: Turn, team_id: int, number: int) -> Reply:
    got = await _deletable(turn, team_id, number)
    if isinstance(got, Reply):
        return got
    team, push = got
    return PushQuestion(team=team, push=push, counts=await outcomes.counts(turn.db, push.id))


async def delete(turn: Turn, team_id: int, number: int, message: int) -> Reply:
    """What was sent is taken back. `message`: the tapped one."""
    got = await _deletable(turn, team_id, number)
    if isinstance(got, Reply):
        return got
    team, push = got
    turn.tx += pushes.deleted(_moved(turn, push, message), turn.now)
    gone = replace(push, state="cancelled", work="delete", next_at=turn.now)
    return await of(turn, team, gone, toast="push.deleting")


async def _deletable(turn: Turn, team_id: int, number: int) -> tuple[Team, Push] | Reply:
    got = await _find(turn, team_id, number)
    if isinstance(got, Reply):
        return got
    team, push = got
    if push.work == "delete":
        return await of(turn, team, push, toast="push.already_deleted")
    last = await outcomes.last_sent(turn.db, push.id)
    if last is None or turn.now - last > DELETABLE_MS:
        return Notice(key="push.too_old", toast="push.too_old")
    return team, push


async def _find(turn: Turn, team_id: int, number: int) -> tuple[Team, Push] | Reply:
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    push = await pushes.load(turn.db, number, team.id)
    return (team, push) if push and push.mode != "workdays" else GONE
