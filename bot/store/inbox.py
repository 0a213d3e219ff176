"""What Telegram sent and nobody has been answered yet. A row leaves only when Telegram will not send it again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from bot.store.database import Database, Row, Write

T = TypeVar("T")

ASIDE_MS = 30 * 86_400_000
STATES = ("new", "done", "sent", "aside")
EMPTIED = "state = 'sent', lane = 0, body = '', calls = null"
"""All that is left of an update is its number, by which it is known when it comes again."""
TRIES = 3
"""After so many failures an update is given up: its answer is an apology, and then it is put aside."""


@dataclass(frozen=True, slots=True)
class Item:
    seq: int
    update_id: int
    lane: int
    body: str
    state: str
    """new: to dispatch; done: applied, its calls are to be sent; sent; aside: given up."""
    calls: str | None
    tries: int


_FORGET = "delete from inbox where seq <= :confirmed and (state = 'sent' or (state = 'aside' and at < :old))"
_COLUMNS = "seq, update_id, lane, body, state, calls, tries"


async def receive(db: Database, rows: Sequence[tuple[int, int, str]], now: int, confirmed: int | None) -> list[Item]:
    """Store (update_id, lane, body) and answer what is new, in order; `confirmed`: the last seq Telegram forgot."""
    writes = []
    for part in _parts(rows):
        params: dict[str, object] = {"now": now}
        for n, (update_id, lane, body) in enumerate(part):
            params[f"u{n}"], params[f"l{n}"], params[f"b{n}"] = update_id, lane, body
        writes.append(Write(_insert(len(part)), params, returning=True))
    if confirmed is not None:  # last, so that what is forgotten just now is still known as repeated
        writes.append(Write(_FORGET, {"confirmed": confirmed, "old": now - ASIDE_MS}))
    if not writes:
        return []
    answers = await db.commit(writes)
    seqs = {row["update_id"]: row["seq"] for answer in answers for row in answer}
    new = {update_id: Item(seqs[update_id], update_id, lane, body, "new", None, 0)
           for update_id, lane, body in reversed(rows) if update_id in seqs}  # fmt: skip
    return sorted(new.values(), key=lambda item: item.seq)


def _parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """In lengths of a power of two: a statement of each length is kept by the connection, its last values with it."""
    start = 0
    while left := len(items) - start:
        size = 1 << left.bit_length() - 1
        yield items[start : start + size]
        start += size


@lru_cache
def _insert(rows: int) -> str:
    values = ", ".join(f"(:u{n}, :l{n}, :b{n}, :now)" for n in range(rows))
    return (
        f"insert into inbox (update_id, lane, body, at) values {values} "
        "on conflict (update_id) do nothing returning seq, update_id"
    )


def done(seq: int, calls: str) -> Write:
    """Part of the transaction that applies the update; a second one finds no row and is rolled back."""
    sql = "update inbox set state = 'done', calls = :calls where seq = :seq and state = 'new'"
    return Write(sql, {"seq": seq, "calls": calls}, hits=1)


async def sent(db: Database, seqs: Sequence[int]) -> None:
    """Answered: only the number is kept, to know the update again. What was given up is put aside as it is."""
    if seqs:
        parts = [{f"s{n}": seq for n, seq in enumerate(part)} for part in _parts(seqs)]
        await db.commit([Write(sql, part) for part in parts for sql in _marks(len(part))])


@lru_cache
def _marks(rows: int) -> tuple[str, str]:
    answered = f"state = 'done' and seq in ({', '.join(f':s{n}' for n in range(rows))})"
    return (
        f"update inbox set state = 'aside' where tries >= {TRIES} and {answered}",
        f"update inbox set {EMPTIED} where {answered}",
    )


async def tried(db: Database, seq: int) -> None:
    await db.commit([Write("update inbox set tries = tries + 1 where seq = :seq", {"seq": seq})])


async def pending_lanes(db: Database) -> list[int]:
    """Who waits longest comes first."""
    sql = "select lane from inbox where state in ('new', 'done') group by lane order by min(seq)"
    return [row["lane"] for row in await db.read(sql)]


async def next_of_lane(db: Database, lane: int, after_seq: int, limit: int) -> list[Item]:
    sql = (
        f"select {_COLUMNS} from inbox where lane = :lane and seq > :after and state in ('new', 'done') "
        "order by seq limit :limit"
    )
    return [_item(row) for row in await db.read(sql, {"lane": lane, "after": after_seq, "limit": limit})]


async def since(db: Database, after_seq: int) -> list[Item]:
    sql = f"select {_COLUMNS} from inbox where seq > :after and state in ('new', 'done') order by seq"
    return [_item(row) for row in await db.read(sql, {"after": after_seq})]


async def load(db: Database, seq: int) -> Item | None:
    rows = await db.read(f"select {_COLUMNS} from inbox where seq = :seq", {"seq": seq})
    return _item(rows[0]) if rows else None


async def counts(db: Database) -> dict[str, int]:
    rows = await db.read("select state, count(*) as many from inbox group by state")
    return dict.fromkeys(STATES, 0) | {row["state"]: row["many"] for row in rows}


async def last_seq(db: Database) -> int:
    return int((await db.read("select coalesce(max(seq), 0) as seq from inbox"))[0]["seq"])


def _item(row: Row) -> Item:
    return Item(row["seq"], row["update_id"], row["lane"], row["body"], row["state"], row["calls"], row["tries"])
