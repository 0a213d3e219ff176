"""The playground alone, without a bot: python -m bot.playground --port 8090 --token 1:A..."""

import argparse
import asyncio
import contextlib
import sys

from bot.playground.server import forever
from bot.playground.world import TOKEN, World


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bot.playground", description=__doc__)
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--token", default=TOKEN)
    parser.add_argument("--people", type=int, default=0, help="this many more people, from id 100001 on")
    arguments = parser.parse_args()
    world = World(arguments.token)
    for number in range(arguments.people):
        world.add_person(100_001 + number, f"Person {number + 1}", language_code="en", started=True)
    try:
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(forever(world, arguments.port))
    except OSError as error:
        print(f"Port {arguments.port} of 127.0.0.1 cannot be used: {error.strerror}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
