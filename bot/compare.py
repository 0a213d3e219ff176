"""Topics: /compare, free text, and the buttons of a topic's card."""

from bot.replies import NothingNear, Notice, Reply, Topic, Topics, Unsure
from bot.store import misses, people
from bot.turn import Turn, new_id


async def topics(turn: Turn, group: str | None = None) -> Reply:
    """The five groups, or the rows of one."""
    catalog = turn.library.current
    if group is not None and group not in catalog.table.groups:
        return Notice(key="button.unknown", toast="button.unknown")
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
        return Notice(key="button.unknown", toast="button.unknown")
    return Topic(catalog=catalog, slug=slug, lang=lang)
