"""A tip before it is pushed: where it comes from, who gets it, when it goes."""

import re
from dataclasses import replace
from html import unescape

from bot.catalog import POLES, Catalog
from bot.pushes.push import PAGE
from bot.pushes.receiving import SKIPS
from bot.pushes.sending import written
from bot.replies.pushing import (
    Audience,
    OfTip,
    OwnTips,
    PushConfirm,
    PushDate,
    Pushed,
    PushHome,
    PushLibrary,
    PushPreview,
    PushRow,
    PushSample,
    PushTeams,
    PushWords,
)
from bot.store.own_tips import OwnTip
from bot.tips.learning import Tip
from handlers.screens.base import Button, Screen, View, button, in_rows, on_button, render
from handlers.screens.steps import beginning
from handlers.screens.teams import back_to
from handlers.screens.times import day
from handlers.screens.tips import Said, told

EXCERPT = 60
"""Characters of a tip where it is only named."""


def home(team: int, view: View) -> Button:
    return view.button("push.back", "push", team)


def excerpt(tip: Pushed | None, catalog: Catalog, view: View) -> str:
    """How it begins, in one line and without marks."""
    if tip is None:
        return view.words.plain("push.was_deleted")
    if isinstance(tip, OwnTip):
        plain = " ".join(unescape(re.sub(r"<[^>]+>", "", tip.html)).split())
        return _begun(plain or view.words.plain(f"push.only_{tip.kind}"))
    return _begun(_said(tip, catalog, view).situation)


def _begun(text: str) -> str:
    """As many whole words as there is room for."""
    if len(text) <= EXCERPT:
        return text
    words = text[:EXCERPT].rpartition(" ")[0] or text[: EXCERPT - 1]
    return f"{words.rstrip(' ,;:.')}…"


def _said(tip: Tip, catalog: Catalog, view: View) -> Said:
    said = told(catalog, tip, view)
    assert said is not None, "a tip of the library has its words"
    return said


def pages(verb: str, team: int, page: int, *, more: bool) -> list[list[Button]]:
    turn = [button("‹", verb, team, str(page - 1))] if page else []
    turn += [button("›", verb, team, str(page + 1))] if more else []
    return [turn] if turn else []


@render.register
def _(reply: PushTeams, view: View) -> Screen:
    return Screen(view.text(reply), [[button(on_button(team.name), "push", team.id)] for team in reply.teams])


@render.register
def _(reply: PushHome, view: View) -> Screen:
    team = reply.team.id
    rows = [
        [view.button("push.library", "push_lib", team), view.button("push.own", "push_own", team, "0")],
        [
            button(view.words.plain("push.to_list", n=reply.queued), "lineup", team, "0"),
            view.button("push.sent", "pushed", team, "0"),
        ],
        [view.button("push.places", "places", team), back_to(team, view)],
    ]
    return Screen(view.text(reply), rows)


@render.register
def _(reply: PushLibrary, view: View) -> Screen:
    team, table = reply.team.id, reply.catalog.table
    if reply.group is None:
        rows = [[view.button(f"compare.group.{group}", "push_lib", team, group)] for group in table.groups]
        return Screen(view.text(reply), [*rows, [home(team, view)]])
    said = view.language(reply.catalog)
    slugs = [row.slug for row in table.row if row.group == reply.group and row.slug in said.tips]
    rows = [[button(said.rows[slug].title, "push_row", team, slug)] for slug in slugs]
    return Screen(view.text(reply), [*rows, [view.button("button.back", "push_lib", team)]])


@render.register
def _(reply: PushRow, view: View) -> Screen:
    """The tips of both poles, by number."""
    said = view.language(reply.catalog)
    tips = [
        Tip(reply.row, pole, place)
        for pole in POLES
        for place in range(1, len(getattr(said.tips[reply.row], pole)) + 1)
    ]
    shown = [(tip.pole, _said(tip, reply.catalog, view)) for tip in tips]
    numbers = [button(str(n), "push_tip", reply.team.id, tip.id) for n, tip in enumerate(tips, 1)]
    group = reply.catalog.table.rows[reply.row].group
    back = view.button("button.back", "push_lib", reply.team.id, group)
    return Screen(view.text(reply, title=said.rows[reply.row].title, shown=shown), [*in_rows(numbers, 2), [back]])


@render.register
def _(reply: OwnTips, view: View) -> Screen:
    team, first = reply.team.id, reply.page * PAGE + 1
    listed = [(n, excerpt(tip, reply.catalog, view)) for n, tip in enumerate(reply.tips, first)]
    numbers = [button(str(n), "push_tip", team, tip.id) for n, tip in enumerate(reply.tips, first)]
    rows = [*in_rows(numbers, 3), *pages("push_own", team, reply.page, more=reply.more), [home(team, view)]]
    return Screen(view.text(reply, listed=listed), rows)


@render.register
def _(reply: PushSample, view: View) -> Screen:
    screen = render(reply.tip, view)
    rows = [[button(one["text"], "push_like", str(n)) for n, one in enumerate(row)] for row in screen.buttons]
    return replace(screen, buttons=rows)


@render.register
def _(reply: PushPreview, view: View) -> Screen:
    def of_tip(label: str, verb: str, *args: str) -> Button:
        return view.button(f"push.{label}", verb, reply.team.id, reply.tip.id, *args)

    rows = [
        [of_tip("now", "push_ask", "now"), of_tip("each", "push_ask", "own")],
        [of_tip("on_day", "push_day"), of_tip("add", "push_line")],
    ]
    if isinstance(reply.tip, OwnTip):
        rows.append([of_tip("change", "push_words"), of_tip("drop", "push_drop")])
    return Screen(view.text(reply, who=_who(reply.audience, view)), [*rows, [home(reply.team.id, view)]])


def _who(audience: Audience, view: View) -> dict[str, object]:
    skipped = [
        view.words.plain(f"push.why_{why}", n=audience.skipped[why]) for why in SKIPS if audience.skipped.get(why)
    ]
    return {"now": audience.now, "later": audience.later, "places": audience.places, "skipped": ", ".join(skipped)}


@render.register
def _(reply: PushDate, view: View) -> Screen:
    choices = [
        button(beginning(day(when, reply.today, view.words)), "push_ask", reply.team.id, reply.tip.id, written(when))
        for when in reply.days
    ]
    text = view.text(reply, words=excerpt(reply.tip, reply.catalog, view))
    return Screen(text, [*in_rows(choices, 1), [_back(reply, view)]])


def _back(reply: OfTip, view: View) -> Button:
    """To the lines below the tip, in place."""
    return view.button("button.back", "push_see", reply.team.id, reply.tip.id)


@render.register
def _(reply: PushWords, view: View) -> Screen:
    back = view.button("button.back", "pushed_one", reply.team.id, reply.push) if reply.push else _back(reply, view)
    return Screen(view.text(reply, words=excerpt(reply.tip, reply.catalog, view)), [[back]])


@render.register
def _(reply: PushConfirm, view: View) -> Screen:
    when = written(reply.day) if reply.day else reply.mode
    yes = view.button("push.yes", "push_go", reply.team.id, reply.tip.id, when, reply.push)
    said = day(reply.day, reply.today, view.words) if reply.day else None
    text = view.text(reply, day=said, words=excerpt(reply.tip, reply.catalog, view), who=_who(reply.audience, view))
    return Screen(text, [[yes], [_back(reply, view)]])
