"""The shipped content for the tests of the core, checks drawn from it, and their cards."""

import random
from collections.abc import Iterator

from hypothesis import settings
from hypothesis import strategies as st

from bot.catalog import Catalog
from bot.check.advice import Finding, Rules
from bot.check.course import Progress
from bot.check.diagnosis import Value
from bot.check.report import Change, Moved, Report
from bot.replies import Card, Reply
from bot.store.checks import Check
from handlers.screens import Screens
from handlers.service import Texts
from tests.core.paper import STAGES, WAYS, WEIGHT, Said

TEXTS = Texts.read()
CATALOG: Catalog = TEXTS.catalog
TABLE = CATALOG.table
RULES = Rules(TABLE, CATALOG.mismatches)
SCREENS = Screens(TEXTS.words, TEXTS.templates, "coach_bot")
LANGS = sorted(CATALOG.languages)
DEAL = tuple(WEIGHT)
VALUES: tuple[Value, ...] = ("b2b", "mid", "b2c", "unknown")

steady = settings(derandomize=True, deadline=None, database=None, max_examples=150)
"""Tests with drawn input say the same on every machine."""

answers_of_deal = st.fixed_dictionaries({}, optional={row: st.sampled_from(VALUES) for row in DEAL})
all_answers = st.fixed_dictionaries({}, optional={row: st.sampled_from(VALUES) for row in (*DEAL, *WAYS)})
stages = st.sampled_from(STAGES)


def drawn(seed: int, count: int, asked: float = 0.95) -> Iterator[Progress]:
    """Random checks, always the same ones; a part of the rows is not asked."""
    rnd = random.Random(seed)
    for _ in range(count):
        answers = {row: rnd.choice(VALUES) for row in (*DEAL, *WAYS) if rnd.random() < asked}
        guess = rnd.choice((None, 1, 2, 3, 4, 5))
        yield Progress(answers, rnd.choice(STAGES), rnd.choice((None, 1, 0, -1)), guess)


def said(finding: Finding) -> Said:
    """In the shape of the paper's."""
    return Said(finding.kind, finding.way, finding.row, finding.rows, finding.size, finding.severity)


def check_of(progress: Progress, name: str | None = "Молкомбинат", number: int = 2) -> Check:
    return Check(1, 1, 1, number, name, CATALOG.version, "done", progress, 0, 0, 0)


def render(reply: Reply, lang: str) -> str:
    return SCREENS.render(reply, lang).text


def card(
    progress: Progress,
    lang: str,
    *,
    name: str | None = "Молкомбинат",
    number: int = 2,
    change: Change | None = None,
    moved: Moved | None = None,
) -> str:
    check = check_of(progress, name, number)
    report = Report(RULES, progress)
    return render(Card(check=check, catalog=CATALOG, report=report, change=change, moved=moved), lang)
