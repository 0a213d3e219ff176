"""The work on one push: its receivers, then edits and deletions of what was sent."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from bot.pushes.receiving import Arrival, arrival, in_group
from bot.replies import Call
from bot.store import ledger, places, pushes, pushing, receivers, teams, told
from bot.store.database import Database, Write
from bot.store.ledger import Parcel
from bot.store.outcomes import Counts
from bot.store.places import Place
from bot.store.pushes import ALL, DELETABLE_MS, Push
from bot.store.pushing import TAKEN_BACK, Sent
from bot.store.receivers import Receiver
from bot.store.withdrawals import DELETE, EDIT, KIND
from bot.tips.learning import Told

BATCH = 200
"""Receivers a commit."""
SOON_MS = 1_000
"""After which is looked again for what was on its way."""


class Carrier(Protocol):
    """What the screens know of tips and reports."""

    async def tip(self, push: Push) -> "Wording | None":
        """None where it is deleted, or not in the library any more."""
        ...

    async def report(self, push: Push, counts: Counts) -> Call | None:
        """The message in the author's chat, anew; None where the author may not see it any more."""
        ...

    def line(self, person: int, lang: str | None, *, key: str, **values: object) -> Call:
        """One sentence to somebody."""
        ...


class Wording(Protocol):
    """One tip in words."""

    @property
    def about(self) -> str | None:
        """Its row."""
        ...

    def call(self, push: Push, lang: str | None, name: str | None, said: str | None = None) -> Call:
        """`name`: None in a group."""
        ...


class Works:
    def __init__(self, db: Database, carrier: Carrier) -> None:
        self._db = db
        self._carrier = carrier

    async def step(self, push: Push, now: int) -> tuple[Push, list[Write]]:
        """A batch, and the push after it: `next_at` None where there is no more to do."""
        if push.stopped and await pushing.first_due(self._db, push.id) is not None:
            return replace(push, next_at=now), pushes.stop(push, now)  # it was on its way then, and came back
        if push.work == "delete":
            return await self._delete(push, now)
        if push.work == "edit":
            return await self._edit(push, now)
        if push.state == "running" and push.cursor != ALL:
            return await self._send(push, now)
        return replace(push, next_at=None), []

    async def _send(self, push: Push, now: int) -> tuple[Push, list[Write]]:
        team, wording = await teams.load(self._db, push.team, push.author), await self._carrier.tip(push)
        if wording is None or team is None or not team.leads:
            return replace(push, state="cancelled", cursor=ALL, next_at=None), []
        writes = [teams.unchanged(team.id, team.rev)]
        writes += await self._to_places(push, wording, now) if push.cursor is None else []
        found = await receivers.following(self._db, push, BATCH, push.asked(now))
        for one in found:
            writes += _to_person(push, wording, one, now)
        cursor = found[-1].person if len(found) == BATCH else ALL
        return replace(push, cursor=cursor, next_at=now if cursor != ALL else None), writes

    async def _to_places(self, push: Push, wording: Wording, now: int) -> list[Write]:
        found = await places.of_team(self._db, push.team)
        habits = await receivers.hours_of(self._db, push.author)
        when = in_group(habits, push.mode, push.day, push.asked(now))
        return [] if isinstance(when, str) else [ledger.queue(_to_place(push, wording, place, when)) for place in found]

    async def _edit(self, push: Push, now: int) -> tuple[Push, list[Write]]:
        rows, wording = await pushing.outdated(self._db, push, BATCH), await self._carrier.tip(push)
        if not (rows and wording):
            return _after(push, [], [], now), [pushing.replaced(push)]
        ready = [row for row in rows if row.state != "sending"]
        writes: list[Write] = []
        for row in ready:
            call = wording.call(push, row.lang, row.shown_as, row.said)
            if row.state == "queued":
                writes.append(pushing.rewrite(row, _text(_in_topic(call, row.thread)), push.rev))
            else:
                writes += pushing.follow(push, row, EDIT, _text(_edit_of(call, row)), push.rev, now)
        return _after(push, rows, ready, now), writes

    async def _delete(self, push: Push, now: int) -> tuple[Push, list[Write]]:
        rows = await pushing.outdated(self._db, replace(push, rev=push.rev + 1), BATCH, now - DELETABLE_MS)
        ready = [row for row in rows if row.state == "sent"]
        writes = [
            write
            for row in ready
            for write in pushing.follow(
                push, row, DELETE, _text(Call("deleteMessage", {"message_id": row.message})), TAKEN_BACK, now
            )
        ]
        return _after(push, rows, ready, now), writes


def _to_person(push: Push, wording: Wording, one: Receiver, now: int) -> list[Write]:
    asked = push.asked(now)
    when = arrival(one.habits, push.mode, push.day, asked, one.booked) if one.reachable else "unreachable"
    if isinstance(when, str):
        return [pushing.skipped(push.id, one.person, when, now)]
    parcel = Parcel(
        slot=pushing.slot(push.id, one.person),
        chat=one.person,
        kind=KIND,
        call=_text(wording.call(push, one.lang, one.shown_as)),
        due_at=when.due,
        person=one.person,
        once=True,
        expires_at=when.ends,
        push=push.id,
        rev=push.rev,
    )
    heard = Told(when.day, push.tip, wording.about, "manager", push=push.id)
    return [ledger.queue(parcel), told.push(one.person, heard, now)]


def _to_place(push: Push, wording: Wording, place: Place, when: Arrival) -> Parcel:
    return Parcel(
        slot=pushing.place_slot(push.id, place),
        chat=place.chat,
        kind=KIND,
        call=_text(_in_topic(wording.call(push, None, None), place.thread)),
        due_at=when.due,
        once=True,
        expires_at=when.ends,
        push=push.id,
        rev=push.rev,
    )


def _in_topic(call: Call, thread: int) -> Call:
    return Call(call.method, {**call.params, "message_thread_id": thread}) if thread else call


def _edit_of(call: Call, row: Sent) -> Call:
    """What was sent, with these words: the picture or document stays."""
    method = "editMessageText" if call.method == "sendMessage" else "editMessageCaption"
    kept = {name: value for name, value in call.params.items() if name not in ("photo", "document")}
    return Call(method, {**kept, "message_id": row.message})


def _text(call: Call) -> str:
    return json.dumps(call, ensure_ascii=False)


def _after(push: Push, rows: Sequence[Sent], ready: Sequence[Sent], now: int) -> Push:
    """What is on its way has no number yet and is waited for; after the edits, the others are dealt with."""
    if rows:
        return replace(push, next_at=now if ready else now + SOON_MS)
    if push.work == "edit":
        unfinished = push.state == "running" and push.cursor != ALL
        return replace(push, work="send", next_at=now if unfinished else None)
    return replace(push, next_at=None)
