"""When each row is asked about again, and how it was answered."""

from datetime import date

from bot.person.schedule import local_date
from bot.store.database import Database, Row, Write
from bot.tips.learning import Answer, Review


async def every(db: Database, person: int, zone: str) -> list[Review]:
    rows = await db.read("select * from reviews where person = :person order by about", {"person": person})
    return [_review(row, zone) for row in rows]


async def of_poll(db: Database, person: int, poll: str) -> str | None:
    """The row that this person was asked about in it."""
    sql = "select about from reviews where person = :person and poll = :poll"
    rows = await db.read(sql, {"person": person, "poll": poll})
    return rows[0]["about"] if rows else None


def begin(person: int, about: str, due: date, now: int) -> Write:
    """A row that is asked about from that day on; nothing where it is known already."""
    sql = (
        "insert into reviews (person, about, card, due, at) values (:person, :about, '', :due, :now) "
        "on conflict (person, about) do nothing"
    )
    return Write(sql, {"person": person, "about": about, "due": due.isoformat(), "now": now})


def asked(person: int, about: str, poll: str) -> Write:
    """In this poll; the one before counts no more."""
    sql = "update reviews set poll = :poll where person = :person and about = :about"
    return Write(sql, {"person": person, "about": about, "poll": poll})


def answered(person: int, before: Review, card: str, due: date, now: int) -> Write:
    """By whoever was first."""
    sql = (
        "update reviews set card = :card, due = :due, at = :now, poll = null "
        "where person = :person and about = :about and card = :was"
    )
    values = {"person": person, "about": before.about, "was": before.card}
    return Write(sql, {**values, "card": card, "due": due.isoformat(), "now": now}, hits=1)


def shift(person: int, review: Review) -> Write:
    sql = "update reviews set due = :due where person = :person and about = :about"
    return Write(sql, {"person": person, "about": review.about, "due": review.due.isoformat()})


def note(id: int, person: int, about: str, day: date, correct: bool, now: int) -> Write:
    sql = (
        "insert into answers (id, person, about, day, correct, at) values (:id, :person, :about, :day, :correct, :now)"
    )
    values = {"id": id, "person": person, "about": about, "day": day.isoformat()}
    return Write(sql, {**values, "correct": int(correct), "now": now})


_ANSWERS = """
select a.about as about, a.day as day, not exists (
  select 1 from answers b where b.person = a.person and b.about = a.about and b.at < a.at) as is_first
from answers a where a.person = :person and a.day >= :since order by a.at, a.id
"""


async def answers(db: Database, person: int, since: date) -> list[Answer]:
    rows = await db.read(_ANSWERS, {"person": person, "since": since.isoformat()})
    return [Answer(row["about"], date.fromisoformat(row["day"]), bool(row["is_first"])) for row in rows]


def _review(row: Row, zone: str) -> Review:
    return Review(row["about"], row["card"], date.fromisoformat(row["due"]), local_date(row["at"], zone))
