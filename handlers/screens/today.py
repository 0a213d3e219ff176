"""The morning message and the evening question."""

from typing import Any

from markupsafe import Markup

from bot.replies import NoTalk, Today
from bot.replies.today import Decided, DueStep
from bot.store.visits import WENT
from handlers.screens.base import Button, Screen, View, button, render
from handlers.screens.steps import action_of, beginning
from handlers.screens.telling import Law, deal_name, law_line
from handlers.screens.times import dated, short
from handlers.screens.tips import told

LATER = {"1": "tomorrow", "7": "week"}
SAID = ("yes", "none", "no")


def rest_of(reply: Today) -> list[str]:
    """What the buttons know of the rest of their message."""
    if reply.day is None:
        return []
    return [f"{reply.day.isoformat()}{'n' if reply.left else ''}{'m' if reply.monthly else ''}"]


@render.register
def _(reply: Today, view: View) -> Screen:
    shown = [_step(due, reply, view) for due in reply.steps]
    laws = {due.report.mentions_law for due in reply.steps}
    law: Law | None = "public" if "public" in laws else "maybe" if "maybe" in laws else None
    text = view.text(
        reply,
        steps=shown,
        visit=deal_name(reply.visits[0].of, view) if reply.visits else None,
        left=deal_name(reply.left, view) if reply.left else None,
        monthly=deal_name(reply.monthly, view) if reply.monthly else None,
        openings=_openings(reply, view),
        law=law_line(law, [step["action"] for step in shown], view),
        decided=_decided(reply.decided, reply, view) if reply.decided else None,
        tip=told(reply.extra.catalog, reply.extra.tip, view),
        asked=told(reply.extra.catalog, reply.extra.asked.tip if reply.extra.asked else None, view),
    )
    return Screen(text, [*_of_steps(reply, view), *_of_others(reply, view), *_of_tips(reply, view)])


def _openings(reply: Today, view: View) -> list[Markup]:
    """A line a team."""
    names: dict[tuple[int, str], list[str]] = {}
    for one in reply.openings:
        name = one.name or view.words.plain("name.default", n=one.number)
        names.setdefault((one.team, one.team_name), []).append(view.words.plain("today.opened_deal", name=name))
    return [view.words.text("today.opened", team=team, deals=", ".join(deals)) for (_, team), deals in names.items()]


def _step(due: DueStep, reply: Today, view: View) -> dict[str, Any]:
    late = due.step.day < reply.today
    return {
        "name": deal_name(due.of, view),
        "action": action_of(due.step.finding, due.of, view),
        "since": short(due.step.day, reply.today, view.words) if late else None,
        "last": due.last,
    }


def _decided(decided: Decided, reply: Today, view: View) -> dict[str, Any]:
    return {
        "what": decided.what,
        "name": deal_name(decided.of, view),
        "day": dated(decided.day, reply.today, view.words) if decided.day else None,
        "free": beginning(dated(decided.free, reply.today, view.words)) if decided.free else None,
    }


def _of_steps(reply: Today, view: View) -> list[list[Button]]:
    """Four a step, with its number where there are several."""
    rest, rows = rest_of(reply), []
    for n, due in enumerate(reply.steps, 1):
        number = f"{n}. " if len(reply.steps) > 1 else ""
        step = due.step.id

        def of_step(key: str, verb: str, *args: str | int, number: str = number) -> Button:
            return button(f"{number}{view.words.plain(f'today.{key}')}", verb, *args)

        tomorrow, week = (of_step(key, "step_to", step, ahead, *rest) for ahead, key in LATER.items())
        rows.append([of_step("done", "step_done", step, *rest), tomorrow])
        rows.append([week, of_step("drop", "step_drop", step, *rest)])
    return rows


def _of_others(reply: Today, view: View) -> list[list[Button]]:
    rest, rows = rest_of(reply), []
    if reply.visits:
        went = [_went(reply, view, how) for how in WENT]
        rows += [went[:2], went[2:]]
    if reply.left:
        rows.append([view.button("today.resume", "left", reply.left.check.id, *rest)])
    if reply.monthly:
        rows.append([view.button("today.check", "monthly", reply.monthly.check.deal, *rest)])
    return rows


def _of_tips(reply: Today, view: View) -> list[list[Button]]:
    rest, extra, rows = rest_of(reply), reply.extra, []
    if extra.asked:
        day = extra.asked.day.isoformat()
        rows.append([view.button(f"tips.{how}", "said", day, how, *rest) for how in SAID])
    last = [view.button("tips.question", "quiz")] if extra.recall else []
    last += [view.button("tips.off", "mute", *rest)] if extra.first else []
    return [*rows, last] if last else rows


def _went(reply: Today, view: View, how: str) -> Button:
    of, visit = reply.visits[0]
    if of.check.kind == "typical":
        return view.button(f"today.shift_{how}", "went", visit.id, how, *rest_of(reply))
    return view.button(f"today.{how}", "went", visit.id, how, *rest_of(reply))


@render.register
def _(reply: NoTalk, view: View) -> Screen:
    return Screen(view.text(reply, name=deal_name(reply, view)), [[view.button("button.go", "go_list")]])
