"""The playground started alone, as the bench does."""

import asyncio
import sys
from pathlib import Path

import aiohttp

from bot.playground import World, serve

ROOT = Path(__file__).parents[2]


async def start(*arguments: str) -> asyncio.subprocess.Process:
    pipe = asyncio.subprocess.PIPE
    command = (sys.executable, "-m", "bot.playground", *arguments)
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=pipe, stderr=pipe)


async def test_it_serves_a_token_and_more_people() -> None:
    process = await start("--port", "0", "--token", "7:" + "x" * 35, "--people", "3")
    try:
        assert process.stdout
        url = (await asyncio.wait_for(process.stdout.readline(), 20)).decode().split()[-1]
        async with aiohttp.ClientSession() as session:
            body = {"chat_id": 100_003, "text": "x"}
            async with session.post(f"{url}/bot7:{'x' * 35}/sendMessage", json=body) as answer:
                assert (await answer.json())["ok"] is True
    finally:
        process.terminate()
        await process.communicate()


async def test_a_taken_port_is_one_sentence() -> None:
    async with await serve(World()) as taken:
        port = taken.url.rsplit(":", 1)[1]
        process = await start("--port", port)
        _, errors = await asyncio.wait_for(process.communicate(), 20)
    assert process.returncode == 1
    assert errors.decode().startswith(f"Port {port} of 127.0.0.1 cannot be used: ")
    assert errors.count(b"\n") == 1
