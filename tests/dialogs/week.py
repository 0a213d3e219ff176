"""Days of a team: people in their own zones, a clock that goes by half hours, and the local Bot API's own record."""

import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from bot.person.schedule import instant
from handlers.callbacks import pack_id
from tests.dialogs.days import day, settled
from tests.dialogs.house import House, Json, Talk, buttons, is_own, text_of

HALF_MS = 30 * 60_000
SENDS = ("sendMessage", "sendPhoto", "sendDocument", "sendPoll")
LEFT_BEHIND = "terminated by other getUpdates"


@dataclass
class Worker(Talk):
    """Somebody with a place to live and days to work."""

    zone: str = "Europe/Moscow"
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 7)
    """After the Monday, on which messages may come."""
    answered: set[int] = field(default_factory=set)
    """Messages that were asked for."""

    async def send(self, **what: Any) -> str:
        before = self._seen()
        text = await super().send(**what)
        self.answered |= self._seen() - before
        return text

    async def press(self, data: str, message: Json | None = None, **more: Any) -> str:
        before = self._seen()
        toast = await super().press(data, message, **more)
        self.answered |= self._seen() - before
        return toast

    async def settle_down(self, *taps: str) -> None:
        """What is tapped in the settings."""
        for tap in (f"zone:{self.zone}", *taps):
            await self.press(tap, stale=True)

    def _seen(self) -> set[int]:
        return {message["message_id"] for message in self._all}

    @property
    def begun(self) -> list[Json]:
        """What the bot sent here unasked, as the local Bot API noted it: never edited, never deleted."""
        noted = [call.result for call in self.house.world.calls_of(*SENDS) if call.ok]
        return [one for one in noted if one["chat"]["id"] == self.person and one["message_id"] not in self.answered]

    @property
    def tip(self) -> Json:
        """The last of the manager's."""
        return next(one for one in reversed(self._all) if not is_own(self.house.texts, one) and heard(one))

    def when(self, message: Json) -> datetime:
        return datetime.fromtimestamp(message["date"], ZoneInfo(self.zone))


def heard(message: Json) -> list[str]:
    """The pushes that its buttons answer."""
    parts = [button.get("callback_data", "").split(":") for button in buttons(message)]
    return [args[0] for verb, *args in parts if verb == "heard"]


@dataclass
class Week:
    """The manager's clock is the one that is read."""

    house: House
    boss: Worker
    sellers: Sequence[Worker]

    @property
    def people(self) -> list[Worker]:
        return [self.boss, *self.sellers]

    async def until(self, ahead: int, minute: int) -> None:
        """By half hours; at each midnight the bot is rebuilt from its database."""
        end = instant(day(ahead), minute, self.boss.zone)
        now = self.house.clock.now() if self.house.clock.ahead else end
        while now < end:
            now = min(now // HALF_MS * HALF_MS + HALF_MS, end)
            if self._local(now).time().isoformat() == "00:00:00":
                await self.house.restart()
            await self._is(now)
        await self._is(end)

    async def down(self, ahead: int, minute: int) -> None:
        """The bot does not run until then."""
        await self.house.stop()
        self._move(instant(day(ahead), minute, self.boss.zone))
        await self.house.start()
        await settled(self.house)

    async def _is(self, now: int) -> None:
        self._move(now)
        await settled(self.house)

    def _move(self, now: int) -> None:
        ahead = now - time.time_ns() // 1_000_000
        self.house.world.ahead = ahead / 1000
        self.house.clock.ahead = ahead

    def _local(self, now: int) -> datetime:
        return datetime.fromtimestamp(now / 1000, ZoneInfo(self.boss.zone))

    def push_of(self, tip: str) -> int:
        (row,) = self.house.rows(f"select id from pushes where tip like '{tip}'")
        return int(row["id"])

    def brought(self, push: int) -> Counter[int]:
        """Person -> how many messages of this push the local Bot API has noted."""
        return Counter(one.person for one in self.sellers for got in one.begun if pack_id(push) in heard(got))

    def fates(self, push: int) -> dict[int, str]:
        """Person -> what the ledger says became of it."""
        what = "case when state = 'expired' and due_at = expires_at then 'off' else coalesce(error, state) end as fate"
        rows = self.house.rows(f"select person, {what} from ledger where push = {push} and kind = 'tip'")
        found = [(int(row["person"]), str(row["fate"])) for row in rows]
        assert len(found) == len(dict(found)), found
        return dict(found)

    def report(self, push: int) -> list[str]:
        """The live one, as it stands now; a tip of the list has none."""
        (row,) = self.house.rows(f"select report from pushes where id = {push}")
        kept = self.house.world.chats[self.boss.person].messages
        return [text_of(kept[row["report"]])] if row["report"] else []


def is_polite(one: Worker) -> None:
    """Two messages a day, awake, on working days, and none twice."""
    days: Counter[date] = Counter()
    for message in one.begun:
        when = one.when(message)
        days[when.date()] += 1
        assert when.date() in [day(ahead) for ahead in one.days], (one.person, when, text_of(message))
        assert 9 <= when.hour < 20, (one.person, when, text_of(message))
    assert all(many <= 2 for many in days.values()), (one.person, days)
    assert_no_twins(one.begun)


def assert_no_twins(messages: Iterable[Json]) -> None:
    twice = [text for text, many in Counter(map(text_of, messages)).items() if many > 1]
    assert twice == []


def agrees(one: Worker) -> None:
    """The ledger and the local Bot API know of the same messages."""
    sql = (
        f"select slot, message from ledger where chat = {one.person} and state = 'sent' "
        "and kind not in ('tip_edit', 'tip_delete')"
    )
    rows = one.house.rows(sql)
    assert sorted(row["message"] for row in rows) == sorted(message["message_id"] for message in one.begun)
    assert len({row["slot"] for row in rows}) == len(rows)
