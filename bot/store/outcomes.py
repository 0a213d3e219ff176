"""What has become of a push so far: its rows in the ledger, and what was said to it, as numbers."""

from dataclasses import dataclass, field

from bot.store.database import Database
from bot.store.withdrawals import DELETE, KIND

ANSWERED = 3
"""People whom a tip has reached before it is told how they answered."""


@dataclass(frozen=True, slots=True)
class Counts:
    states: dict[str, int] = field(default_factory=dict)
    """By `ledger.STATES`; skipped receivers are cancelled."""
    skipped: dict[str, int] = field(default_factory=dict)
    """By `receiving.Skip`, or "cancelled"."""
    said: int = 0
    not_mine: int = 0
    deletions: dict[str, int] = field(default_factory=dict)
    """Of what had arrived, by `ledger.STATES`."""
    people: int = 0
    """Whom it has reached, groups aside."""

    @property
    def arrived(self) -> int:
        return self.states.get("sent", 0)

    @property
    def waiting(self) -> int:
        return _under_way(self.states)

    @property
    def receivers(self) -> int:
        return sum(self.states.values())

    @property
    def reachable(self) -> int:
        """Who has it or may still get it."""
        return self.arrived + self.waiting

    @property
    def of_few(self) -> bool:
        """What so few people answered would tell of one of them."""
        return self.people < ANSWERED

    @property
    def deleting(self) -> int:
        return _under_way(self.deletions)

    @property
    def deleted(self) -> int:
        return self.deletions.get("sent", 0)

    @property
    def left(self) -> int:
        """Of a deleted push: who has it still, because it was too old or Telegram refused."""
        return max(0, self.arrived - self.deleted - self.deleting)


def _under_way(states: dict[str, int]) -> int:
    return states.get("queued", 0) + states.get("sending", 0)


_NO_SHIFT = "state = 'expired' and due_at = expires_at"
_COUNTS = f"""
select kind, case when {_NO_SHIFT} then 'cancelled' else state end as state,
  case when {_NO_SHIFT} then 'off' when state = 'cancelled' then error end as why, count(*) as many,
  count(person) as people
from ledger where push = :push and kind in ('{KIND}', '{DELETE}') group by 1, 2, 3
"""


async def counts(db: Database, push: int) -> Counts:
    found: dict[str, dict[str, int]] = {KIND: {}, DELETE: {}}
    skipped: dict[str, int] = {}
    people = 0
    for row in await db.read(_COUNTS, {"push": push}):
        states = found[row["kind"]]
        states[row["state"]] = states.get(row["state"], 0) + int(row["many"])
        people += int(row["people"]) if row["kind"] == KIND and row["state"] == "sent" else 0
        if row["why"] and row["kind"] == KIND:
            skipped[row["why"]] = int(row["many"])
    said = "select said, count(*) as many from told where push = :push and said is not null group by said"
    answers = {row["said"]: int(row["many"]) for row in await db.read(said, {"push": push})}
    return Counts(found[KIND], skipped, answers.get("yes", 0), answers.get("no", 0), found[DELETE], people)


async def last_sent(db: Database, push: int) -> int | None:
    """When the last of its messages went out."""
    sql = "select max(at) as at from ledger where push = :push and kind = :kind and state = 'sent'"
    at = (await db.read(sql, {"push": push, "kind": KIND}))[0]["at"]
    return None if at is None else int(at)
