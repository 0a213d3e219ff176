"""Topics of the table of differences."""

from urllib.parse import urlencode

from bot.compare import browse
from bot.replies import NothingNear, Topic, Topics, Unsure
from handlers.screens.base import Button, Screen, View, button, in_rows, render


@render.register
def _(reply: Topics, view: View) -> Screen:
    said, table = view.language(reply.catalog), reply.catalog.table
    if reply.group is None:
        rows = [[view.button(f"compare.group.{group}", "group", group)] for group in table.groups]
        return Screen(view.text(reply), rows)
    in_group = [row.slug for row in table.row if row.group == reply.group]
    rows = [[button(said.rows[slug].title, "topic", slug)] for slug in in_group]
    return Screen(view.text(reply), [*rows, [view.button("button.back", "topics")]])


@render.register
def _(reply: Topic, view: View) -> Screen:
    if reply.lang:
        view = View(view.screens, view.screens.words[reply.lang])
    said = view.language(reply.catalog)
    return Screen(view.text(reply, row=said.rows[reply.slug]), _topic_buttons(reply, view))


def _topic_buttons(reply: Topic, view: View) -> list[list[Button]]:
    said = view.language(reply.catalog)
    lang = view.words.lang
    order = browse(reply.catalog)
    place = order.index(reply.slug)
    before, after = order[place - 1], order[(place + 1) % len(order)]
    other = next((name for name in reply.catalog.languages if name != lang), None)
    last = [view.button("button.to_topics", "topics")]
    if other:
        last.append(view.button("compare.other_language", "topic", reply.slug, other))
    return [
        [button(f"‹ {said.rows[before].title}", "topic", before, lang)],
        [button(f"{said.rows[after].title} ›", "topic", after, lang)],
        [
            {"text": view.words.plain("button.deal"), "url": view.link("deal")}
            if reply.plain
            else view.button("button.deal", "deal"),
            _share(reply.slug, said.rows[reply.slug].title, view),
        ],
        last,
    ]


def _share(slug: str, title: str, view: View) -> Button:
    """The card itself into a chat of one's choice; a link to it where the bot has no inline mode."""
    label = view.words.plain("button.share")
    if view.screens.inline:
        return {"text": label, "switch_inline_query": title}
    text = view.words.plain("compare.shared", title=title)
    return {"text": label, "url": "https://t.me/share/url?" + urlencode({"url": view.link(f"t_{slug}"), "text": text})}


@render.register
def _(reply: Unsure, view: View) -> Screen:
    said = view.language(reply.catalog)
    rows = [[button(said.rows[slug].title, "topic", slug)] for slug in reply.slugs]
    return Screen(view.text(reply), [*rows, [view.button("button.to_topics", "topics")]])


@render.register
def _(reply: NothingNear, view: View) -> Screen:
    return Screen(view.text(reply), in_rows([view.button("button.to_topics", "topics")], 1))
