"""A process that is nothing but the courier: `python -m tests.faults.courier`, with variables as the bot's."""

import asyncio
import os
import signal

from bot.runtime.clock import Clock
from bot.runtime.courier import Courier
from bot.runtime.pace import Limits
from bot.runtime.transport import Transport
from bot.store.database import open_database

FAST = Limits(everybody=(20, 0.1))
"""So that there is always much under way."""


async def main() -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    db = await open_database(os.environ["DATABASE_URL"])
    transport = Transport(os.environ["BOT_API_URL"], os.environ["BOT_TOKEN"])
    await transport.initialize()
    await Courier(db, transport, Clock(), FAST, alone=True).run(stop)
    await transport.shutdown()
    await db.close()


if __name__ == "__main__":
    asyncio.run(main())
