"""The figures on the tune half may not fall; the other half is looked at by `python -m tests.search.evaluate` only."""

import pytest

from bot.search import Search
from tests.search.evaluate import measure, read


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_tune_half(search: Search, lang: str) -> None:
    shares = measure(search, read(f"tune.{lang}"), lang)[0].shares()
    assert shares["hit1"] >= 0.97
    assert shares["hit3"] >= 0.98
    assert shares["wrong"] <= 0.02
    assert shares["refused"] >= 0.97
    assert shares["nothing"] >= 0.85


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_query_takes_about_a_millisecond(search: Search, lang: str) -> None:
    search.warm()
    assert measure(search, read(f"tune.{lang}"), lang)[0].percentile(0.95) < 5
