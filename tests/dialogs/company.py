"""Teams for tests: made by hand, or put into the database whole."""

import hashlib
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from itertools import count

from bot.digest.mondays import next_look
from bot.person.habits import Habits
from bot.person.schedule import local_date
from handlers.callbacks import pack_id
from tests.dialogs.house import House, Talk, datas

NAME = "Север"
TABLES = ("teams", "members", "invites", "shares")
_numbers = count(1 << 40)


def team_of(talk: Talk) -> str:
    """As the buttons of the team on the screen name it."""
    return next(data for data in datas(talk.last) if data.startswith("team_people")).split(":")[1]


async def make(talk: Talk, name: str = NAME) -> str:
    """A team of this person's own; its name in buttons."""
    await talk.say("/team")
    await talk.press("team_new", stale=True)
    await talk.say(name)
    return team_of(talk)


async def link(talk: Talk, team: str, kind: str = "many") -> str:
    """The payload of a new invitation."""
    await talk.press(f"invite_new:{team}:{kind}", stale=True)
    return talk.text.split("?start=")[1].split()[0]


async def join(talk: Talk, payload: str) -> None:
    await talk.say(f"/start {payload}")
    await talk.press(f"join:{payload[2:]}")


async def newcomer(house: House, person: int, name: str, lang: str = "ru") -> Talk:
    await house.play("person", id=person, first_name=name, language_code=lang)
    return Talk(house, person, lang)


@dataclass(frozen=True)
class Ready:
    """A team that was put into the database."""

    number: int
    invite: int
    token: str

    @property
    def id(self) -> str:
        return pack_id(self.number)


def ready(house: House, roles: dict[int, str], shown: int | None = None, name: str = NAME) -> Ready:
    """`roles`: person -> role; `shown`: a deal that its managers see."""
    number = next(_numbers)
    token = f"{number:022d}"
    digest = hashlib.sha256(token.encode()).hexdigest()
    now = house.clock.now()
    with closing(sqlite3.connect(house.file, timeout=10)) as db, db:
        db.execute("insert into teams (id, name, created_at) values (?, ?, ?)", (number, name, now))
        rows = [(number, person, role, f"P{person}", now + n) for n, (person, role) in enumerate(roles.items())]
        db.executemany("insert into members (team, person, role, shown_as, joined_at) values (?, ?, ?, ?, ?)", rows)
        owner = next(person for person, role in roles.items() if role == "owner")
        db.execute(
            "insert into invites (id, team, made_by, hash, many, created_at, ends_at) values (?, ?, ?, ?, 1, ?, ?)",
            (number + 7, number, owner, digest, now, now + 1_000_000),
        )
        due = next_look(Habits(zone="Europe/Moscow"), now, local_date(now, "Europe/Moscow"))
        db.execute("update members set digest_at = ? where team = ? and role <> 'member'", (due, number))
        if shown is not None:
            db.execute("insert into shares (deal, team, shared_at) values (?, ?, ?)", (shown, number, now))
    return Ready(number, number + 7, token)


LINE, PLAN = 1 << 45, 1 << 46
"""What is added to a team's number: its second line, its list of workdays."""


def stocked(house: House, team: Ready, author: int, receiver: int, message: int) -> None:
    """This team has a tip, a push of it that arrived and still waits, a list that runs, and a group.

    All but the second line and the list have the team's own number.
    """
    number, now = team.number, house.clock.now()
    tip, body = f"own:{number}", '{"html": "x", "file": null}'
    push = "insert into pushes (id, team, author, tip, mode, state, work, at) values (?, ?, ?, ?, ?, 'running', ?, ?)"
    line = "insert into lineup (id, team, added_by, tip, place, at) values (?, ?, ?, ?, ?, ?)"
    sent = (
        "insert into ledger (slot, person, chat, kind, once, call, due_at, at, state, message, push) "
        "values (?, ?, ?, 'tip', 1, '[]', ?, ?, 'sent', ?, ?)"
    )
    with closing(sqlite3.connect(house.file, timeout=10)) as db, db:
        db.execute(
            "insert into tips (id, team, author, kind, body, created_at) values (?, ?, ?, 'text', ?, ?)",
            (number, number, author, body, now),
        )
        db.execute(push, (number, number, author, "cycle.b2b.1", "own", "edit", now))
        db.execute(push, (number + PLAN, number, author, "", "workdays", "send", now))
        db.execute(sent, (f"push:{number}:{receiver}", receiver, receiver, now, now, message, number))
        db.executemany(line, [(number + n * LINE, number, author, tip, n, now) for n in (0, 1)])
        place = "insert into places (chat, thread, team, title, at) values (?, 0, ?, 'x', ?)"
        db.execute(place, (-number, number, now))


def state(house: House) -> dict[str, list[dict[str, object]]]:
    """All that is kept of teams."""
    return {table: [dict(row) for row in house.rows(f"select * from {table} order by 1, 2")] for table in TABLES}
