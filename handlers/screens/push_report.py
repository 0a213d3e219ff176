"""How a push goes, and those before."""

from collections.abc import Sequence

from bot.person.schedule import local_date
from bot.pushes.push_report import PAGE
from bot.pushes.receiving import SKIPS
from bot.replies.pushing import PushQuestion, PushReport, RecentPushes
from bot.store.own_tips import OwnTip
from handlers.screens.base import Button, Screen, View, button, in_rows, render
from handlers.screens.push import excerpt, home, pages
from handlers.screens.times import day, short

BAR = 10
LOST = ("blocked", "failed", "expired", "unknown")
"""What keeps a tip from arriving, by the states of the ledger."""


@render.register
def _(reply: PushReport, view: View) -> Screen:
    push, counts = reply.push, reply.counts
    text = view.text(
        reply,
        words=excerpt(reply.tip, reply.catalog, view),
        when=day(push.day, reply.today, view.words) if push.day else None,
        bar=_bar(counts.arrived, counts.reachable),
        sent=counts.arrived,
        lost=_listed([(state, counts.states.get(state, 0)) for state in LOST], view),
        skipped=_listed([(why, counts.skipped.get(why, 0)) for why in SKIPS], view),
        stopped=counts.skipped.get("cancelled", 0),
    )
    return Screen(text, _buttons(reply, view))


def _bar(arrived: int, reachable: int) -> str:
    full = BAR * arrived // reachable if reachable else 0
    return "▰" * full + "▱" * (BAR - full)


def _listed(reasons: Sequence[tuple[str, int]], view: View) -> str:
    return ", ".join(view.words.plain(f"push.why_{why}", n=many) for why, many in reasons if many)


def _buttons(reply: PushReport, view: View) -> list[list[Button]]:
    push, sent = reply.push, reply.counts.arrived

    def of_push(label: str, verb: str) -> Button:
        return view.button(f"push.{label}", verb, push.team, push.id)

    rows = []
    if push.state == "running" and (push.work == "send" or reply.counts.waiting):
        rows.append([of_push("cancel", "push_stop")])
    if sent and push.work != "delete":
        change = [of_push("edit", "push_edit")] if isinstance(reply.tip, OwnTip) else []
        rows.append([*change, of_push("delete", "push_undo")])
    rows.append([of_push("refresh", "pushed_one"), view.button("push.to_sent", "pushed_all", push.team)])
    return rows


@render.register
def _(reply: PushQuestion, view: View) -> Screen:
    team, push = reply.team.id, reply.push.id
    yes, back = (
        view.button("push.delete", "push_del", team, push),
        view.button("button.back", "pushed_one", team, push),
    )
    return Screen(view.text(reply, sent=reply.counts.arrived), [[yes], [back]])


@render.register
def _(reply: RecentPushes, view: View) -> Screen:
    team, first = reply.team.id, reply.page * PAGE + 1
    listed = [
        {
            "n": n,
            "day": short(local_date(push.at, reply.zone), reply.today, view.words),
            "words": excerpt(tip, reply.catalog, view),
            "state": "deleted" if push.work == "delete" else push.state,
        }
        for n, (push, tip) in enumerate(reply.pushes, first)
    ]
    numbers = [button(str(n), "pushed_one", team, push.id) for n, (push, _) in enumerate(reply.pushes, first)]
    rows = [*in_rows(numbers, 3), *pages("pushed", team, reply.page, more=reply.more), [home(team, view)]]
    return Screen(view.text(reply, listed=listed), rows)
