"""Does a tap wait longer when a million deals are in the database?"""

import gc
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from statistics import median

from bot.store.migrate import migrate
from tests.bench.lines import line
from tests.bench.processes import OURS
from tests.bench.side import Side, side

FEW, MANY = 1_000, 1_000_000
EACH = 5
"""Deals a person."""
PEOPLE = 100
"""At once."""
STRANGERS = 10_000_000
SLUGS = (
    "decision-makers", "cycle", "offer", "team", "impact", "procedure", "product", "profit-source", "market",
    "competence", "success-factor", "needs", "focus", "effort", "role", "negotiation",
)  # fmt: skip
INSERT_DEAL = (
    "insert into deals (id, person, number, name, created_at, touched_at, check_now) values (?, ?, ?, ?, 1, ?, ?)"
)
INSERT_CHECK = (
    "insert into checks (id, deal, person, content, state, answers, stage, started_at, touched_at, finished_at, "
    "result) values (?, ?, ?, 'long ago', 'done', ?, 'offer', 1, 1, 1, ?)"
)


async def fill(folder: Path, name: str, deals: int) -> None:
    """People of long ago, each with finished checks."""
    file = folder / f"{name}.db"
    await migrate(f"sqlite:///{file}")
    answers = json.dumps(dict.fromkeys(SLUGS, "b2b"))
    result = json.dumps({"share": 1.0, "type": "b2b", "fit": 6, "fit_of": 6})

    def rows(*make: Callable[[int], object]) -> Iterator[tuple[object, ...]]:
        return (tuple(one(n) for one in make) for n in range(deals))

    def own(n: int) -> int:
        return n + 1

    def person(n: int) -> int:
        return STRANGERS + n // EACH

    with closing(sqlite3.connect(file)) as db, db:
        db.execute("pragma synchronous = off")
        db.execute("insert into content (version, body, created_at) values ('long ago', '{}', 1)")
        people = "insert into people (id, lang, deals, created_at, seen_at) values (?, 'ru', ?, 1, 1)"
        db.executemany(people, ((STRANGERS + n, EACH) for n in range(-(-deals // EACH))))
        db.executemany(INSERT_DEAL, rows(own, person, lambda n: n % EACH + 1, lambda n: f"Deal {n}", own, own))
        db.executemany(INSERT_CHECK, rows(own, own, person, lambda n: answers, lambda n: result))


async def bench(folder: Path, rounds: int, seconds: float) -> None:
    sides: list[Side] = []
    for deals in (FEW, MANY):
        await fill(folder, f"deals{deals}", deals)
        sides.append(await side(OURS, PEOPLE, folder, f"deals{deals}"))
    for one in sides:
        await one.crowd.run(seconds)
    gc.collect()
    gc.freeze()
    line("", f"{FEW:,} deals", f"{MANY:,} deals", "ratio", aim="aim")
    for many, where in ((PEOPLE, f"{PEOPLE} people at once"), (1, "one person alone")):
        waits: tuple[list[float], list[float]] = ([], [])
        for _ in range(rounds):
            for one, found in zip(sides, waits, strict=True):
                found.append((await one.crowd.run(seconds, many)).percentile(0.95))
        few, more = map(median, waits)
        line(f"a tap, p95, ms, {where}", f"{few:.1f}", f"{more:.1f}", f"{more / few:.2f}", aim="<= 1.2",
             met=more / few <= 1.2)  # fmt: skip
    for one in sides:
        await one.end()
