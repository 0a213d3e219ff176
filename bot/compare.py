"""Topics: /compare, free text, and the buttons of a topic's card."""

from bot.catalog import Catalog
from bot.replies import UNKNOWN_BUTTON, NothingNear, Offer, Reply, Topic, Topics, Unsure
from bot.store import misses, people
from bot.turn import Turn, new_id

PAGE = 10
"""Rows of one inline answer to no query at all."""
NEAREST = 3


def browse(catalog: Catalog) -> tuple[str, ...]:
    """All rows, as the groups show them."""
    table = catalog.table
    return tuple(row.slug for group in table.groups for row in table.row if row.group == group)


async def topics(turn: Turn, group: str | None = None) -> Reply:
    """The five groups, or the rows of one."""
    catalog = turn.library.current
    if group is not None and group not in catalog.table.groups:
        return UNKNOWN_BUTTON
    return Topics(catalog=catalog, group=group)


async def find(turn: Turn, text: str) -> Reply:
    """The topic meant, the three nearest, or that nothing is near, which is counted for the author."""
    catalog = turn.library.current
    found = turn.library.search.find(text, turn.lang)
    if found.topic:
        return Topic(catalog=catalog, slug=found.topic)
    if found.nearest:
        return Unsure(catalog=catalog, slugs=found.nearest)
    query = " ".join(text.split())[:64].replace("\0", "")
    turn.tx += [
        people.greet(turn.person.id, turn.person.lang, turn.now),
        *misses.add(new_id(), turn.person.id, turn.lang, query.lower(), turn.now),
    ]
    return NothingNear(query=query)


async def topic(turn: Turn, slug: str, lang: str | None = None) -> Reply:
    """One row's card, in the person's language or another."""
    catalog = turn.library.current
    if slug not in catalog.table.rows or (lang is not None and lang not in catalog.languages):
        return UNKNOWN_BUTTON
    return Topic(catalog=catalog, slug=slug, lang=lang)


async def offer(turn: Turn, text: str, start: str = "") -> Offer:
    """For an inline query: the nearest rows, or all of them in pages. Half a word is no miss of the author's."""
    catalog = turn.library.current
    if text.strip():
        found = turn.library.search.find(text, turn.lang)
        slugs = found.nearest if found.sure else tuple(dict.fromkeys([*_begun(turn, text), *found.nearest]))
        return Offer(catalog=catalog, slugs=slugs[:NEAREST])
    rows = browse(catalog)
    first = int(start[:4]) if start.isdecimal() else 0
    last = first + PAGE
    return Offer(catalog=catalog, slugs=rows[first:last], after=str(last) if last < len(rows) else "")


def _begun(turn: Turn, text: str) -> tuple[str, ...]:
    """Rows with a word that begins so, in the title or in most names: an inline query arrives letter by letter."""
    begun = " " + " ".join(text.casefold().split())
    found: dict[str, tuple[bool, int]] = {}
    for slug, row in turn.library.current.said(turn.lang).rows.items():
        titled = begun in f" {row.title.casefold()}"
        many = sum(begun in f" {alias.casefold()}" for alias in row.aliases)
        if titled or many:
            found[slug] = titled, many
    return tuple(sorted(found, key=lambda slug: found[slug], reverse=True))
