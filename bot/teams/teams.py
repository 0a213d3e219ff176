"""Teams: which there are, one of them, its name, its end. Rights are read anew at every call."""

from dataclasses import replace

from bot.deals.names import LONGEST, tidy
from bot.prompts import ask, heard
from bot.replies import Notice, Reply
from bot.replies.teams import Asked, OneTeam, TeamNameQuestion, TeamQuestion, Teams
from bot.store import people, pushes, shares, withdrawals
from bot.store import teams as store
from bot.store.teams import Member, Team
from bot.teams import letters
from bot.turn import Turn, new_id

MOST = 20
"""Teams that one person can be in."""
NAMELESS = "…"
"""A first name of which nothing can be shown."""

GONE = Notice(key="team.gone", toast="team.gone")
DENIED = Notice(key="team.denied", toast="team.denied")
ONLY_OWNER = Notice(key="team.only_owner", toast="team.only_owner")
FULL = Notice(key="team.too_many", toast="team.too_many")


async def find(turn: Turn, team_id: int, right: str = "member") -> Team | Reply:
    """The team, for who is in it and has this right: "member", "manager" or "owner"."""
    heard(turn)
    team = await store.load(turn.db, team_id, turn.person.id)
    if team is None:
        return GONE
    if right == "owner" and team.role != "owner":
        return ONLY_OWNER
    return DENIED if right == "manager" and not team.leads else team


async def begin(turn: Turn) -> Reply:
    """/team: the only one, else which."""
    teams = await store.of_person(turn.db, turn.person.id)
    heard(turn)
    return await one(turn, teams[0]) if len(teams) == 1 else Teams(teams=tuple(teams))


async def listing(turn: Turn) -> Reply:
    heard(turn)
    return Teams(teams=tuple(await store.of_person(turn.db, turn.person.id)))


async def show(turn: Turn, team_id: int) -> Reply:
    team = await find(turn, team_id)
    return await one(turn, team) if isinstance(team, Team) else team


async def one(turn: Turn, team: Team, *, toast: str | None = None) -> OneTeam:
    members = await store.members(turn.db, team.id)
    return OneTeam(
        team=team,
        members=len(members),
        leaders=tuple(member.shown_as for member in members if member.leads),
        shown=await shares.count(turn.db, team.id),
        several=len(await store.of_person(turn.db, turn.person.id)) > 1,
        toast=toast,
    )


async def ask_new(turn: Turn) -> Reply:
    if len(await store.of_person(turn.db, turn.person.id)) >= MOST:
        return FULL
    ask(turn, "team_new")
    return TeamNameQuestion(which="new")


async def ask_name(turn: Turn, team_id: int) -> Reply:
    team = await find(turn, team_id, "manager")
    return _ask(turn, team, "name") if isinstance(team, Team) else team


async def ask_me(turn: Turn, team_id: int) -> Reply:
    team = await find(turn, team_id)
    return _ask(turn, team, "me") if isinstance(team, Team) else team


def _ask(turn: Turn, team: Team, which: Asked) -> Reply:
    ask(turn, f"team_{which}", about=team.id)
    return TeamNameQuestion(which=which, team=team)


def first_name(turn: Turn) -> str:
    """As the others see somebody named who has said nothing else."""
    return tidy(turn.first_name)[:LONGEST].rstrip() or NAMELESS


async def created(turn: Turn, text: str) -> Reply | None:
    """A typed name for a new team."""
    name = tidy(text)
    if not name or len(name) > LONGEST:
        return TeamNameQuestion(which="new", problem="long" if name else "empty", length=len(name))
    teams, me = await store.of_person(turn.db, turn.person.id), turn.person.id
    heard(turn)
    if len(teams) >= MOST:
        return Notice(key="team.too_many")
    team = Team(new_id(), name, 0, "owner", first_name(turn))
    turn.tx.append(people.greet(me, turn.lang, turn.now))
    turn.tx += store.create(team.id, name, me, team.shown_as, turn.now)
    turn.menus[me] = True
    return OneTeam(team=team, members=1, leaders=(team.shown_as,), shown=0, several=bool(teams))


async def renamed(turn: Turn, text: str) -> Reply | None:
    """A typed name for the team; None where it can't be named by this person any more."""
    team = await _prompted(turn)
    if team is None or not team.leads:
        heard(turn)
        return None
    name = tidy(text)
    if not name or len(name) > LONGEST:
        return TeamNameQuestion(which="name", team=team, problem="long" if name else "empty", length=len(name))
    heard(turn)
    turn.tx += store.rename(team.id, team.rev, name)
    return await one(turn, replace(team, name=name))


async def called(turn: Turn, text: str) -> Reply | None:
    """A typed name for oneself."""
    team = await _prompted(turn)
    if team is None:
        heard(turn)
        return None
    name = tidy(text)
    if not name or len(name) > LONGEST:
        return TeamNameQuestion(which="me", team=team, problem="long" if name else "empty", length=len(name))
    heard(turn)
    turn.tx.append(store.show_as(team.id, turn.person.id, name))
    found = await one(turn, replace(team, shown_as=name))
    leaders = tuple(name if one == team.shown_as else one for one in found.leaders) if team.leads else found.leaders
    return replace(found, leaders=leaders)


async def _prompted(turn: Turn) -> Team | None:
    prompt = turn.person.prompt
    return await store.load(turn.db, prompt.about, turn.person.id) if prompt else None


async def delete(turn: Turn, team_id: int, asked: str) -> Reply:
    """Asked twice. All others in it are told."""
    team = await find(turn, team_id, "owner")
    if not isinstance(team, Team):
        return team
    if asked != "yes":
        return TeamQuestion(team=team, what="delete_sure" if asked == "sure" else "delete")
    members = await store.members(turn.db, team.id)
    for member in members:
        tell(turn, team, member, "deleted", key="letter.team_deleted")
        if member.leads:
            await leads_no_more(turn, team.id, member.person)
    turn.tx += [store.changed(team.id, team.rev), *withdrawals.without_team(team.id, turn.now), store.delete(team.id)]
    return await without(turn, team, key="team.deleted")


async def without(turn: Turn, team: Team, *, key: str) -> Teams:
    """The other teams, under what has just been done to this one."""
    others = [one for one in await store.of_person(turn.db, turn.person.id) if one.id != team.id]
    return Teams(teams=tuple(others), done=key, named=team.name)


async def leads_no_more(turn: Turn, team: int, person: int) -> None:
    turn.tx += [pushes.end_plans(team, person), shares.without(person, team)]
    if not await store.still_leads(turn.db, person, team):
        turn.menus[person] = False


def tell(turn: Turn, team: Team, member: Member, what: str, *, key: str) -> None:
    """Somebody else of the team, once for each change."""
    slot = f"team:{what}:{team.id}:{team.rev}:{member.person}"
    letters.write(turn, member.person, member.lang, member.habits, slot, key=key, team=team.name)
