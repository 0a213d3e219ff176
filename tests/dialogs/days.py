"""Days that pass: the clock of a house is set to an hour of a weekday, where the person is."""

import asyncio
import time
from datetime import UTC, date, datetime, timedelta

from bot.person.schedule import instant
from tests.dialogs.house import House, Json, Talk, datas, text_of

ZONES = {"ru": "Europe/Moscow", "en": "Europe/London"}
MORNING, EVENING = 9 * 60 + 30, 19 * 60
NOON = 12 * 60


def monday() -> date:
    """One that lies ahead; what follows it are the days of its week."""
    today = datetime.now(UTC).date() + timedelta(2)
    return today + timedelta(-today.weekday() % 7)


def day(ahead: int) -> date:
    """So many days after the Monday."""
    return monday() + timedelta(ahead)


async def at(talk: Talk, ahead: int, minute: int = NOON) -> None:
    """It is so late there on that day, and all that is due by then has been sent."""
    now = instant(day(ahead), minute, ZONES[talk.lang])
    talk.house.clock.ahead = now - time.time_ns() // 1_000_000
    if talk.house.running:
        await settled(talk.house)


async def settled(house: House) -> None:
    """Until nothing is due that the bot begins by itself."""
    async with asyncio.timeout(20):
        while _waiting(house):
            await asyncio.sleep(0.0005)


def _waiting(house: House) -> bool:
    now = house.clock.now()
    return bool(
        house.rows(
            f"select 1 from people where morning_at <= {now} and unreachable_at is null union all "
            f"select 1 from visits where ask_at <= {now} union all "
            f"select 1 from pushes where next_at <= {now} union all "
            "select 1 from members m join people p on p.id = m.person where m.role <> 'member' "
            f"and p.unreachable_at is null and coalesce(m.digest_at, 0) <= {now} union all "
            f"select 1 from ledger where state in ('queued', 'sending') and due_at <= {now}"
        )
    )


def written(talk: Talk) -> list[str]:
    """What the bot has begun by itself so far."""
    return [text_of(message) for message in talk.own]


def button(message: Json, verb: str, place: int = 0) -> str:
    """The data of a message's button by its verb."""
    return [data for data in datas(message) if data.split(":")[0] == verb][place]


def said(talk: Talk, ahead: int) -> str:
    """A day as the screens name it, with its weekday."""
    words = talk.house.texts.words[talk.lang]
    when = day(ahead)
    weekday = words.plain(f"weekday.{('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun')[when.weekday()]}")
    return words.plain("when.day", weekday=weekday, day=words.day(when))
