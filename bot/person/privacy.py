"""What is kept about a person: told, handed out, deleted."""

from bot.replies import Forget, ForgetSure, Forgotten, MyData, Notice, Privacy, Reply
from bot.store import personal, shares, teams, withdrawals
from bot.store.teams import Team
from bot.teams.teams import tell
from bot.turn import Turn

WHILE = 10 * 60_000
"""How long (ms) the last button of /forget works: one that is found in the chat later deletes nothing."""


async def privacy(turn: Turn) -> Reply:
    return Privacy()


async def mydata(turn: Turn) -> Reply:
    return MyData(person=turn.person.id) if turn.person.known else Notice(key="privacy.empty")


async def forget(turn: Turn) -> Reply:
    """First: what would go."""
    if not turn.person.known:
        return Notice(key="privacy.empty")
    heirs = await teams.heirs(turn.db, turn.person.id)
    return Forget(counts=await personal.counts(turn.db, turn.person.id), heirs=tuple(heirs))


async def sure(turn: Turn) -> Reply:
    """Then: really?"""
    return ForgetSure(now=turn.now) if turn.person.known else Notice(key="privacy.empty")


async def keep(turn: Turn) -> Reply:
    return Notice(key="forget.kept")


async def forget_now(turn: Turn, asked: int) -> Reply:
    """`asked`: when the button was shown."""
    if not turn.person.known:
        return Forgotten()
    if not 0 <= turn.now - asked <= WHILE:
        return await forget(turn)
    person = turn.person.id
    await _hand_on(turn)
    turn.tx += withdrawals.forget(person, turn.now)
    turn.tx += personal.forget(person, await personal.updates_elsewhere(turn.db, person))
    return Forgotten()


async def _hand_on(turn: Turn) -> None:
    """Whoever owns a team from now on is told."""
    me = turn.person.id
    led = [team for team in await teams.of_person(turn.db, me) if team.leads]
    if led:
        turn.menus[me] = False
    turn.tx += [shares.without(me, team.id) for team in led]
    for heir in await teams.heirs(turn.db, me):
        if heir.to:
            turn.menus[heir.to.person] = True
            team = Team(heir.team, heir.name, heir.rev, "owner", heir.to.shown_as)
            tell(turn, team, heir.to, "owner", key="letter.team_owner")
