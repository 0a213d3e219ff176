"""The people of a team: who they are, what they may do, how they go."""

from typing import Literal

from bot.person.schedule import local_date
from bot.replies import Notice, Reply
from bot.replies.teams import OneMember, People, TeamQuestion, Teams
from bot.store import teams as store
from bot.store import withdrawals
from bot.store.teams import Member, Team
from bot.teams.teams import find, leads_no_more, tell, without
from bot.turn import Turn

A_PAGE = 8
NO_MEMBER = Notice(key="team.no_member", toast="team.no_member")
OWNER_STAYS = Notice(key="team.owner_stays", toast="team.owner_stays")


async def listing(turn: Turn, team_id: int, page: int = 0) -> Reply:
    team = await find(turn, team_id)
    return await _page(turn, team, page) if isinstance(team, Team) else team


async def _page(turn: Turn, team: Team, page: int, but: int = 0, toast: str | None = None) -> People:
    members = [member for member in await store.members(turn.db, team.id) if member.person != but]
    pages = max(1, -(-len(members) // A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = tuple(members[page * A_PAGE : (page + 1) * A_PAGE])
    return People(team=team, members=shown, page=page, pages=pages, me=turn.person.id, toast=toast)


async def show(turn: Turn, team_id: int, person: int) -> Reply:
    found = await _member(turn, team_id, person)
    return found if isinstance(found, Reply) else _one(turn, *found)


async def promote(turn: Turn, team_id: int, person: int) -> Reply:
    """A member leads the team too."""
    found = await _member(turn, team_id, person)
    return found if isinstance(found, Reply) else _made(turn, *found, "manager")


async def demote(turn: Turn, team_id: int, person: int) -> Reply:
    """A manager is a member again."""
    found = await _member(turn, team_id, person, "owner")
    if isinstance(found, Reply):
        return found
    if found[1].role == "manager":
        await leads_no_more(turn, team_id, person)
    return _made(turn, *found, "member")


def _made(turn: Turn, team: Team, member: Member, role: Literal["manager", "member"]) -> Reply:
    """The owner stays what they are, and who has the role already."""
    if member.role in ("owner", role):
        return _one(turn, team, member)
    turn.tx += store.promote(team.id, team.rev, member.person, role)
    if role == "manager":
        turn.menus[member.person] = True
        tell(turn, team, member, "manager", key="letter.team_manager")
    else:
        tell(turn, team, member, "member", key="letter.team_member")
    return _one(turn, team, Member(member.person, role, member.shown_as, member.joined_at))


async def remove(turn: Turn, team_id: int, person: int, asked: str) -> Reply:
    """Managers remove members, the owner everybody else."""
    found = await _member(turn, team_id, person)
    if isinstance(found, Reply):
        return found
    team, member = found
    if person == turn.person.id or member.role == "owner":
        return OWNER_STAYS if member.role == "owner" else await leave(turn, team_id, "")
    if member.role == "manager" and team.role != "owner":
        return Notice(key="team.only_owner", toast="team.only_owner")
    if asked != "yes":
        return TeamQuestion(team=team, what="remove", member=member)
    if member.leads:
        await leads_no_more(turn, team.id, person)
    turn.tx += [*store.remove(team.id, team.rev, person), *withdrawals.left(person, team.id, turn.now)]
    tell(turn, team, member, "removed", key="letter.team_removed")
    return await _page(turn, team, 0, but=person, toast="team.removed")


async def hand_over(turn: Turn, team_id: int, person: int, asked: str) -> Reply:
    """Somebody else owns the team; who did is a manager."""
    found = await _member(turn, team_id, person, "owner")
    if isinstance(found, Reply):
        return found
    team, member = found
    if member.role == "owner":
        return _one(turn, team, member)
    if asked != "yes":
        return TeamQuestion(team=team, what="hand_over", member=member)
    turn.tx += store.hand_over(team.id, team.rev, turn.person.id, person)
    turn.menus[person] = True
    tell(turn, team, member, "owner", key="letter.team_owner")
    mine = Team(team.id, team.name, team.rev + 1, "manager", team.shown_as)
    return _one(turn, mine, Member(person, "owner", member.shown_as, member.joined_at))


async def begin_leaving(turn: Turn) -> Reply:
    """/leave: the only one, else which."""
    teams = await store.of_person(turn.db, turn.person.id)
    return await leave(turn, teams[0].id, "") if len(teams) == 1 else Teams(teams=tuple(teams), leaving=True)


async def leave(turn: Turn, team_id: int, asked: str) -> Reply:
    team = await find(turn, team_id)
    if not isinstance(team, Team):
        return team
    if team.role == "owner":
        return Notice(key="team.owner_leaves", values={"team": team.name})
    if asked != "yes":
        return TeamQuestion(team=team, what="leave")
    if team.leads:
        await leads_no_more(turn, team.id, turn.person.id)
    me = turn.person.id
    turn.tx += [*store.remove(team.id, team.rev, me), *withdrawals.left(me, team.id, turn.now)]
    return await without(turn, team, key="team.left")


async def _member(turn: Turn, team_id: int, person: int, right: str = "manager") -> tuple[Team, Member] | Reply:
    """One of the team's, for who may decide about them."""
    team = await find(turn, team_id, right)
    if not isinstance(team, Team):
        return team
    member = next((one for one in await store.members(turn.db, team.id) if one.person == person), None)
    return (team, member) if member else NO_MEMBER


def _one(turn: Turn, team: Team, member: Member) -> OneMember:
    day = local_date(member.joined_at, turn.person.habits.zone)
    return OneMember(team=team, member=member, me=turn.person.id, day=day, today=turn.today)
