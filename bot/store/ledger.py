"""All that the bot sends by itself, one row a message: its slot can be taken once, and its end is written down."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from bot.store.database import Database, Row, Write

STATES = ("queued", "sending", "sent", "failed", "blocked", "unknown", "expired", "cancelled")
KEPT_MS = 60 * 86_400_000
"""How long it is remembered what became of a message."""
FORGOTTEN = "[]"
"""As the call: its words are gone. Where it comes back from its way it is not sent."""
FEW = 500
"""Rows that one statement of the housekeeping deletes."""


@dataclass(frozen=True, slots=True)
class Parcel:
    """A message for later. Two of one slot are one."""

    slot: str
    """`morning:<person>:<date>`, say."""
    chat: int
    kind: str
    call: str
    """Method and parameters as JSON; the chat above goes before the one named there."""
    due_at: int
    person: int | None = None
    once: bool = False
    """At most once: what was on its way when the process died is not sent again. Else at least once."""
    expires_at: int | None = None
    id: int = 0
    tries: int = 0
    error: str | None = None
    """Why it was not sent last time."""
    push: int | None = None
    rev: int = 0
    """The edition of that push's words."""


_COLUMNS = "id, slot, chat, kind, call, due_at, person, once, expires_at, tries, error"
_MINE = "id = :id and courier = :courier and state in ('sending', 'unknown')"
"""Unknown too: a courier that was taken for dead may come back and know."""

QUEUE = (
    "insert into ledger (slot, person, chat, kind, once, call, due_at, expires_at, push, rev, at) values "
    "(:slot, :person, :chat, :kind, :once, :call, :due, :expires, :push, :rev, :due) on conflict (slot) do nothing"
)


def queue(parcel: Parcel) -> Write:
    """Does nothing when the slot is taken, whatever became of the message in it."""
    params = {
        "slot": parcel.slot, "person": parcel.person, "chat": parcel.chat, "kind": parcel.kind,
        "once": int(parcel.once), "call": parcel.call, "due": parcel.due_at, "expires": parcel.expires_at,
        "push": parcel.push, "rev": parcel.rev,
    }  # fmt: skip
    return Write(QUEUE, params)


async def claim(
    db: Database, courier: str, now: int, lease_until: int, limit: int, without: Collection[int] = (), *, alone: bool
) -> list[Parcel]:
    """The next messages that are due, for this courier only; none to the chats of `without`.

    `alone`: no other process can use this database.
    """
    params = {"courier": courier, "now": now, "lease": lease_until, "limit": limit, **_chats(without)}
    rows = (await db.commit([Write(_claim(_size(without), alone), params, returning=True)]))[0]
    found = [_parcel(row) for row in rows if row["state"] == "sending"]
    return sorted(found, key=lambda parcel: (parcel.due_at, parcel.id))


@lru_cache
def _claim(without: int, alone: bool) -> str:
    """What is too late already ends here. Other couriers skip what one has locked, and so never wait for it."""
    return (
        f"with due as (select id from ledger where state = 'queued' and due_at <= :now{_not_in(without)} "
        f"order by due_at, id limit :limit{'' if alone else ' for update skip locked'}) "
        "update ledger set state = case when expires_at <= :now then 'expired' else 'sending' end, "
        "courier = :courier, lease_until = :lease, at = :now "
        f"where id in (select id from due) returning state, {_COLUMNS}"
    )


async def next_due(db: Database, without: Collection[int] = ()) -> int | None:
    """When the first of the queued messages is due, those to the chats of `without` aside."""
    rows = await db.read(_next_due(_size(without)), _chats(without))
    return int(rows[0]["due_at"]) if rows else None


@lru_cache
def _next_due(without: int) -> str:
    return f"select due_at from ledger where state = 'queued'{_not_in(without)} order by due_at, id limit 1"


def _size(chats: Collection[int]) -> int:
    """Rounded up to a power of two, so that there are few statements."""
    return 1 << (len(chats) - 1).bit_length() if chats else 0


def _chats(chats: Collection[int]) -> dict[str, object]:
    filled = [*chats, *[next(iter(chats))] * (_size(chats) - len(chats))] if chats else []
    return {f"c{n}": chat for n, chat in enumerate(filled)}


def _not_in(many: int) -> str:
    return f" and chat not in ({', '.join(f':c{n}' for n in range(many))})" if many else ""


def end(parcel: Parcel, courier: str, state: str, now: int, *, message: int | None = None, error: str = "") -> Write:
    sql = f"update ledger set state = :state, message = :message, error = :error, at = :now where {_MINE}"
    return Write(sql, {"state": state, "message": message, "error": error or None, "now": now,
                       "id": parcel.id, "courier": courier})  # fmt: skip


def again(parcel: Parcel, courier: str, due_at: int, error: str) -> Write:
    sql = f"update ledger set state = 'queued', due_at = :due, tries = tries + 1, error = :error where {_MINE}"
    return Write(sql, {"due": due_at, "error": error, "id": parcel.id, "courier": courier})


def put_back(parcel: Parcel, courier: str) -> Write:
    """As if it had never been claimed."""
    return Write(f"update ledger set state = 'queued' where {_MINE}", {"id": parcel.id, "courier": courier})


def renew(courier: str, lease_until: int) -> Write:
    sql = "update ledger set lease_until = :lease where state = 'sending' and courier = :courier"
    return Write(sql, {"lease": lease_until, "courier": courier})


_RECOVER = """
update ledger set state = case when once = 1 then 'unknown' else 'queued' end, tries = tries + 1,
  error = 'the courier stopped while it was on its way', at = :now
where state = 'sending' and courier <> :courier and lease_until <= :now
returning state
"""


async def recover(db: Database, courier: str, now: int, *, alone: bool) -> dict[str, int]:
    """What dead couriers left on the way; who is alone knows that all others are dead."""
    sql = _RECOVER.replace(" and lease_until <= :now", "") if alone else _RECOVER
    rows = (await db.commit([Write(sql, {"courier": courier, "now": now}, returning=True)]))[0]
    states = [row["state"] for row in rows]
    return {state: states.count(state) for state in ("queued", "unknown")}


def move(old: int, new: int) -> Write:
    """A group that became a supergroup has another id."""
    sql = "update ledger set chat = :new where chat = :old and state in ('queued', 'sending')"
    return Write(sql, {"old": old, "new": new})


def block(chat: int, now: int) -> Write:
    """Nothing that waits for this chat can reach it."""
    sql = (
        "update ledger set state = 'blocked', at = :now where chat = :chat and state = 'queued' "
        "and state in ('queued', 'sending')"  # SQLite takes the index of a chat only where its condition is repeated
    )
    return Write(sql, {"chat": chat, "now": now})


def cancel(person: int, now: int, but: str = "") -> Write:
    """What is for this person and not on its way yet; `but`: a kind that stays, as does all of a manager's tips."""
    mine = "person = :person and state = 'queued' and kind not in (:but, 'tip', 'tip_edit', 'tip_delete')"
    sql = f"update ledger set state = 'cancelled', at = :now where {mine}"
    return Write(sql, {"person": person, "now": now, "but": but})


def put_off(person: int, kind: str, due_at: int) -> Write:
    """What is for this person, of this kind and not on its way yet comes then."""
    sql = "update ledger set due_at = :due where person = :person and state = 'queued' and kind = :kind"
    return Write(sql, {"person": person, "kind": kind, "due": due_at})


RESET = "update ledger set due_at = :due, expires_at = :expires where id = :id and state = 'queued'"


def reset(id: int, due_at: int, expires_at: int) -> Write:
    """No hits where it is on its way already."""
    return Write(RESET, {"id": id, "due": due_at, "expires": expires_at})


def concerns(writes: Iterable[Write]) -> bool:
    """Something may be due earlier after these."""
    return any(write.sql in (QUEUE, RESET) for write in writes)


_COUNTS = "select state, count(*) as many from ledger group by state"


async def counts(db: Database) -> dict[str, int]:
    return dict.fromkeys(STATES, 0) | {row["state"]: int(row["many"]) for row in await db.read(_COUNTS)}


_DROP = """
delete from ledger where id in (select id from ledger where due_at < :old
  and state in ('sent', 'failed', 'blocked', 'unknown', 'expired', 'cancelled') limit :few) returning id
"""


async def drop_old(db: Database, now: int) -> bool:
    """Some of what ended long ago; whether there may be more."""
    return len((await db.commit([Write(_DROP, {"old": now - KEPT_MS, "few": FEW}, returning=True)]))[0]) == FEW


def _parcel(row: Row) -> Parcel:
    return Parcel(
        row["slot"], row["chat"], row["kind"], row["call"], row["due_at"], row["person"], bool(row["once"]),
        row["expires_at"], row["id"], row["tries"], row["error"],
    )  # fmt: skip
