"""People who do a whole check each, as fast as the bot answers, and know what they pressed."""

import asyncio
import json
import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from bot.playground import World
from bot.playground.hands import buttons, say, tap

Json = dict[str, Any]

FIRST = 100_000
LONG = 60.0
"""Seconds after which an answer is taken for lost."""
VALUES, OFTEN = ("b2b", "mid", "b2c", "unknown"), (6, 3, 6, 2)
STAGES = ("contact", "needs", "offer", "negotiation", "repeat")


@dataclass
class Human:
    id: int
    world: World
    dice: random.Random
    pressed: dict[str, str] = field(default_factory=dict)
    """Step -> what was answered there."""
    acts: int = 0
    """How many taps and texts the check had to take in."""
    name: str | None = None
    checks: set[str] = field(default_factory=set)
    """Ids of the checks that the buttons speak of."""
    card: Json | None = None
    news: asyncio.Event = field(default_factory=asyncio.Event)
    _done: set[str] = field(default_factory=set)

    async def check(self) -> None:
        """From /deal to the card."""
        say(self.world, self.id, "/deal")
        while self.card is None:
            screen, step = await self._next()
            verb, check, *_ = data = str(buttons(screen)[0]["callback_data"]).split(":")
            self.checks.add(check)
            self._done.add(step)
            if step == "flag:named" and self.dice.random() < 0.5:
                self.name = f"Deal of {self.id} & <co>"
                self.acts += 1
                say(self.world, self.id, self.name)
            elif verb in ("answer", "flag", "guess"):
                await self._press(screen, data)
            else:
                self.card = screen

    async def _next(self) -> tuple[Json, str]:
        """The first screen of a step that has not been answered yet."""
        async with asyncio.timeout(LONG):
            while True:
                self.news.clear()
                for screen in reversed(self.world.from_bot(self.id)):
                    if buttons(screen) and (step := step_of(screen)) not in self._done:
                        return screen, step
                await self.news.wait()

    async def _press(self, screen: Json, data: list[str]) -> None:
        verb, check, step, *_ = [*data, ""]
        if verb == "answer":
            values = {"stage": STAGES, "public": ("yes", "no", "unknown")}.get(step)
            value = self.dice.choice(values) if values else self.dice.choices(VALUES, OFTEN)[0]
            data = [verb, check, step, value]
        elif verb == "guess":
            step, value = "guess", self.dice.choice("12345")
            data = [verb, check, value]
        else:
            value = "pressed"
        self.pressed[step] = value
        twice = verb == "answer" and self.dice.random() < 0.1
        self.acts += 1 + twice
        number, text = int(screen["message_id"]), ":".join(data)
        taps = [tap(self.world, self.id, number, data=text, within=LONG) for _ in range(1 + twice)]
        answers = await asyncio.gather(*taps)
        assert all(answer["answered"] for answer in answers), (self.id, text)


def step_of(screen: Json) -> str:
    verb, _, *rest = str(buttons(screen)[0]["callback_data"]).split(":")
    return f"{verb}:{rest[0]}" if verb in ("answer", "flag") else verb


class Crowd:
    """`async with`: they begin at once."""

    def __init__(self, world: World, many: int, seed: int) -> None:
        self.world = world
        self.humans: dict[int, Human] = {}
        for person in range(FIRST, FIRST + many):
            lang = "ru" if person % 2 else "en"
            world.add_person(person, f"Person {person}", language_code=lang, started=True)
            self.humans[person] = Human(person, world, random.Random(seed * 1000 + person))

    async def __aenter__(self) -> "Crowd":
        self._watching = asyncio.create_task(self._watch())
        self._checks = [asyncio.create_task(human.check()) for human in self.humans.values()]
        return self

    async def __aexit__(self, *_: object) -> None:
        for task in (self._watching, *self._checks):
            task.cancel()
        await asyncio.gather(self._watching, *self._checks, return_exceptions=True)

    async def _watch(self) -> None:
        events = self.world.events.listen()
        while True:
            human = self.humans.get((await events.get())["chat"])
            if human is not None:
                human.news.set()

    @property
    def acts(self) -> int:
        return sum(human.acts for human in self.humans.values())

    @property
    def still_at_it(self) -> int:
        return sum(human.card is None for human in self.humans.values())

    async def until(self, happened: Callable[[], bool]) -> None:
        async with asyncio.timeout(LONG):
            while not happened():
                self._fail_early()
                await asyncio.sleep(0.005)

    async def all_done(self) -> None:
        async with asyncio.timeout(LONG):
            await asyncio.gather(*self._checks)

    def _fail_early(self) -> None:
        for task in self._checks:
            if task.done():
                task.result()

    def repeated(self, method: str) -> int:
        """Calls that said once more what had been said already."""
        calls = [call.params for call in self.world.calls_of(method) if method != "sendMessage" or call.ok]
        return len(calls) - len({json.dumps(params) for params in calls})
