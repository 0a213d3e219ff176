"""The courier: how fast it may send and does, and what a long queue costs in memory."""

import asyncio
import gc
import json
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from bot.playground import Limits, Server, World, serve
from bot.store.migrate import migrate
from tests.bench import processes
from tests.bench.lines import line
from tests.bench.processes import OURS, memory

FIRST = 100_000
FEW, MANY = 10_000, 1_000_000
FREE, PAID = 30, 1000
"""Messages a second."""
LATENCY = 0.15
"""Seconds, where Telegram is far away."""
TEXT = "Good morning. Today: call the dairy about the compressor room. " * 6


async def fill(folder: Path, name: str, many: int) -> None:
    """As many messages as people, all due."""
    file = folder / f"{name}.db"
    await migrate(f"sqlite:///{file}")
    now = time.time_ns() // 1_000_000
    call = json.dumps(["sendMessage", {"text": TEXT, "parse_mode": "HTML"}])

    def rows() -> Iterator[tuple[object, ...]]:
        for n in range(many):
            yield f"bench:{n}", FIRST + n, call, now - many + n, now

    sql = "insert into ledger (slot, chat, kind, call, due_at, at) values (?, ?, 'bench', ?, ?, ?)"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("pragma synchronous = off")
        db.executemany(sql, rows())


async def telegram(people: int, limits: Limits | None = None) -> Server:
    """With limits it counts, and refuses what comes too soon."""
    world = World(people=(), limits=limits)
    for n in range(people):
        world.add_person(FIRST + n, "Person", started=True)
    return await serve(world)


def times(server: Server) -> list[float]:
    return [call.time for call in server.world.calls_of("sendMessage") if call.ok]


def refused(server: Server) -> int:
    return len([call for call in server.world.calls_of("sendMessage") if not call.ok])


async def until_sent(server: Server, process: subprocess.Popen[bytes], many: int) -> None:
    """Looks seldom and at little: whoever counts on this core is late for what arrives."""
    gc.collect()
    gc.freeze()
    while len(server.world.calls) < many or len(times(server)) < many:
        assert process.poll() is None, "the bot has ended"
        await asyncio.sleep(0.2)


async def rate(folder: Path, allowed: int, seconds: int) -> tuple[float, int]:
    """How many a second were taken, and how many refused; the paid ones by a server that does not count."""
    name, many = f"rate{allowed}", allowed * seconds
    await fill(folder, name, many)
    server = await telegram(many, Limits() if allowed == FREE else None)
    if allowed == FREE:
        server.world.delay_next("sendMessage", LATENCY, times=2 * many)
    process = processes.start(OURS, server, folder, name, COURIER_RATE=str(allowed))
    await until_sent(server, process, many)
    await processes.stop(process)
    sent, no = times(server), refused(server)
    await server.close()
    first, last = allowed, allowed * (seconds - 1)  # whole seconds' worth: where in the second they go says nothing
    return (last - first) / (sent[last] - sent[first]), no


async def resident(folder: Path, queued: int) -> float:
    """MB at the most, while the first of a queue so long are sent."""
    name = f"queued{queued}"
    await fill(folder, name, queued)
    server = await telegram(FEW)
    process = processes.start(OURS, server, folder, name, COURIER_RATE=str(PAID))
    await until_sent(server, process, FEW - 1000)
    most = memory(process.pid)[1]
    await processes.stop(process)
    await server.close()
    (folder / f"{name}.db").unlink()
    return most


async def bench(folder: Path) -> None:
    line("the courier", "reached", "share", "refused", aim="aim")
    free, no = await rate(folder, FREE, 30)
    line(
        f"messages a second, of {FREE} allowed", f"{free:.1f}", f"{free / FREE:.1%}", str(no), aim=">= 98%",
        met=free >= 0.98 * FREE and not no,
    )  # fmt: skip
    paid, _ = await rate(folder, PAID, 15)
    line(f"messages a second, of {PAID} allowed", f"{paid:.0f}", f"{paid / PAID:.1%}")
    few, many = await resident(folder, FEW), await resident(folder, MANY)
    line(
        f"memory, MB, {FEW:,} / {MANY:,} receivers", f"{few:.0f}", f"{many:.0f}", f"{many - few:+.0f}", aim="<= +50",
        met=many - few <= 50,
    )  # fmt: skip
