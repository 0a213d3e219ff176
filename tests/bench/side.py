"""A bot on a core of its own, with a local Bot API and people of its own."""

import os
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from bot.playground import Server, World, serve
from tests.bench import processes
from tests.bench.people import Crowd, Tally
from tests.bench.processes import cpu


@dataclass
class Side:
    server: Server
    crowd: Crowd
    process: subprocess.Popen[bytes]
    tallies: list[Tally] = field(default_factory=list)
    alone: list[Tally] = field(default_factory=list)
    cpu_ms: list[float] = field(default_factory=list)
    load_busy: list[float] = field(default_factory=list)

    async def round(self, seconds: float) -> None:
        before, own = cpu(self.process.pid), cpu(os.getpid())
        tally = await self.crowd.run(seconds)
        self.cpu_ms.append((cpu(self.process.pid) - before) * 1000 / tally.taps)
        self.load_busy.append((cpu(os.getpid()) - own) / tally.seconds)
        self.tallies.append(tally)
        self.alone.append(await self.crowd.run(seconds / 5, many=1))

    def taps(self) -> float:
        return median(tally.taps / tally.seconds for tally in self.tallies)

    def checks(self) -> float:
        """Of all rounds together: people who began at once also end at once."""
        return sum(tally.checks for tally in self.tallies) / sum(tally.seconds for tally in self.tallies)

    def wait(self, share: float, alone: bool = False) -> float:
        return median(tally.percentile(share) for tally in (self.alone if alone else self.tallies))

    async def end(self) -> None:
        await processes.stop(self.process)
        await self.crowd.leave()
        await self.server.close()


async def side(command: tuple[str, ...], many: int, folder: Path, name: str) -> Side:
    server = await serve(World(people=()))
    crowd = Crowd(server.world, many)
    one = Side(server, crowd, processes.start(command, server, folder, name))
    await crowd.begin()
    return one
