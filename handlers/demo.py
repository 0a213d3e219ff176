"""The playground: a local Bot API and its chat page, and the unchanged bot talking to it over HTTP."""

import asyncio
import tempfile
from pathlib import Path

from bot.playground.server import serve as serve_playground
from bot.playground.world import World
from bot.runtime.clock import MovableClock
from bot.runtime.fatal import Fatal
from bot.settings import load_settings
from handlers.service import Texts, serve


async def demo(texts: Texts, port: int, stop: asyncio.Event) -> None:
    """Until `stop`. Raises Fatal when the port is taken."""
    world, clock = World(), MovableClock()

    def follow(seconds: float) -> None:
        clock.ahead += int(seconds * 1000)

    world.on_move.append(follow)
    try:
        playground = await serve_playground(world, port)
    except OSError:
        raise Fatal(f"Port {port} is taken: start with another one, for example --port {port + 1}.") from None
    with tempfile.TemporaryDirectory(prefix="deal-coach-") as folder:
        settings = load_settings(
            bot_token=world.token,
            bot_api_url=f"{playground.url}/bot",
            database_url=f"sqlite:///{Path(folder) / 'demo.db'}",
            owner_ids=frozenset({1004}),
            _env_file=None,
        )
        print(f"Open {playground.url} and talk to the bot. Ctrl+C stops it.", flush=True)
        try:
            await serve(settings, texts, stop, clock)
        finally:
            world.close()
            await playground.close()
