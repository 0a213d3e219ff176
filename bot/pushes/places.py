"""Groups, and topics of groups, that get a team's tips: named there by a manager of the team."""

from bot.replies import UNKNOWN_BUTTON, Notice, Reply
from bot.replies.pushing import PlaceQuestion, PushPlaces
from bot.store import places as store
from bot.store import teams as team_store
from bot.store import withdrawals
from bot.store.places import Place
from bot.store.teams import Team
from bot.teams import teams
from bot.turn import Turn

TITLE = 60


async def begin(turn: Turn, chat: int, thread: int) -> Reply:
    """/push in a group: which team's tips shall come here?"""
    led = [team for team in await team_store.of_person(turn.db, turn.person.id) if team.leads]
    if not led:
        return Notice(key="place.nobody")
    return _question(led, await store.load(turn.db, chat, thread))


def _question(led: list[Team], here: Place | None, *, toast: str | None = None) -> PlaceQuestion:
    return PlaceQuestion(teams=tuple((team, here is not None and here.team == team.id) for team in led), toast=toast)


async def switch(turn: Turn, team_id: int, chat: int, thread: int, title: str, on: bool) -> Reply:
    """By a button that everybody in the group can press: only a manager of that team may. Theirs it stays, too,
    while another team's tips come here."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    here, led = await store.load(turn.db, chat, thread), await team_store.of_person(turn.db, turn.person.id)
    led = [one for one in led if one.leads]
    if here and here.team not in {one.id for one in led}:
        return Notice(key="place.taken", toast="place.taken")
    if on:
        before = next((one for one in led if here and one.id == here.team), team)
        if here and before != team:
            _end(turn, before, here)
        turn.tx.append(store.put(Place(chat, thread, team.id, title[:TITLE]), turn.now))
        return _question(led, Place(chat, thread, team.id, title), toast="place.on")
    if here is None or here.team != team.id:
        return _question(led, here, toast="place.was_off")
    turn.tx.append(store.drop(chat, thread, team.id))
    _end(turn, team, here)
    return _question(led, None, toast="place.off")


def _end(turn: Turn, team: Team, here: Place) -> None:
    """What waits does not come any more; who is just bringing something on its way looks again where to."""
    turn.tx += [team_store.changed(team.id, team.rev), *withdrawals.not_there(here, turn.now)]


async def listing(turn: Turn, team_id: int) -> Reply:
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    return PushPlaces(team=team, places=tuple(await store.of_team(turn.db, team.id)))


async def remove(turn: Turn, team_id: int, chat: str, thread: str) -> Reply:
    """In private, by a manager of the team; whether the group still is there does not matter."""
    team = await teams.find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    known = await store.of_team(turn.db, team.id)
    gone = next((one for one in known if (str(one.chat), str(one.thread)) == (chat, thread)), None)
    if gone is None:
        return UNKNOWN_BUTTON
    turn.tx.append(store.drop(gone.chat, gone.thread, team.id))
    _end(turn, team, gone)
    return PushPlaces(team=team, places=tuple(one for one in known if one != gone), toast="place.off")
