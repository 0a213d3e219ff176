"""The search words of content/: each belongs to one row and finds it."""

from collections import defaultdict

import pytest

from bot.search import Search, text
from tests.search.catalog import catalog, without

LANGUAGES = sorted(catalog().languages)


def said(lang: str) -> list[tuple[str, str]]:
    rows = catalog().languages[lang].rows
    return [(phrase, slug) for slug, row in rows.items() for phrase in (row.title, *row.aliases, *row.clients_say)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_belongs_to_one_row(lang: str) -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for phrase, slug in said(lang):
        owners[" ".join(text.words(text.clean(phrase)))].add(slug)
    assert {phrase: slugs for phrase, slugs in owners.items() if len(slugs) > 1 or not phrase} == {}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_phrase_finds_its_row(search: Search, lang: str) -> None:
    lost = [phrase for phrase, slug in said(lang) if search.find(phrase, lang).topic != slug]
    assert lost == []


def test_others_find_the_row_of_a_phrase_that_is_missing() -> None:
    rest, phrases = without(0)
    search = Search(rest)
    found = [(slug, search.find(phrase, lang)) for phrase, slug, lang in phrases]
    assert sum(slug == one.topic for slug, one in found) / len(found) > 0.55
    assert sum(slug in one.nearest for slug, one in found) / len(found) > 0.74
