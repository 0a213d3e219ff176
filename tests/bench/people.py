"""The people of the bench: each does one check after the other, the next tap as soon as the answer has arrived."""

import asyncio
import random
import time
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from bot.playground import World
from bot.playground.hands import buttons, say
from bot.playground.queries import CALLBACK_LIFE, Query

Json = dict[str, Any]

FIRST = 100_000
"""Id of the first person."""
SCRIPTS = 24
"""How many ways through a check there are; the even ones are Russian."""
VALUES, OFTEN = ("b2b", "mid", "b2c", "unknown"), (7, 4, 7, 2)


def script_of(person: int) -> int:
    return (person - FIRST) % SCRIPTS


@lru_cache(maxsize=4096)
def choice(script: int, step: str) -> str:
    """What is answered at a step: always the same in one script."""
    pick = random.Random(f"{script}:{step}")
    if step == "stage":
        return pick.choice(("contact", "needs", "offer", "negotiation", "repeat"))
    if step == "public":
        return pick.choice(("yes", "no", "unknown"))
    if step == "guess":
        return pick.choice("12345")
    return pick.choices(VALUES, OFTEN)[0]


def next_press(script: int, screen: Json) -> str:
    """The callback data of the button to press: through the check, and from the card into the next one."""
    verb, *rest = str(buttons(screen)[0]["callback_data"]).split(":")
    if verb == "answer":
        return f"answer:{rest[0]}:{rest[1]}:{choice(script, rest[1])}"
    if verb == "guess":
        return f"guess:{rest[0]}:{choice(script, 'guess')}"
    return ":".join([verb, *rest]) if verb in ("flag", "usual") else "deal"


@dataclass(slots=True)
class Human:
    id: int
    screen: Json | None = None
    """The last one with buttons."""
    query: Query | None = None
    pressed: float | None = None
    """When the tap was made that waits for its answer."""
    checks: int = 0


@dataclass(slots=True)
class Tally:
    seconds: float = 0.0
    checks: int = 0
    waits: list[float] = field(default_factory=list)

    @property
    def taps(self) -> int:
        return len(self.waits)

    def percentile(self, share: float) -> float:
        """Milliseconds from a tap to its answer."""
        return sorted(self.waits)[int(share * (self.taps - 1))] * 1000


class Crowd:
    def __init__(self, world: World, many: int) -> None:
        self.world = world
        self.humans = {person: Human(person) for person in range(FIRST, FIRST + many)}
        self.pressed: dict[str, int] = {}
        """Query -> person, only while `remember` is set."""
        self.remember = False
        self._tally: Tally | None = None
        self._goal: int | None = None
        self._idle = asyncio.Event()
        for person in self.humans:
            lang = "en" if script_of(person) % 2 else "ru"
            world.add_person(person, f"Person {person - FIRST + 1}", language_code=lang, started=True)
        self._watching = asyncio.create_task(self._watch())

    async def begin(self) -> None:
        """Everybody writes /deal and gets the first question."""
        for human in self.humans.values():
            human.pressed = time.perf_counter()
            say(self.world, human.id, "/deal")
        await self._all_answered()

    async def run(self, seconds: float, many: int | None = None) -> Tally:
        """Taps for so long, by all or by the first `many`; then waits for the answers still due."""
        tally = self._tally = Tally()
        start = time.perf_counter()
        for human in list(self.humans.values())[:many]:
            self._press(human)
        await asyncio.sleep(seconds)
        tally.seconds, self._tally = time.perf_counter() - start, None
        await self._all_answered()
        return tally

    async def checks(self, each: int) -> None:
        """Everybody does so many more checks."""
        self._goal = each
        for human in self.humans.values():
            human.checks = 0
            self._press(human)
        await self._all_answered()
        self._goal = None

    async def leave(self) -> None:
        self._watching.cancel()
        await asyncio.gather(self._watching, return_exceptions=True)

    async def _all_answered(self) -> None:
        async with asyncio.timeout(60):
            while any(human.pressed is not None for human in self.humans.values()):
                self._idle.clear()
                await self._idle.wait()

    async def _watch(self) -> None:
        events = self.world.events.listen()
        while True:
            message = (await events.get()).get("message")
            if message and message["from"] is self.world.bot and "reply_markup" in message:
                self._see(self.humans[message["chat"]["id"]], message)

    def _see(self, human: Human, screen: Json) -> None:
        human.screen = screen
        if human.pressed is None:
            return
        assert human.query is None or human.query.answer.done(), "the screen came before the tap was answered"
        wait, human.pressed = time.perf_counter() - human.pressed, None
        finished = next_press(script_of(human.id), screen) == "deal"
        human.checks += finished
        if self._tally is not None:
            self._tally.waits.append(wait)
            self._tally.checks += finished
        if self._tally is not None or (self._goal is not None and human.checks < self._goal):
            self._press(human)
        else:
            self._idle.set()

    def _press(self, human: Human) -> None:
        assert human.screen is not None
        world, chat = self.world, self.world.chats[human.id]
        number = human.screen["message_id"]
        human.pressed = time.perf_counter()
        query = human.query = world.queries.ask(human.id, chat.id, number, CALLBACK_LIFE)
        if self.remember:
            self.pressed[query.id] = human.id
        update = {
            "id": query.id,
            "from": world.people[human.id].user,
            "message": human.screen,
            "chat_instance": str(chat.id),
            "data": next_press(script_of(human.id), human.screen),
        }
        world.updates.push("callback_query", update)
