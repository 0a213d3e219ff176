"""The list of deals, and one deal."""

from datetime import date
from typing import Any

from markupsafe import Markup

from bot.catalog import Catalog
from bot.deals.deals import A_PAGE, DAY, REASONS
from bot.person.schedule import local_date
from bot.replies.deals import (
    CloseQuestion,
    Deals,
    Deleted,
    DeleteQuestion,
    LossQuestion,
    OfDeal,
    OneDeal,
    RenameQuestion,
)
from bot.store.checks import Check
from bot.store.deals import ENDINGS, Deal
from handlers.screens.base import Button, Screen, View, button, in_rows, on_button, render
from handlers.screens.teams import names
from handlers.screens.telling import spoken
from handlers.screens.times import short

ARROWS = {1: "↑", 0: "→", -1: "↓", None: ""}


def name_of(deal: Deal | Deleted, view: View) -> str:
    typical = isinstance(deal, Deal) and deal.kind == "typical"
    return deal.name or view.words.plain("name.typical" if typical else "name.default", n=deal.number)


@render.register
def _(reply: Deals, view: View) -> Screen:
    first = reply.page * A_PAGE + 1
    listed = [
        {"n": n, "name": name_of(deal, view), "stale": deal.stale, "said": Markup(" · ").join(_line(deal, reply, view))}
        for n, deal in enumerate(reply.deals, first)
    ]
    rows = [[_to_deal(deal, reply.page, view)] for deal in reply.deals]
    which = "closed" if reply.closed else "open"
    turn = [button("‹", "deals", which, str(reply.page - 1))] if reply.page else []
    turn += [button("›", "deals", which, str(reply.page + 1))] if reply.page < reply.pages - 1 else []
    rows += [turn] if turn else []
    if reply.closed:
        last = [button(view.words.plain("deals.to_open", n=reply.open_many), "deals", "open", "0")]
    else:
        last = [button(view.words.plain("deals.to_closed", n=reply.closed_many), "deals", "closed", "0")]
    if reply.closed_many:
        last.append(view.button("deals.mirror", "mirror"))
    if not reply.closed and not reply.deals:
        rows.append([view.button("button.deal", "deal")])
    rows += [last] if reply.closed or reply.closed_many else []
    return Screen(view.text(reply, listed=listed), rows)


def _to_deal(deal: Deal, page: int, view: View) -> Button:
    mark = f"{view.words.plain('deals.stale')} " if deal.stale else ""
    return button(f"{mark}{on_button(name_of(deal, view))}", "deal_open", deal.id, str(page))


def _line(deal: Deal, reply: Deals, view: View) -> list[Markup]:
    """Type, fit and trend, and what is next; or how it ended."""
    words = view.words
    if deal.state != "open":
        return [_ending(deal, _today(reply), reply.zone, view)]
    if deal.now is None:
        return [words.text("deals.unfinished")]
    parts = [words.text(f"band.{deal.now.band}").striptags()]
    result, arrow = deal.now.result, ARROWS[deal.trend]
    if result["fit_of"]:
        fit = words.text("deals.fit", points=words.number(result["fit"]), of=result["fit_of"])
        parts.append(f"{fit} {arrow}".rstrip())
    if deal.step:
        key = "deals.overdue" if deal.standing == "overdue" else "deals.step"
        parts.append(words.text(key, day=short(deal.step.day, _today(reply), words)))
    elif deal.standing == "quiet":
        parts.append(words.count("deals.quiet", quiet_days(deal, reply.now)))
    return [Markup("") + part for part in parts]


def quiet_days(deal: Deal, now: int) -> int:
    return (now - deal.touched_at) // DAY


def _today(reply: Deals | OneDeal) -> date:
    return local_date(reply.now, reply.zone)


def _ending(deal: Deal, today: date, zone: str, view: View) -> Markup:
    words = view.words
    day = short(local_date(deal.closed_at or 0, zone), today, words)
    said = words.text(f"deals.ended_{deal.state}", day=day)
    if deal.reason is None:
        return said
    reason = words.plain(f"reason.{deal.reason}")
    return words.text("deals.because", ended=said, reason=reason[:1].lower() + reason[1:])


def ended(deal: Deal, now: int, zone: str, view: View) -> Markup | None:
    """How it ended and why; None while it is open."""
    return _ending(deal, local_date(now, zone), zone, view) if deal.state != "open" else None


@render.register
def _(reply: OneDeal, view: View) -> Screen:
    deal, words = reply.deal, view.words
    text = view.text(
        reply,
        name=name_of(deal, view),
        stage=words.text(f"stage.{deal.now.stage}") if deal.now and deal.now.stage else "",
        type=_type(deal, view),
        arrow=ARROWS[deal.trend],
        ended=_ending(deal, _today(reply), reply.zone, view) if deal.state != "open" else "",
        step=_step(reply, view),
        quiet=quiet_days(deal, reply.now),
        seen_by=names(reply.seen_by, view),
    )
    return Screen(text, [*_working(reply, view), *_keeping(reply, view)])


def _type(deal: Deal, view: View) -> Markup:
    if deal.now is None:
        return Markup("")
    return view.words.text(f"deal.{deal.kind}", band=view.words.text(f"band.{deal.now.band}"))


def _step(reply: OneDeal, view: View) -> dict[str, Any] | None:
    step = reply.deal.step
    if step is None:
        return None
    action = step_action(step.finding, reply.check, reply.catalog, view) if reply.check else None
    return {"day": short(step.day, _today(reply), view.words), "action": action}


def step_action(finding: str, check: Check, catalog: Catalog, view: View) -> str | None:
    """What a step says to do; None where the words of its finding are gone."""
    said = view.language(catalog)
    kind, _, slug = finding.partition(".")
    if kind == "keep":
        row = said.rows.get(slug)
        return (row.b2b if check.progress.answers.get(slug) == "b2b" else row.b2c).hold if row else None
    words = spoken(said, finding, check)
    early = (check.progress.stage or catalog.table.stages[0]) in catalog.table.early
    if words is None:
        return None
    return (early and getattr(words, "early", None)) or words.late


def _working(reply: OneDeal, view: View) -> list[list[Button]]:
    """What can be done for the deal."""
    deal = reply.deal
    rows = []
    if reply.going and deal.state == "open":
        rows.append([view.button("button.continue", "resume", reply.going.id)])
    if reply.check and deal.state == "open":
        rows.append([view.button("deals.go", "go", deal.id)])
    if reply.check:
        rows.append([view.button("deals.card", "card", reply.check.id)])
        if deal.state == "open" and not reply.going:
            rows[-1].append(view.button("deals.again", "again", deal.id))
    if deal.step:
        rows[-1].insert(0, view.button("deals.to_step", "step", deal.id))
    return rows


def _keeping(reply: OneDeal, view: View) -> list[list[Button]]:
    """What can be done with its entry."""
    deal, rows = reply.deal, []
    rows.append([view.button("deals.rename", "deal_name", deal.id)])
    if deal.state != "open":
        rows[0].append(view.button("deals.reopen", "deal_reopen", deal.id))
    elif deal.kind == "typical":
        rows.append([view.button("deals.single", "deal_single", deal.id)])
    else:
        rows[0].append(view.button("deals.close", "deal_close", deal.id))
    if reply.check:
        rows.append([view.button("deals.share", "deal_share", deal.id), view.button("deals.note", "note", deal.id)])
    if reply.showable:
        rows.append([view.button("deals.to_manager", "share", deal.id)])
    which = "open" if deal.state == "open" else "closed"
    back = button(view.words.plain("deals.back"), "deals", which, str(reply.page))
    return [*rows, [view.button("deals.delete", "deal_drop", deal.id, "what"), back]]


def _to_one(reply: OfDeal, view: View) -> Button:
    return view.button("deals.to_deal", "deal_open", reply.deal.id)


@render.register
def _(reply: RenameQuestion, view: View) -> Screen:
    return Screen(view.text(reply, name=name_of(reply.deal, view)), [[_to_one(reply, view)]])


@render.register
def _(reply: CloseQuestion, view: View) -> Screen:
    endings = [view.button(f"deals.{state}", "deal_end", reply.deal.id, state) for state in ENDINGS]
    return Screen(view.text(reply, name=name_of(reply.deal, view)), [endings, [_to_one(reply, view)]])


@render.register
def _(reply: LossQuestion, view: View) -> Screen:
    deal = reply.deal.id
    rows = in_rows([view.button(f"reason.{reason}", "deal_end", deal, "lost", reason) for reason in REASONS], 1)
    return Screen(view.text(reply, name=name_of(reply.deal, view)), [*rows, [_to_one(reply, view)]])


@render.register
def _(reply: DeleteQuestion, view: View) -> Screen:
    """The second time the way back stands where the first tap was, so that a double tap deletes nothing."""
    deal = reply.deal.id
    if reply.sure:
        rows = [[_to_one(reply, view)], [view.button("deals.really", "deal_drop", deal, "yes")]]
    else:
        rows = [[view.button("deals.delete", "deal_drop", deal, "sure")], [_to_one(reply, view)]]
    return Screen(view.text(reply, name=name_of(reply.deal, view)), rows)


@render.register
def _(reply: Deleted, view: View) -> Screen:
    back = button(view.words.plain("deals.back"), "deals", "open", "0")
    return Screen(view.text(reply, name=name_of(reply, view)), [[back]])
