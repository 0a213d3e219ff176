"""Teams and their members. Every change of a role raises the team's `rev`: who read an older one begins anew."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from bot.store.database import Database, Row, Write

Role = Literal["owner", "manager", "member"]
ROLES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True, slots=True)
class Team:
    """As one of its members sees it."""

    id: int
    name: str
    rev: int
    role: Role
    """Of who looks."""
    shown_as: str

    @property
    def leads(self) -> bool:
        return self.role in ("owner", "manager")


@dataclass(frozen=True, slots=True)
class Member:
    person: int
    role: Role
    shown_as: str
    joined_at: int
    lang: str | None = None
    habits: str = "{}"

    @property
    def leads(self) -> bool:
        return self.role in ("owner", "manager")


_TEAM = (
    "select t.id as id, t.name as name, t.rev as rev, m.role as role, m.shown_as as shown_as "
    "from members m join teams t on t.id = m.team where m.person = :person"
)
_SENIORITY = "case {0}role when 'owner' then 0 when 'manager' then 1 else 2 end, {0}joined_at, {0}person"


def _team(row: Row) -> Team:
    return Team(row["id"], row["name"], row["rev"], row["role"], row["shown_as"])


async def of_person(db: Database, person: int) -> list[Team]:
    """The first joined comes first."""
    return [_team(row) for row in await db.read(f"{_TEAM} order by m.joined_at, t.id", {"person": person})]


async def load(db: Database, team: int, person: int) -> Team | None:
    """Only for its members."""
    rows = await db.read(f"{_TEAM} and t.id = :team", {"team": team, "person": person})
    return _team(rows[0]) if rows else None


async def named(db: Database, team: int) -> tuple[str, int] | None:
    """Its name and `rev`, for whoever has a link to it."""
    rows = await db.read("select name, rev from teams where id = :team", {"team": team})
    return (rows[0]["name"], rows[0]["rev"]) if rows else None


async def members(db: Database, team: int) -> list[Member]:
    """The owner, then managers, then the others, each in the order they joined."""
    sql = (
        "select m.person as person, m.role as role, m.shown_as as shown_as, m.joined_at as joined_at, p.lang as lang, "
        f"p.habits as habits from members m join people p on p.id = m.person where m.team = :team "
        f"order by {_SENIORITY.format('m.')}"
    )
    return [
        Member(row["person"], row["role"], row["shown_as"], row["joined_at"], row["lang"], row["habits"])
        for row in await db.read(sql, {"team": team})
    ]


async def still_leads(db: Database, person: int, but: int) -> bool:
    """Some other team."""
    sql = "select 1 as one from members where person = :person and team <> :team and role <> 'member'"
    return bool(await db.read(sql, {"person": person, "team": but}))


def create(team: int, name: str, person: int, shown_as: str, now: int) -> list[Write]:
    sql = "insert into teams (id, name, created_at) values (:id, :name, :now)"
    return [Write(sql, {"id": team, "name": name, "now": now}), _join(team, person, "owner", shown_as, now)]


def join(team: int, rev: int, person: int, shown_as: str, now: int) -> list[Write]:
    return [changed(team, rev), _join(team, person, "member", shown_as, now)]


def _join(team: int, person: int, role: Role, shown_as: str, now: int) -> Write:
    sql = (
        "insert into members (team, person, role, shown_as, joined_at) "
        "values (:team, :person, :role, :shown_as, :now) on conflict (team, person) do nothing"
    )
    return Write(sql, {"team": team, "person": person, "role": role, "shown_as": shown_as, "now": now}, hits=1)


def changed(team: int, rev: int) -> Write:
    """Conflicts where anybody was quicker: the right to this change was read from `rev`."""
    return Write("update teams set rev = rev + 1 where id = :team and rev = :rev", {"team": team, "rev": rev}, hits=1)


def rename(team: int, rev: int, name: str) -> list[Write]:
    sql = "update teams set name = :name where id = :team"
    return [changed(team, rev), Write(sql, {"team": team, "name": name}, hits=1)]


def show_as(team: int, person: int, name: str) -> Write:
    sql = "update members set shown_as = :name where team = :team and person = :person"
    return Write(sql, {"team": team, "person": person, "name": name}, hits=1)


def promote(team: int, rev: int, person: int, role: Role) -> list[Write]:
    return [changed(team, rev), _make(team, person, role)]


def hand_over(team: int, rev: int, owner: int, to: int) -> list[Write]:
    """In this order: there are never two."""
    return [changed(team, rev), _make(team, owner, "manager"), _make(team, to, "owner")]


def unchanged(team: int, rev: int) -> Write:
    """Conflicts where anybody came, went or got another role since `rev` was read."""
    return Write("update teams set rev = rev where id = :team and rev = :rev", {"team": team, "rev": rev}, hits=1)


def _make(team: int, person: int, role: Role) -> Write:
    sql = "update members set role = :role where team = :team and person = :person"
    return Write(sql, {"team": team, "person": person, "role": role}, hits=1)


def remove(team: int, rev: int, person: int) -> list[Write]:
    """What they showed to the team is not shown any more."""
    who = {"team": team, "person": person}
    shown = "delete from shares where team = :team and deal in (select id from deals where person = :person)"
    return [
        changed(team, rev),
        Write(shown, who),
        Write("delete from members where team = :team and person = :person", who, hits=1),
    ]


def delete(team: int) -> Write:
    """After `changed`."""
    return Write("delete from teams where id = :team", {"team": team}, hits=1)


class Heir(NamedTuple):
    """What becomes of a team when its owner goes."""

    team: int
    name: str
    rev: int
    to: Member | None
    """None: it is deleted, nobody else is in it."""


async def heirs(db: Database, owner: int) -> list[Heir]:
    """Of every team this person owns."""
    owned = [team for team in await of_person(db, owner) if team.role == "owner"]
    everybody = {team.id: await members(db, team.id) for team in owned}
    return [
        Heir(team.id, team.name, team.rev, next((one for one in everybody[team.id] if one.person != owner), None))
        for team in owned
    ]


_SUCCEED = f"""
update members set role = 'owner'
where not exists (select 1 from members o where o.team = members.team and o.role = 'owner')
  and person = (select n.person from members n where n.team = members.team
    order by {_SENIORITY.format("n.")} limit 1)
"""


def forget(person: int) -> Sequence[Write]:
    """Who goes is in no team any more; each team they owned gets the owner that `heirs` names, or goes too."""
    me = {"person": person}
    return [
        Write("update teams set rev = rev + 1 where id in (select team from members where person = :person)", me),
        Write("delete from members where person = :person", me),
        Write(_SUCCEED),
        Write("delete from teams where not exists (select 1 from members m where m.team = teams.id)"),
    ]
