"""The list for workdays, and the groups that get a team's tips."""

from bot.pushes.lineup import PAGE
from bot.replies.pushing import LineupList, PlaceQuestion, PushPlaces
from handlers.screens.base import Screen, View, button, on_button, render
from handlers.screens.push import excerpt, home, pages
from handlers.screens.times import day


@render.register
def _(reply: LineupList, view: View) -> Screen:
    team, first = reply.team.id, reply.page * PAGE + 1
    rows, listed = [], []
    for n, line in enumerate(reply.lines, first):
        listed.append((n, excerpt(line.tip, reply.catalog, view)))
        up = [button(f"↑ {n}", "line_up", team, line.id)] if n > 1 else []
        rows.append([*up, button(f"✕ {n}", "line_out", team, line.id)])
    switch = "line_stop" if reply.running else "line_go"
    last = (
        [view.button(f"lineup.{'stop' if reply.running else 'start'}", switch, team)] if listed or reply.running else []
    )
    rows += pages("lineup", team, reply.page, more=reply.page < reply.pages - 1)
    next_day = day(reply.next, reply.today, view.words) if reply.next else None
    return Screen(view.text(reply, listed=listed, next=next_day), [*rows, [*last, home(team, view)]])


@render.register
def _(reply: PushPlaces, view: View) -> Screen:
    team = reply.team.id
    rows = [
        [button(f"✕ {on_button(place.title)}", "place_off", team, str(place.chat), str(place.thread))]
        for place in reply.places
    ]
    return Screen(view.text(reply), [*rows, [home(team, view)]])


@render.register
def _(reply: PlaceQuestion, view: View) -> Screen:
    """Whoever else is in the group sees the buttons too; they do nothing for them."""
    rows = [
        [button(on_button(view.words.plain(f"place.{'stop' if here else 'send'}", team=team.name)), "place", team.id,
                "off" if here else "on")]
        for team, here in reply.teams
    ]  # fmt: skip
    return Screen(view.text(reply), rows)
