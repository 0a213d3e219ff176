"""What the commands of bot.py do."""

import asyncio
import gc
import json
import logging
import signal
import sys
from collections.abc import Awaitable, Callable, Sequence
from functools import lru_cache
from typing import Any, NoReturn

from bot.catalog import ContentError, Problem, load, read_files
from bot.runtime.fatal import Fatal
from bot.settings import ROOT, SettingsError, load_settings
from bot.store.database import StoreError
from handlers.console import BadInput, Console, plain
from handlers.screens.words import load_words
from handlers.service import Texts, serve

Fail = Callable[[object], NoReturn]


def run_bot() -> int:
    def work(stop: asyncio.Event) -> Awaitable[None]:
        settings = load_settings()
        _log(settings.log_level)
        texts = Texts.read()
        _keep_in_memory()
        return serve(settings, texts, stop)

    return _until_stopped(work)


def _keep_in_memory() -> None:
    """What is loaded by now stays: looking for garbage in it again and again took a tenth of a tap."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def run_demo(port: int) -> int:
    from handlers.demo import demo

    _log("WARNING")
    return _until_stopped(lambda stop: demo(Texts.read(), port, stop))


def _until_stopped(work: Callable[[asyncio.Event], Awaitable[None]]) -> int:
    async def main() -> None:
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        await work(stop)

    try:
        asyncio.run(main())
    except (SettingsError, ContentError, StoreError, Fatal) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


def _log(level: str) -> None:
    logging.basicConfig(level=level, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    for noisy in ("httpx", "telegram", "aiohttp.access"):
        logging.getLogger(noisy).setLevel(logging.WARNING)


@lru_cache
def _console() -> Console:
    return Console(Texts.read())


def _print(answer: dict[str, Any]) -> None:
    print(json.dumps(answer, ensure_ascii=False), flush=True)


def print_comparison(query: str, lang: str, as_json: bool, fail: Fail) -> None:
    try:
        found = _console().compare(query, lang)
    except (BadInput, ContentError) as error:
        fail(error)
    if as_json:
        _print(found)
    else:
        print(_console().comparison(found, lang))


def print_advice(stage: str, lang: str, pairs: Sequence[str], public: bool | None, as_json: bool, fail: Fail) -> None:
    answers: dict[str, str] = {}
    for pair in pairs:
        slug, equals, value = pair.partition("=")
        if not equals:
            fail(f"{pair!r} is no answer: write slug=value, for example cycle=b2b.")
        if slug in answers:
            fail(f"{slug!r} is answered twice.")
        answers[slug] = value
    try:
        advice = _console().advise(stage, lang, answers, public)
    except (BadInput, ContentError) as error:
        fail(error)
    _print_advice(advice, as_json)


def print_advice_line(number: int, line: str, as_json: bool, fail: Fail) -> None:
    try:
        advice = _console().advise_line(line)
    except BadInput as error:
        fail(f"Line {number}: {error}")
    except ContentError as error:
        fail(error)
    _print_advice(advice, as_json)


def _print_advice(advice: dict[str, Any], as_json: bool) -> None:
    if as_json:
        _print(advice)
    else:
        print(plain(advice["card"]))


def check_content() -> int:
    from bot.catalog.style import check

    root = ROOT / "content"
    problems: list[Problem] = []
    try:
        words = load_words(root, sorted(folder.name for folder in root.glob("*/")))
    except ContentError as error:
        problems += error.problems
    try:
        catalog = load(read_files(root))
        problems += check(catalog, root)
    except ContentError as error:
        problems += error.problems
    for problem in problems:
        print(problem)
    if problems:
        print("1 error." if len(problems) == 1 else f"{len(problems)} errors.")
        return 1
    for lang, said in catalog.languages.items():
        found = said.mismatches
        print(
            f"{lang}: {len(said.rows)} rows, {sum(len(row.aliases) for row in said.rows.values())} aliases, "
            f"{sum(len(row.clients_say) for row in said.rows.values())} clients' phrases, "
            f"{2 * len(said.rows)} strategies, {len(found.under)} under-selling, {len(found.over)} over-selling, "
            f"{len(found.blind)} blind spots, {sum(len(t.b2b) + len(t.b2c) for t in said.tips.values())} tips, "
            f"{len(said.tips)} recall questions, {len(words[lang].keys)} words of the screens"
        )
    return 0
