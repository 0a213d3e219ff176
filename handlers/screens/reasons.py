"""Why a card says what it says, row by row."""

from typing import Any

from markupsafe import Markup

from bot.check.diagnosis import position
from bot.check.report import order_of_answers
from bot.replies import Reasons
from handlers.screens.base import Screen, View, button, render
from handlers.screens.telling import answer_label

ROWS_A_PAGE = 4


@render.register
def _(reply: Reasons, view: View) -> Screen:
    report, check = reply.report, reply.check.id
    order = order_of_answers(report)
    pages = -(-len(order) // ROWS_A_PAGE)
    page = min(max(reply.page, 0), pages - 1)
    shown = order[page * ROWS_A_PAGE : (page + 1) * ROWS_A_PAGE]
    text = view.text(
        reply,
        diagnosis=report.diagnosis,
        scale=reply.catalog.table.scale,
        before=reply.moved.share_before if reply.moved and reply.moved.share_before != reply.moved.share else None,
        rows=[_reason(reply, view, slug) for slug in shown],
        page=page + 1,
        pages=pages,
    )
    turn = [button("‹", "why", check, str(page - 1))] if page else []
    turn += [button("›", "why", check, str(page + 1))] if page < pages - 1 else []
    return Screen(text, [turn, [view.button("button.card", "card", check)]])


def _reason(reply: Reasons, view: View, slug: str) -> dict[str, Any]:
    """One row: the answer, both columns of the table, and what it did."""
    report, row = reply.report, reply.catalog.table.rows[slug]
    said, words = view.language(reply.catalog).rows[slug], view.words
    value = report.progress.answers.get(slug)
    at = position(value)
    if at is None:
        effect = words.text("why.adds_nothing") if value and row.kind == "deal" else Markup("")
        effect = words.text("why.not_counted") if value and row.kind == "way" else effect
    elif row.kind == "deal":
        effect = words.text("why.adds", points=words.number(at * row.weight), weight=row.weight)
    else:
        effect = _effect_of_way(reply, view, slug)
    return {
        "title": said.title,
        "weight": row.weight,
        "answer": answer_label(reply, view, slug, value),
        "b2b": said.b2b.gist,
        "b2c": said.b2c.gist,
        "effect": effect,
    }


def _effect_of_way(reply: Reasons, view: View, slug: str) -> Markup:
    report, words = reply.report, view.words
    finding = next((finding for finding in report.findings if finding.way == slug), None)
    if finding is None:
        related = reply.report.rules.mismatches.way[slug].related
        base = any(position(report.progress.answers.get(row)) is not None for row in related)
        return words.text("why.suits" if base else "why.no_base")
    titles = ", ".join(view.language(reply.catalog).rows[row].title for row in finding.rows)
    return words.text(f"why.{finding.kind}", size=words.number(finding.size), rows=titles)
