"""/push: a tip is written, forwarded or picked, and looked at before it goes to the team."""

from dataclasses import replace

from bot import compare
from bot.prompts import ask, heard
from bot.pushes import audience
from bot.pushes.pushable import Written, find, key_of
from bot.replies import UNKNOWN_BUTTON, Notice, Reply
from bot.replies.pushing import OwnTips, Pushed, PushHome, PushLibrary, PushPreview, PushRow, PushTeams, PushWords
from bot.store import lineup, own_tips, pushes
from bot.store import teams as store
from bot.store.own_tips import OwnTip
from bot.store.teams import Team
from bot.teams import teams
from bot.turn import Turn, new_id

PAGE = 5
GONE = Notice(key="push.gone", toast="push.gone")
"""The tip was deleted."""


async def begin(turn: Turn) -> Reply:
    """/push: the only team that this person manages, else which."""
    heard(turn)
    led = [team for team in await store.of_person(turn.db, turn.person.id) if team.leads]
    if not led:
        return Notice(key="push.nobody")
    return await _home(turn, led[0]) if len(led) == 1 else PushTeams(teams=tuple(led))


async def home(turn: Turn, team_id: int) -> Reply:
    team = await teams.find(turn, team_id, "manager")
    return await _home(turn, team) if isinstance(team, Team) else team


async def _home(turn: Turn, team: Team) -> PushHome:
    ask(turn, "push", about=team.id)
    receivers = len(await store.members(turn.db, team.id)) - 1
    return PushHome(team=team, receivers=receivers, queued=len(await lineup.of_team(turn.db, team.id)))


async def library(turn: Turn, team_id: int, group: str) -> Reply:
    team, catalog = await teams.find(turn, team_id, "manager"), turn.library.current
    if not isinstance(team, Team):
        return team
    if group and group not in catalog.table.groups:
        return UNKNOWN_BUTTON
    return PushLibrary(team=team, catalog=catalog, group=group or None)


async def row(turn: Turn, team_id: int, slug: str) -> Reply:
    team, catalog = await teams.find(turn, team_id, "manager"), turn.library.current
    if not isinstance(team, Team):
        return team
    known = slug in compare.browse(catalog) and slug in catalog.said(turn.lang).tips
    return PushRow(team=team, catalog=catalog, row=slug) if known else UNKNOWN_BUTTON


async def own(turn: Turn, team_id: int, page: int, *, toast: str | None = None) -> Reply:
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    found = await own_tips.page(turn.db, team.id, page * PAGE, PAGE + 1)
    if page and not found:
        return await own(turn, team_id, 0)
    ask(turn, "push", about=team.id)
    return OwnTips(
        team=team,
        catalog=turn.library.current,
        tips=tuple(found[:PAGE]),
        page=page,
        more=len(found) > PAGE,
        toast=toast,
    )


async def preview(turn: Turn, team_id: int, key: str) -> Reply:
    """The tip as it will look, and who gets it."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    tip = await find(turn, team.id, key)
    return await _preview(turn, team, tip) if tip else GONE


async def _preview(turn: Turn, team: Team, tip: Pushed) -> PushPreview:
    heard_by = await audience.of(turn, team.id, "now", None)
    return PushPreview(team=team, catalog=turn.library.current, tip=tip, audience=heard_by)


async def written(turn: Turn, message: Written) -> Reply:
    """What was sent while a tip was asked for."""
    team = await _prompted(turn)
    if not isinstance(team, Team):
        return team
    if message.problem:
        ask(turn, "push", about=team.id)
        shown = await _home(turn, team)
        return replace(shown, problem=message.problem, length=len(message.text))
    tip = _tip_of(turn, team, message)
    turn.tx.append(own_tips.write(tip))
    return await _preview(turn, team, tip)


def _tip_of(turn: Turn, team: Team, message: Written) -> OwnTip:
    assert message.kind != "other"
    return OwnTip(new_id(), team.id, turn.person.id, message.kind, message.html, message.file, turn.now)


async def like() -> Reply:
    """A button of the sample."""
    return Notice(key="push.like", toast="push.like")


async def ask_words(turn: Turn, team_id: int, key: str) -> Reply:
    """Other words for a tip of the team's own."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    tip = await find(turn, team.id, key)
    if not isinstance(tip, OwnTip):
        return GONE if tip is None else UNKNOWN_BUTTON
    ask(turn, "push_words", key, about=team.id)
    return PushWords(team=team, catalog=turn.library.current, tip=tip)


async def reworded(turn: Turn, message: Written) -> Reply:
    """A new tip, in the list of workdays too, where the old one was pushed or may be just now by who wrote it."""
    key = turn.person.prompt.at if turn.person.prompt else ""
    team = await _prompted(turn)
    if not isinstance(team, Team):
        return team
    old = await find(turn, team.id, key)
    if not isinstance(old, OwnTip):
        return GONE
    if message.problem:
        ask(turn, "push_words", key, about=team.id)
        return PushWords(
            team=team, catalog=turn.library.current, tip=old, problem=message.problem, length=len(message.text)
        )
    tip = _tip_of(turn, team, message)
    if old.author != turn.person.id or await pushes.states_of(turn.db, team.id, key):
        turn.tx += [own_tips.write(tip), lineup.replace(team.id, key, key_of(tip))]
    else:
        tip = replace(tip, id=old.id, author=old.author, created_at=old.created_at)
        turn.tx.append(own_tips.change(tip))
    return await _preview(turn, team, tip)


async def drop(turn: Turn, team_id: int, key: str) -> Reply:
    """A tip of the team's own is deleted; what waits to be sent is stopped before."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    tip = await find(turn, team.id, key)
    if not isinstance(tip, OwnTip):
        return GONE if tip is None else UNKNOWN_BUTTON
    if "running" in await pushes.states_of(turn.db, team.id, key):
        return Notice(key="push.still_running", toast="push.still_running")
    lines = [line for line in await lineup.of_team(turn.db, team.id) if line.tip == key]
    turn.tx += [own_tips.delete(tip.id, team.id, turn.now), *(lineup.remove(line.id, team.id) for line in lines)]
    return await _left(turn, team, but=tip.id)


async def _left(turn: Turn, team: Team, but: int) -> OwnTips:
    ask(turn, "push", about=team.id)
    found = [tip for tip in await own_tips.page(turn.db, team.id, 0, PAGE + 2) if tip.id != but]
    return OwnTips(
        team=team,
        catalog=turn.library.current,
        tips=tuple(found[:PAGE]),
        page=0,
        more=len(found) > PAGE,
        toast="push.dropped",
    )


async def _prompted(turn: Turn) -> Team | Reply:
    prompt = turn.person.prompt
    return await teams.find(turn, prompt.about if prompt else 0, "manager")
