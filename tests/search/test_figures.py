"""The figures on the tune half may not fall; the other half is looked at by `python -m tests.search.evaluate` only."""

import pytest

from bot.search import Search, text
from bot.search.spelling import Nearby
from tests.search.catalog import catalog
from tests.search.evaluate import HERE, Query, measure, read


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_tune_half(search: Search, lang: str) -> None:
    shares = measure(search, read(f"tune.{lang}"), lang)[0].shares()
    assert shares["hit1"] >= 0.97
    assert shares["hit3"] >= 0.98
    assert shares["wrong"] <= 0.02
    assert shares["refused"] >= 0.97
    assert shares["nothing"] >= 0.85


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_queries_off_the_topic_are_refused(search: Search, lang: str) -> None:
    lines = (HERE / f"off.{lang}.txt").read_text("utf-8").splitlines()
    shares = measure(search, [Query(line, None, "off") for line in lines], lang)[0].shares()
    assert shares["refused"] >= 0.95
    assert shares["nothing"] >= 0.85


@pytest.mark.parametrize(
    ("word", "slipped", "slips"),
    [
        ("переговоры", "переговооры", 1),
        ("procurement", "prcourement", 1),
        ("потребности", "патребнасти", 2),
        ("сроки", "соки", 1),
        ("сроки", "рсоки", 1),
        ("deals", "daels", 1),
    ],
)
def test_a_slip_is_looked_for_among_few_words(word: str, slipped: str, slips: int) -> None:
    words = {
        word
        for language in catalog().languages.values()
        for row in language.rows.values()
        for said in row.aliases
        for word in text.words(text.clean(said))
    }
    near = Nearby(words).near(slipped, slips)
    assert word in near
    assert len(near) < len(words) / 20
