"""/digest: where a team stands, for its managers. Rights are read anew for each screen, picture and file."""

from datetime import date, timedelta

from bot.catalog import Catalog
from bot.digest import digest as figures
from bot.digest.digest import WEEKS, Ask, Checked, Digest, Week, asks, found_of, span
from bot.person.schedule import ONE, instant, local_date
from bot.prompts import heard
from bot.replies import UNKNOWN_BUTTON, Notice, Reply
from bot.replies.digest import FORMATS, DigestFile, DigestQuestions, DigestTeams, HeatMap, TeamDigest
from bot.store import digest as store
from bot.store import people, teams
from bot.store.database import Database
from bot.store.teams import Team
from bot.teams.teams import find
from bot.turn import Library, Turn

BACK = timedelta(366)
"""How old a digest may be whose buttons still work."""
A_PAGE = 5
NOBODYS = Notice(key="digest.no_team")
FEW = Notice(key="digest.few_people", toast="digest.few_people")


async def begin(turn: Turn) -> Reply:
    """/digest: of the only team that this person manages, else which."""
    heard(turn)
    led = await _led(turn)
    if not led:
        return NOBODYS
    return await _of_team(turn, led[0], turn.today + ONE) if len(led) == 1 else DigestTeams(teams=tuple(led))


async def _led(turn: Turn) -> list[Team]:
    return [team for team in await teams.of_person(turn.db, turn.person.id) if team.leads]


async def show(turn: Turn, team_id: int, until: date | None = None) -> Reply:
    """`until`: the day after its last one."""
    until = until or turn.today + ONE
    team = await _find(turn, team_id, until)
    return await _of_team(turn, team, until) if isinstance(team, Team) else team


async def monday(turn: Turn, day: date) -> TeamDigest | DigestTeams | None:
    """Of the week that has ended, in one message: of several teams, which. None where there is nothing to tell."""
    every = [await _of_team(turn, team, day, monday=True) for team in await _led(turn)]
    told = [reply for reply in every if not reply.digest.empty or reply.questions]
    if len(told) > 1:
        return DigestTeams(teams=tuple(reply.team for reply in told), monday=day)
    return told[0] if told else None


async def heat_map(turn: Turn, team_id: int, until: date) -> Reply:
    """As a picture."""
    team = await _find(turn, team_id, until)
    if not isinstance(team, Team):
        return team
    found = await _digest(turn.db, turn.library.current, team, turn.person.habits.zone, until, turn.today)
    if not found.rows:
        return FEW
    return HeatMap(team=team, catalog=turn.library.current, digest=found, today=turn.today, person=turn.person.id)


async def file(turn: Turn, team_id: int, until: date, form: str) -> Reply:
    """The same numbers for a spreadsheet."""
    known = next((one for one in FORMATS if one == form), None)
    team = await _find(turn, team_id, until)
    if not isinstance(team, Team):
        return team
    if known is None:
        return UNKNOWN_BUTTON
    return DigestFile(team=team, until=until, today=turn.today, person=turn.person.id, form=known)


async def questions(turn: Turn, team_id: int, page: int = 0) -> Reply:
    """One a person, about a deal that this person shows to the team."""
    team = await find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    found = await _asks(turn, team)
    pages = max(1, -(-len(found) // A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = tuple(found[page * A_PAGE : (page + 1) * A_PAGE])
    return DigestQuestions(team=team, catalog=turn.library.current, asks=shown, page=page, pages=pages)


async def behind(
    db: Database, library: Library, person: int, team_id: int, until: date, now: int
) -> tuple[Team, Digest, date] | None:
    """What a picture or a file shows at the moment it is made, and what day that is; None for who may not see it."""
    team = await teams.load(db, team_id, person)
    if team is None or not team.leads:
        return None
    zone = (await people.load(db, person)).habits.zone
    today = local_date(now, zone)
    return team, await _digest(db, library.current, team, zone, until, today), today


async def _find(turn: Turn, team_id: int, until: date) -> Team | Reply:
    team = await find(turn, team_id, "manager")
    if isinstance(team, Team) and not turn.today - BACK <= until <= turn.today + ONE:
        return UNKNOWN_BUTTON
    return team


async def _of_team(turn: Turn, team: Team, until: date, *, monday: bool = False) -> TeamDigest:
    catalog, today = turn.library.current, turn.today
    found = await _digest(turn.db, catalog, team, turn.person.habits.zone, until, today)
    many = len(await _asks(turn, team))
    return TeamDigest(team=team, catalog=catalog, digest=found, today=today, questions=many, monday=monday)


async def _asks(turn: Turn, team: Team) -> list[Ask]:
    """Those that the content has words for."""
    words = turn.library.current.said(turn.lang).mismatches
    shown = await store.shown(turn.db, team.id, turn.person.id)
    return [ask for ask in asks(shown) if figures.question(ask, words)]


async def _digest(db: Database, catalog: Catalog, team: Team, zone: str, until: date, today: date) -> Digest:
    first = span(until, WEEKS - 1).first
    at, middle, before = (instant(day, 0, zone) for day in (until, span(until).first, span(until, 1).first))
    checks = await store.checks(db, team.id, instant(first, 0, zone), at)
    every, shown = await store.steps(db, team.id, before, middle, at, min(until, today))
    days = (span(until, 1).first, until - ONE)
    rows = [row.slug for row in (*catalog.table.way, *catalog.table.deal)]
    return Week(
        until=until,
        checks=[
            Checked(
                one.deal, one.person, local_date(one.at, zone), one.result["band"], found_of(one.result), one.shown
            )
            for one in checks
        ],
        steps={"team": every, "shown": shown},
        pushed=await store.pushed(db, team.id, before, at, days, zone),
        members=await store.people(db, team.id),
        order=rows,
        tips=next(iter(catalog.languages.values())).tips,
        current=until >= today,
    ).digest()  # fmt: skip
