"""How long the picture of a deal takes, and how long everybody else waits for it meanwhile."""

import asyncio
import os
import random
from statistics import quantiles
from time import perf_counter

from bot.check.advice import Rules
from bot.check.course import Progress
from bot.check.diagnosis import Value
from bot.check.report import Report
from bot.pictures.png import Renderer
from bot.replies.picture import Picture
from bot.store.checks import Check
from handlers.screens import Screens
from handlers.screens.base import View
from handlers.screens.pictures import deal_svg
from handlers.service import Texts
from tests.bench.lines import line
from tests.bench.processes import BOT_CORE, LOAD_CORE

MANY = 50
VALUES: tuple[Value, ...] = ("b2b", "mid", "b2c", "unknown")


def pictures(texts: Texts) -> list[tuple[Picture, str]]:
    """Of random deals, in both languages by turns."""
    dice, table = random.Random(1), texts.catalog.table
    rules = Rules(table, texts.catalog.mismatches)
    found = []
    for number in range(MANY):
        answers = {row.slug: dice.choice(VALUES) for row in (*table.deal, *table.way)}
        progress = Progress(answers, dice.choice(table.stages))
        name = f"Молкомбинат № {number}, компрессорная"
        check = Check(1, 1, 1, number, name, texts.catalog.version, "done", progress, 0, 0, 0)
        picture = Picture(check=check, catalog=texts.catalog, report=Report(rules, progress))
        found.append((picture, ("ru", "en")[number % 2]))
    return found


async def gaps(found: list[float]) -> None:
    """How late a nap of a millisecond ends."""
    while True:
        begun = perf_counter()
        await asyncio.sleep(0.001)
        found.append((perf_counter() - begun) * 1000 - 1)


def percentiles(times: list[float]) -> str:
    cut = quantiles(times, n=20)
    return f"{cut[9]:.1f} / {cut[18]:.1f}"


async def bench() -> None:
    """With both cores, as the bot has them when nobody measures its taps."""
    os.sched_setaffinity(0, {BOT_CORE, LOAD_CORE})
    texts = Texts.read()
    screens = Screens(texts.words, texts.templates, "coach_bot")
    renderer = Renderer(screens.fonts.files)
    svg_times: list[float] = []
    png_times: list[float] = []
    sizes: list[float] = []
    late: list[float] = []
    shown = pictures(texts)
    deal_svg(shown[0][0], View(screens, screens.words[shown[0][1]]))  # the first one reads templates and fonts
    watching = asyncio.create_task(gaps(late))
    for picture, lang in shown:
        begun = perf_counter()
        svg = deal_svg(picture, View(screens, screens.words[lang]))
        drawn = perf_counter()
        png = await renderer.png(svg)
        svg_times.append((drawn - begun) * 1000)
        png_times.append((perf_counter() - drawn) * 1000)
        sizes.append(len(png) / 1024)
    watching.cancel()
    line("")
    line("a picture as SVG, in the bot, p50 / p95, ms", percentiles(svg_times))
    line("a picture as PNG, beside the bot, p50 / p95, ms", percentiles(png_times))
    line("meanwhile the bot answers later by at most, ms", f"{max(late):.1f}")
    line("size of a picture, p50 / p95, KB", percentiles(sizes))
