"""Invitations: a link whose secret is shown once, and what somebody sees who follows it."""

import hashlib
import secrets
from dataclasses import replace

from bot.person.schedule import local_date
from bot.replies import UNKNOWN_BUTTON, Notice, Reply
from bot.replies.teams import Invitation, InviteMade, InvitePicture, Invites, OneTeam
from bot.store import invites as store
from bot.store import people
from bot.store import teams as teams_store
from bot.store.invites import Invite
from bot.store.teams import Team
from bot.teams.teams import FULL, MOST, find, first_name
from bot.turn import Turn, new_id

WEEK_MS = 7 * 86_400_000
OPEN = 10
"""Invitations of one team at a time."""
SECRET = 16
"""Bytes, which are 22 characters."""


def digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


async def listing(turn: Turn, team_id: int) -> Reply:
    team = await find(turn, team_id, "manager")
    return await _list(turn, team) if isinstance(team, Team) else team


async def _list(turn: Turn, team: Team, but: int = 0, toast: str | None = None) -> Invites:
    found = [one for one in await store.still_open(turn.db, team.id, turn.now) if one.id != but]
    return Invites(team=team, invites=tuple(found), zone=turn.person.habits.zone, toast=toast)


async def make(turn: Turn, team_id: int, kind: str) -> Reply:
    """For one person, or for many."""
    team = await find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    if kind not in ("one", "many"):
        return UNKNOWN_BUTTON
    if len(await store.still_open(turn.db, team.id, turn.now)) >= OPEN:
        return await _list(turn, team, toast="invite.too_many")
    token, ends_at = secrets.token_urlsafe(SECRET), turn.now + WEEK_MS
    invite = Invite(new_id(), team.id, turn.person.id, digest(token), kind == "many", 0, turn.now, ends_at)
    turn.tx += store.make(invite, turn.now)
    return InviteMade(team=team, token=token, many=invite.many, ends=local_date(ends_at, turn.person.habits.zone))


async def picture(turn: Turn, team_id: int, token: str) -> Reply:
    """Of a link that still works, for who manages its team."""
    team = await find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    invite = await store.find(turn.db, digest(token))
    if invite is None or invite.team != team.id or not invite.is_open(turn.now):
        return Notice(key="invite.over", toast="invite.over")
    return InvitePicture(
        team=team, token=token, many=invite.many, ends=local_date(invite.ends_at, turn.person.habits.zone)
    )


async def withdraw(turn: Turn, team_id: int, invite_id: int) -> Reply:
    team = await find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    turn.tx.append(store.withdraw(invite_id, team.id, turn.now))
    return await _list(turn, team, but=invite_id, toast="invite.withdrawn")


async def look(turn: Turn, token: str) -> Reply:
    """Before joining: what the manager will see, and what not."""
    found = await _open(turn, token)
    if not isinstance(found, Invite):
        return found
    named = await teams_store.named(turn.db, found.team)
    members = await teams_store.members(turn.db, found.team)
    leaders = tuple(member.shown_as for member in members if member.leads)
    return Invitation(name=named[0] if named else "", leaders=leaders, token=token)


async def join(turn: Turn, token: str) -> Reply:
    found = await _open(turn, token)
    if not isinstance(found, Invite):
        return found
    named = await teams_store.named(turn.db, found.team)
    if named is None:
        return Notice(key="invite.unknown")
    teams = await teams_store.of_person(turn.db, turn.person.id)
    if len(teams) >= MOST:
        return replace(FULL, toast=None)
    team = Team(found.team, named[0], named[1] + 1, "member", first_name(turn))
    turn.tx += [people.greet(turn.person.id, turn.lang, turn.now), store.use(found, turn.now)]
    turn.tx += teams_store.join(team.id, named[1], turn.person.id, team.shown_as, turn.now)
    members = await teams_store.members(turn.db, team.id)
    leaders = tuple(member.shown_as for member in members if member.leads)
    return OneTeam(
        team=team, members=len(members) + 1, leaders=leaders, shown=0, several=bool(teams), toast="team.joined"
    )


async def not_now(turn: Turn) -> Reply:
    return Notice(key="invite.not_now")


async def _open(turn: Turn, token: str) -> Invite | Reply:
    """One that this person can still use; else one sentence why not."""
    invite = await store.find(turn.db, digest(token))
    if invite is None:
        return Notice(key="invite.unknown")
    team = await teams_store.load(turn.db, invite.team, turn.person.id)
    if team is not None:
        return Notice(key="invite.inside", values={"team": team.name})
    if invite.withdrawn_at is not None:
        return Notice(key="invite.was_withdrawn")
    if turn.now >= invite.ends_at:
        return Notice(key="invite.expired")
    return invite if invite.is_open(turn.now) else Notice(key="invite.used_up")
