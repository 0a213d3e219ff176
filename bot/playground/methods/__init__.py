"""The methods of the Bot API: name -> what it takes and what it does."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.playground.errors import Refusal, bad
from bot.playground.params import Params
from bot.playground.world import World

Handler = Callable[[World, Params], Any]


@dataclass(frozen=True, slots=True)
class Method:
    name: str
    takes: frozenset[str]
    run: Handler


METHODS: dict[str, Method] = {}


def method(name: str, takes: str = "") -> Callable[[Handler], Handler]:
    def register(run: Handler) -> Handler:
        METHODS[name.lower()] = Method(name, frozenset(takes.split()), run)
        return run

    return register


async def call(world: World, name: str, params: Params) -> Any:
    """Carry out one call; a Refusal is an answer too."""
    found = METHODS.get(name.lower())
    if found is None:
        raise Refusal(404, "Not Found")
    try:
        result = await _run(world, found, params)
    except Exception as error:
        world.record(found.name, params.raw, error)
        raise
    world.record(found.name, params.raw, result)
    return result


async def _run(world: World, found: Method, params: Params) -> Any:
    if world.gate and found.name.startswith("send") and found.name != "sendChatAction":
        world.gate.enter(params.integer("chat_id"), paid=params.flag("allow_paid_broadcast"))
    fault = world.faults.take(found.name) if world.faults else None
    if fault:
        await world.faults.before(fault)
    for name in params.raw:
        if name not in found.takes:
            raise bad(f'unknown parameter "{name}"')
    result = found.run(world, params)
    if isinstance(result, Awaitable):
        result = await result
    if fault:
        world.faults.strike(fault)
    return result


from bot.playground.methods import chats, edit, profile, queries, send, updates  # noqa: E402, F401
