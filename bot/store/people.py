"""People, and what a person's next typed text means."""

import json
from dataclasses import dataclass, field
from datetime import date

from bot.person import habits
from bot.person.habits import Habits
from bot.store.checks import COLUMNS, Check, check_of
from bot.store.database import Database, Write


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the next typed text means. "check": an answer in an open check; "edit": another one in a finished check."""

    about: int
    """The check or deal it belongs to."""
    at: str = ""
    """The step at which `misses` texts were not understood."""
    misses: int = 0
    then: int = 0
    """The open check that listens again after the edit."""
    kind: str = "check"


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    lang: str | None = None
    deals: int = 0
    """How many deals the person has begun: numbers their names."""
    prompt: Prompt | None = None
    open: Check | None = None
    """The whole check that goes on; a second one is found by its buttons, and by its prompt."""
    known: bool = field(default=False, compare=False)
    unreachable_at: int | None = None
    """Since when the bot can't write to them."""
    habits: Habits = field(default_factory=Habits)
    morning_day: date | None = None
    """The last local day whose morning was dealt with."""
    morning_at: int | None = None
    """When the planner looks at this person again."""


_LOAD = f"""
select p.lang as lang, p.deals as deals, p.unreachable_at as unreachable_at,
  p.habits as habits, p.morning_day as morning_day, p.morning_at as morning_at,
  r.kind as prompt, r.args as args, r.misses as misses, {COLUMNS}
from people p
left join prompts r on r.person = p.id
left join checks c on c.person = p.id and c.state = 'open' and c.todo is null
left join deals d on d.id = c.deal
where p.id = :person
"""


async def load(db: Database, person: int) -> Person:
    """The person with the open check and the prompt; a person never met has `known` false."""
    rows = await db.read(_LOAD, {"person": person})
    if not rows:
        return Person(person)
    row = rows[0]
    prompt = None
    if row["args"] is not None:
        prompt = Prompt(**json.loads(row["args"]), misses=row["misses"], kind=row["prompt"])
    return Person(
        person, row["lang"], row["deals"], prompt, check_of(row) if row["id"] is not None else None, True,
        row["unreachable_at"],
        habits.load(row["habits"], row["lang"]), habits.day_of(row["morning_day"]), row["morning_at"],
    )  # fmt: skip


def greet(person: int, lang: str | None, now: int) -> Write:
    sql = (
        "insert into people (id, lang, created_at, seen_at) values (:id, :lang, :now, :now) "
        "on conflict (id) do update set lang = coalesce(people.lang, excluded.lang), seen_at = excluded.seen_at"
    )
    return Write(sql, {"id": person, "lang": lang, "now": now})


def speak(person: int, lang: str) -> Write:
    return Write("update people set lang = :lang where id = :id", {"id": person, "lang": lang}, hits=1)


def count_deal(person: int) -> Write:
    return Write("update people set deals = deals + 1 where id = :id", {"id": person}, hits=1)


def lose(person: int, now: int) -> Write:
    """Nothing is sent to them until they come back."""
    sql = "update people set unreachable_at = coalesce(unreachable_at, :now) where id = :id"
    return Write(sql, {"id": person, "now": now})


def regain(person: int) -> Write:
    return Write("update people set unreachable_at = null where id = :id", {"id": person})


def listen(person: int, prompt: Prompt) -> Write:
    sql = (
        "insert into prompts (person, kind, args, misses) values (:person, :kind, :args, :misses) "
        "on conflict (person) do update set kind = excluded.kind, args = excluded.args, misses = excluded.misses"
    )
    args = json.dumps({"about": prompt.about, "at": prompt.at, "then": prompt.then})
    return Write(sql, {"person": person, "kind": prompt.kind, "args": args, "misses": prompt.misses})


def stop_listening(person: int) -> Write:
    return Write("delete from prompts where person = :person", {"person": person})
