"""`make bench`: this bot and a stateless one side by side on loopback, each on the same core by turns."""

import argparse
import asyncio
import compileall
import gc
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median

from bot.playground import World, serve
from bot.playground.hands import say
from tests.bench import courier, deals, pictures
from tests.bench.lines import line
from tests.bench.people import FIRST, SCRIPTS
from tests.bench.processes import BOT_CORE, LOAD_CORE, OURS, ROOT, memory, seconds_to_first_poll
from tests.bench.screens import record
from tests.bench.side import Side, side

STARTS = 5


async def screens(folder: Path) -> Path:
    """What the stateless bot shows: recorded from this one, one person a script, in everybody's second check."""
    ours = await side(OURS, SCRIPTS, folder, "recorded")
    await ours.crowd.checks(1)
    file = folder / "screens.json"
    file.write_text(json.dumps(await record(ours.crowd), ensure_ascii=False), "utf-8")
    await ours.end()
    return file


async def start_ups(folder: Path) -> dict[str, float]:
    """Seconds to the first getUpdates: on a fresh database, on one that is there."""
    async with await serve(World(people=())) as server:
        server.world.add_person(FIRST, "Person", language_code="en")
        times: dict[str, list[float]] = {"fresh": [], "there": []}
        for number in range(STARTS):
            for kind in times:
                say(server.world, FIRST, "hello")
                times[kind].append(await seconds_to_first_poll(server, folder, f"start{number}"))
        return {kind: median(each) for kind, each in times.items()}


def kept(folder: Path, name: str) -> int:
    with closing(sqlite3.connect(folder / f"{name}.db")) as db:
        return int(db.execute("select count(*) from checks where state = 'done'").fetchone()[0])


def compare() -> dict[str, float]:
    command = [sys.executable, "-m", "tests.bench.compare"]
    result: dict[str, float] = json.loads(subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout)
    return result


def show(ours: Side, other: Side, starts: dict[str, float], search: dict[str, float]) -> None:
    both = (ours, other)
    line("", "this bot", "stateless", "ratio", aim="aim")
    pairs = zip(ours.tallies, other.tallies, strict=True)
    ratio = median((our.taps / our.seconds) / (its.taps / its.seconds) for our, its in pairs)
    line(
        "taps answered a second", *(f"{one.taps():.0f}" for one in both), f"{ratio:.2f}", aim=">= 1.2", met=ratio >= 1.2
    )
    line("checks completed a second", *(f"{one.checks():.1f}" for one in both), f"{ours.checks() / other.checks():.2f}")
    for alone, where in ((False, ""), (True, ", one person alone")):
        waits = (f"{one.wait(0.5, alone):.1f} / {one.wait(0.95, alone):.1f}" for one in both)
        line(f"a tap, p50 / p95, ms{where}", *waits)
    here, there = median(ours.cpu_ms), median(other.cpu_ms)
    line("processor time of the bot, ms a tap", f"{here:.3f}", f"{there:.3f}", f"{there / here:.2f}")
    line("busy: the other core", *(f"{median(one.load_busy):.0%}" for one in both))
    sizes = [memory(one.process.pid) for one in both]
    line(
        "memory now / most, MB", *(f"{now:.0f} / {most:.0f}" for now, most in sizes), aim="<= 90", met=sizes[0][1] <= 90
    )
    line("start-up to the first getUpdates, s", f"{starts['there']:.2f}", aim="<= 1", met=starts["there"] <= 1)
    line("  with a new database, s", f"{starts['fresh']:.2f}", aim="<= 1", met=starts["fresh"] <= 1)
    line("compare, p50 / p95, ms", f"{search['p50']:.2f} / {search['p95']:.2f}", aim="<= 1", met=search["p95"] <= 1)
    line("  first query of a process, ms", f"{search['first']:.0f}")


async def taps(rounds: int, seconds: float, people: int, folder: Path) -> None:
    starts = await start_ups(folder)
    search = compare()
    file = await screens(folder)
    ours = await side(OURS, people, folder, "coach")
    other = await side(("-m", "tests.bench.stateless", str(file)), people, folder, "none")
    for one in (ours, other):
        await one.crowd.run(seconds)
    gc.collect()
    gc.freeze()
    for _ in range(rounds):
        await ours.round(seconds)
        await other.round(seconds)
    print(
        f"{people} people at once, {rounds} rounds of {seconds:g} s each by turns, medians; "
        f"the bot on core {BOT_CORE}, the local Bot API and the people on core {LOAD_CORE}\n"
    )
    show(ours, other, starts, search)
    await ours.end()
    await other.end()
    seen = sum(human.checks for human in ours.crowd.humans.values())
    print(f"\nThe people saw {seen} cards; {kept(folder, 'coach')} finished checks are in the database.")


SECTIONS = ("taps", "courier", "deals", "pictures")


async def bench(sections: list[str], rounds: int, seconds: float, people: int, folder: Path) -> None:
    for folder_of_code in ("bot", "handlers"):  # as after any first start, also where Python must not write by itself
        compileall.compile_dir(ROOT / folder_of_code, quiet=1)
    os.sched_setaffinity(0, {LOAD_CORE})
    if "taps" in sections:
        await taps(rounds, seconds, people, folder)
    if "courier" in sections:
        await courier.bench(folder)
    if "deals" in sections:
        await deals.bench(folder, rounds, seconds)
    if "pictures" in sections:
        await pictures.bench()


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("sections", nargs="*", default=["taps"], help=f"of {', '.join(SECTIONS)}; without: taps")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--people", type=int, default=200)
    given = parser.parse_args()
    if unknown := set(given.sections) - set(SECTIONS):
        parser.error(f"no section {min(unknown)!r}: choose of {', '.join(SECTIONS)}")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(bench(given.sections, given.rounds, given.seconds, given.people, Path(folder)))


if __name__ == "__main__":
    main()
