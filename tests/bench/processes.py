"""Bots as processes on a core of their own, and what the kernel says about them."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from bot.playground import Server

if sys.platform != "linux":
    sys.exit("The bench needs Linux: it pins processes to cores and reads /proc.")

ROOT = Path(__file__).parents[2]
CORES = sorted(os.sched_getaffinity(0))
BOT_CORE, LOAD_CORE = CORES[0], CORES[-1]
TICK = os.sysconf("SC_CLK_TCK")

OURS = (str(ROOT / "bot.py"), "run")


def start(command: Sequence[str], server: Server, folder: Path, name: str, **more: str) -> subprocess.Popen[bytes]:
    """On the bots' core, against the server, with a database `name` in the folder; `more`: other variables."""
    environment = {
        **os.environ, "BOT_TOKEN": server.world.token, "BOT_API_URL": f"{server.url}/bot",
        "DATABASE_URL": f"sqlite:///{folder / name}.db", "LOG_LEVEL": "WARNING", "PYTHONPATH": str(ROOT),
        **more,
    }  # fmt: skip
    os.sched_setaffinity(0, {BOT_CORE})
    try:
        return subprocess.Popen([sys.executable, *command], env=environment, cwd=folder)
    finally:
        os.sched_setaffinity(0, {LOAD_CORE})


async def stop(process: subprocess.Popen[bytes]) -> None:
    """The server goes on meanwhile: the bot still sends the answers it has begun."""
    process.send_signal(signal.SIGTERM)
    await asyncio.to_thread(process.wait, 20)


def cpu(pid: int) -> float:
    """Seconds of processor time so far, the kernel's share included."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


def memory(pid: int) -> tuple[float, float]:
    """Resident now and at the most, in MB."""
    lines = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(lines["VmRSS"].split()[0]) / 1024, int(lines["VmHWM"].split()[0]) / 1024


async def seconds_to_first_poll(server: Server, folder: Path, name: str) -> float:
    """From the start of our process; an update waits already, so that the poll returns at once."""
    world = server.world
    world.calls.clear()
    begun = time.perf_counter()
    process = start(OURS, server, folder, name)
    try:
        await world.until(lambda: bool(world.calls_of("getUpdates")), within=30)
        return time.perf_counter() - begun
    finally:
        await stop(process)
