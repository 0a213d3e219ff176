"""Teams and their members."""

from markupsafe import Markup

from bot.replies.teams import OneMember, OneTeam, People, TeamNameQuestion, TeamQuestion, Teams
from handlers.screens.base import Button, Screen, View, button, in_rows, on_button, render
from handlers.screens.times import short

NAMED = 3
"""Leaders whose names are said."""


def seen_by(said: tuple[str, ...] | None, view: View) -> Markup:
    """Who sees a card, as its last line; nothing where nobody has it."""
    if said is None:
        return Markup("")
    return view.words.text("seen.too", names=names(said, view)) if said else view.words.text("seen.only_you")


def names(said: tuple[str, ...], view: View) -> str:
    more = view.words.plain("team.and_more", n=len(said) - NAMED) if len(said) > NAMED else ""
    return f"{', '.join(said[:NAMED])} {more}".strip()


def back_to(team: int, view: View) -> Button:
    return view.button("team.back", "team", team)


@render.register
def _(reply: Teams, view: View) -> Screen:
    verb = "team_leave" if reply.leaving else "team"
    rows = [[button(on_button(team.name), verb, team.id)] for team in reply.teams]
    if not reply.leaving:
        rows.append([view.button("team.new", "team_new")])
    return Screen(view.text(reply), rows)


@render.register
def _(reply: OneTeam, view: View) -> Screen:
    team = reply.team
    rows = [[view.button("team.people", "team_people", team.id, "0"), view.button("team.me", "team_me", team.id)]]
    if team.leads:
        rows[0].insert(1, view.button("team.invites", "invites", team.id))
        label = view.words.plain("team.to_shown", n=reply.shown)
        rows.append([button(label, "shown", team.id, "0"), view.button("team.rename", "team_name", team.id)])
        rows.append([view.button("push.to", "push", team.id), view.button("team.to_digest", "digest", team.id)])
    if team.role == "owner":
        end = view.button("team.delete", "team_drop", team.id, "what")
    else:
        end = view.button("team.leave", "team_leave", team.id, "ask")
    rows.append([end, _other(reply, view)])
    return Screen(view.text(reply, leaders=names(reply.leaders, view)), rows)


def _other(reply: OneTeam, view: View) -> Button:
    return view.button("team.all", "teams") if reply.several else view.button("team.new", "team_new")


@render.register
def _(reply: TeamNameQuestion, view: View) -> Screen:
    back = back_to(reply.team.id, view) if reply.team else view.button("team.all", "teams")
    return Screen(view.text(reply), [[back]])


@render.register
def _(reply: People, view: View) -> Screen:
    team = reply.team
    rows = []
    if team.leads:
        others = [member for member in reply.members if member.person != reply.me]
        rows = in_rows([button(on_button(one.shown_as), "team_one", team.id, one.person) for one in others], 2)
    turn = [button("‹", "team_people", team.id, str(reply.page - 1))] if reply.page else []
    turn += [button("›", "team_people", team.id, str(reply.page + 1))] if reply.page < reply.pages - 1 else []
    rows += [turn] if turn else []
    return Screen(view.text(reply), [*rows, [back_to(team.id, view)]])


@render.register
def _(reply: OneMember, view: View) -> Screen:
    """Only what the reader may decide."""
    team, member = reply.team, reply.member
    mine = team.role == "owner"
    rows = []
    if member.role == "member":
        rows.append([view.button("team.promote", "team_up", team.id, member.person)])
    if member.role == "manager" and mine:
        rows.append([view.button("team.demote", "team_down", team.id, member.person)])
    if member.role != "owner" and member.person != reply.me:
        if mine:
            rows.append([view.button("team.hand_over", "team_owner", team.id, member.person)])
        if mine or member.role == "member":
            rows.append([view.button("team.remove", "team_out", team.id, member.person)])
    rows.append([view.button("team.to_people", "team_people", team.id, "0")])
    return Screen(view.text(reply, day=short(reply.day, reply.today, view.words)), rows)


@render.register
def _(reply: TeamQuestion, view: View) -> Screen:
    """The second time the way back stands where the first tap was."""
    team, member = reply.team.id, reply.member.person if reply.member else 0
    yes = {
        "remove": ("team_out", team, member, "yes"),
        "hand_over": ("team_owner", team, member, "yes"),
        "leave": ("team_leave", team, "yes"),
        "delete": ("team_drop", team, "sure"),
        "delete_sure": ("team_drop", team, "yes"),
    }[reply.what]
    verb, *args = yes
    rows = [[view.button(f"team.yes_{reply.what}", str(verb), *args)], [back_to(team, view)]]
    return Screen(view.text(reply), rows[::-1] if reply.what == "delete_sure" else rows)
