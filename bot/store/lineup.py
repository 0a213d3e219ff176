"""A team's list for workdays: its first tip goes out on the next one."""

from dataclasses import dataclass

from bot.store.database import Database, Row, Write


@dataclass(frozen=True, slots=True)
class Line:
    id: int
    team: int
    added_by: int
    tip: str
    """As `pushes.tip` names it."""
    place: int
    at: int


def _line(row: Row) -> Line:
    return Line(row["id"], row["team"], row["added_by"], row["tip"], row["place"], row["at"])


async def of_team(db: Database, team: int) -> list[Line]:
    """The next one first."""
    sql = "select * from lineup where team = :team order by place, id"
    return [_line(row) for row in await db.read(sql, _of(team))]


async def first(db: Database, team: int) -> Line | None:
    rows = await db.read("select * from lineup where team = :team order by place, id limit 1", _of(team))
    return _line(rows[0]) if rows else None


def add(line: Line) -> Write:
    """At the end, whatever its `place` says."""
    sql = (
        "insert into lineup (id, team, added_by, tip, place, at) values (:id, :team, :added_by, :tip, "
        "(select coalesce(max(l.place), 0) + 1 from lineup l where l.team = :team), :at)"
    )
    params = {"id": line.id, "team": line.team, "added_by": line.added_by, "tip": line.tip, "at": line.at}
    return Write(sql, params)


def remove(line: int, team: int) -> Write:
    """Conflicts where it is gone."""
    return Write("delete from lineup where id = :id and team = :team", {"id": line, **_of(team)}, hits=1)


def swap(one: Line, other: Line) -> list[Write]:
    """Each in the other's place. Conflicts where one has moved or is gone."""
    sql = "update lineup set place = :to where id = :id and team = :team and place = :was"
    return [
        Write(sql, {"id": line.id, "team": line.team, "was": line.place, "to": to.place}, hits=1)
        for line, to in ((one, other), (other, one))
    ]


def replace(team: int, old: str, new: str) -> Write:
    """In their places, one tip instead of another."""
    sql = "update lineup set tip = :new where team = :team and tip = :old"
    return Write(sql, {**_of(team), "old": old, "new": new})


def _of(team: int) -> dict[str, object]:
    return {"team": team}
