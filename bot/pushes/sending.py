"""When a tip goes to the team: at once, at each one's own hour, on a day; and the tap that sends it."""

from datetime import date

from bot.dates import understand
from bot.deals.steps import MISSES, next_working
from bot.person.schedule import ONE
from bot.prompts import ask, heard
from bot.pushes import audience, push, push_report
from bot.pushes.pushable import find, key_of
from bot.pushes.receiving import Mode
from bot.replies import UNKNOWN_BUTTON, Notice, Reply
from bot.replies.pushing import PushConfirm, PushDate, Pushed
from bot.store import pushes
from bot.store.pushes import Push
from bot.store.teams import Team
from bot.teams import teams
from bot.turn import Turn, new_id


async def found(turn: Turn, team_id: int, key: str) -> tuple[Team, Pushed] | Reply:
    """The team that this person manages, and the tip."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    tip = await find(turn, team.id, key)
    return (team, tip) if tip else push.GONE


async def ask_day(turn: Turn, team_id: int, key: str, *, misses: int = 0) -> Reply:
    got = await found(turn, team_id, key)
    if isinstance(got, Reply):
        return got
    team, tip = got
    ask(turn, "push_day", key, about=team.id, misses=misses)
    first = next_working(turn.person.habits, turn.today + ONE)
    return PushDate(
        team=team, catalog=turn.library.current, tip=tip, today=turn.today,
        days=(first, next_working(turn.person.habits, first + ONE)), unclear=misses > 0,
    )  # fmt: skip


async def typed_day(turn: Turn, text: str) -> Reply | None:
    """None where the text is something else."""
    prompt = turn.person.prompt
    if prompt is None:
        return None
    day = understand(text, turn.lang, turn.today)
    if day is not None and day > turn.today:
        return await confirm(turn, prompt.about, prompt.at, written(day))
    if prompt.misses < MISSES:
        return await ask_day(turn, prompt.about, prompt.at, misses=prompt.misses + 1)
    heard(turn)
    return None


def written(day: date) -> str:
    """As buttons name it."""
    return f"{day:%Y%m%d}"


def read(turn: Turn, when: str) -> tuple[Mode, date | None] | None:
    """None for what no button says, and for a day that has come."""
    if when in ("now", "own"):
        return ("now" if when == "now" else "own"), None
    try:
        day = date.fromisoformat(when)
    except ValueError:
        return None
    return ("date", day) if day > turn.today else None


async def confirm(turn: Turn, team_id: int, key: str, when: str) -> Reply:
    """What one more tap will do."""
    got, plan = await found(turn, team_id, key), read(turn, when)
    if isinstance(got, Reply):
        return got
    if plan is None:
        return Notice(key="push.day_over", toast="push.day_over")
    team, tip = got
    who = await audience.of(turn, team.id, *plan)
    if not (who.people or who.places):
        return Notice(key="push.no_receivers", toast="push.no_receivers")
    return PushConfirm(
        team=team, catalog=turn.library.current, tip=tip, push=new_id(), mode=plan[0], day=plan[1],
        today=turn.today, audience=who,
    )  # fmt: skip


async def send(turn: Turn, team_id: int, key: str, when: str, number: int, message: int) -> Reply:
    """Only the plan is written: the pusher does the rest. `message`: the tapped one, which becomes the report."""
    got, plan = await found(turn, team_id, key), read(turn, when)
    if isinstance(got, Reply):
        return got
    team, tip = got
    if number == 0:
        return UNKNOWN_BUTTON
    if known := await pushes.load(turn.db, number, team.id):
        return await push_report.of(turn, team, known, toast="push.already")
    if plan is None:
        return Notice(key="push.day_over", toast="push.day_over")
    mode, day = plan
    begins = max(turn.now, pushes.begins(day)) if day else turn.now
    new = Push(
        number, team.id, turn.person.id, key_of(tip), mode, day, turn.now, report=message or None, next_at=begins
    )
    turn.tx.append(pushes.start(new))
    return push_report.fresh(turn, team, new, tip)
