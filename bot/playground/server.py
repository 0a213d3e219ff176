"""The web application, on this machine only."""

import asyncio
from dataclasses import dataclass
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.playground import api, play
from bot.playground.world import World

HOST = "127.0.0.1"
LOCAL = frozenset({"127.0.0.1", "localhost"})
MAX_BODY = 60 * 2**20


@dataclass(frozen=True, slots=True)
class Server:
    """A running playground; `close` ends it, `async with` does so by itself."""

    url: str
    world: World
    runner: web.AppRunner

    async def close(self) -> None:
        self.world.close()
        await self.runner.cleanup()

    async def __aenter__(self) -> "Server":
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()


@web.middleware
async def local_only(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Refuse what another site makes a browser send: a foreign Host (DNS rebinding) or Origin."""
    host = request.headers.get("Host", "")
    if host.partition(":")[0] not in LOCAL:
        return web.Response(status=403, text="This server answers to 127.0.0.1 and localhost only.\n")
    origin = request.headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc != host
    # Another port of this machine is another site too; only following a link to the page is harmless.
    elsewhere = request.headers.get("Sec-Fetch-Site") in ("cross-site", "same-site")
    if foreign or (elsewhere and request.path != "/"):
        return web.Response(status=403, text="Not from another site.\n")
    return await handler(request)


def build_app(world: World) -> web.Application:
    app = web.Application(middlewares=[local_only], client_max_size=MAX_BODY)
    app[api.WORLD] = world
    api.add_routes(app)
    play.add_routes(app)
    return app


async def serve(world: World, port: int = 0) -> Server:
    """Start on a port (0: any free one); OSError when it is taken."""
    runner = web.AppRunner(build_app(world), access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, HOST, port).start()
    except OSError:
        await runner.cleanup()
        raise
    return Server(f"http://{HOST}:{runner.addresses[0][1]}", world, runner)


async def forever(world: World, port: int) -> None:
    async with await serve(world, port) as server:
        print(f"Playground: {server.url}", flush=True)
        await asyncio.Event().wait()
