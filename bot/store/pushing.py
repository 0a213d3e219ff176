"""What the pusher does with the rows of a push in the ledger."""

from typing import Literal, NamedTuple

from bot.pushes.receiving import Skip
from bot.store.database import Database, Write
from bot.store.ledger import FORGOTTEN, Parcel, queue
from bot.store.places import Place
from bot.store.pushes import Push
from bot.store.withdrawals import EDIT, KIND, unsay

TAKEN_BACK = -1
"""As the edition of a message that is being deleted."""


class Sent(NamedTuple):
    """A row of a receiver."""

    id: int
    state: Literal["queued", "sending", "sent"]
    person: int | None
    chat: int
    slot: str
    message: int | None
    shown_as: str | None
    """None in a group, and of who left."""
    lang: str | None
    said: str | None

    @property
    def thread(self) -> int:
        """The topic of a forum; 0 for none."""
        return int(self.slot.rpartition(":")[2]) if self.person is None else 0


def skipped(push: int, person: int, why: Skip, now: int) -> Write:
    sql = (
        "insert into ledger (slot, person, chat, kind, once, call, state, error, due_at, push, at) values "
        f"(:slot, :person, :person, '{KIND}', 1, '[]', 'cancelled', :why, :now, :push, :now)"
    )
    return Write(sql, {"slot": slot(push, person), "person": person, "why": why, "push": push, "now": now})


def slot(push: int, receiver: int | str) -> str:
    return f"push:{push}:{receiver}"


_SENT = f"""
select l.id as id, l.state as state, l.person as person, l.chat as chat, l.slot as slot, l.message as message,
  m.shown_as as shown_as, p.lang as lang, t.said as said
from ledger l
left join people p on p.id = l.person
left join members m on m.person = l.person and m.team = :team
left join told t on t.person = l.person and t.push = l.push
where l.push = :push and l.kind = '{KIND}' and l.state in ('queued', 'sending', 'sent')
  and (l.state <> 'sent' or l.message is not null) and l.rev >= 0 and l.rev < :rev and l.at > :since
order by l.state, l.id limit :limit
"""


async def outdated(db: Database, push: Push, limit: int, since: int = 0) -> list[Sent]:
    """With older words than the push; those that wait come first, and what is on its way before what was sent."""
    params = {"team": push.team, "push": push.id, "rev": push.rev, "limit": limit, "since": since}
    return [
        Sent(
            row["id"], row["state"], row["person"], row["chat"], row["slot"], row["message"], row["shown_as"],
            row["lang"], row["said"],
        )
        for row in await db.read(_SENT, params)
    ]  # fmt: skip


def place_slot(push: int, place: Place) -> str:
    return slot(push, f"chat:{place.chat}:{place.thread}")


def rewrite(row: Sent, call: str, rev: int) -> Write:
    """No hits where it has gone out meanwhile."""
    sql = "update ledger set call = :call, rev = :rev where id = :id and state = 'queued'"
    return Write(sql, {"id": row.id, "call": call, "rev": rev})


def follow(push: Push, row: Sent, kind: str, call: str, rev: int, now: int) -> list[Write]:
    """A call about a message that was sent, whose own words are kept no longer."""
    about = f"edit:{rev}" if kind == EDIT else "delete"
    name = row.slot.removeprefix(slot(push.id, ""))
    parcel = Parcel(slot(push.id, f"{about}:{name}"), row.chat, kind, call, now, row.person, push=push.id, rev=rev)
    mark = f"update ledger set rev = :rev, call = '{FORGOTTEN}' where id = :id and state = 'sent'"
    return [queue(parcel), Write(mark, {"id": row.id, "rev": rev}, hits=1)]


def replaced(push: Push) -> Write:
    """Once everybody has its new words, the older ones are kept nowhere."""
    return unsay("push = :push and rev >= 0 and rev < :rev", {"push": push.id, "rev": push.rev})


async def first_due(db: Database, push: int) -> int | None:
    """When the next of its messages is due."""
    sql = f"select min(due_at) as at from ledger where push = :push and kind = '{KIND}' and state = 'queued'"
    at = (await db.read(sql, {"push": push}))[0]["at"]
    return None if at is None else int(at)
