"""The card of a finished check, and what hangs on it."""

from typing import Any

from markupsafe import Markup

from bot.advice import Finding
from bot.course import GUESS, PUBLIC, STAGE
from bot.diagnosis import position
from bot.questions import step_value
from bot.replies import (
    AnswerList,
    Card,
    Reasons,
    Strategy,
)
from bot.report import Report, order_of_answers
from handlers.screens.base import Screen, View, button, in_rows, length, render
from handlers.screens.telling import answer_label, asking, band, deal_name, known, signs, step_title, tell
from handlers.screens.words import fill

CARD_LIMIT = 1200
ROWS_A_PAGE = 4


@render.register
def _(reply: Card, view: View) -> Screen:
    check, report = reply.check.id, reply.report
    rows = [[view.button("button.why", "why", check, "0"), view.button("button.answers", "answers", check)]]
    if report.main:
        rows[0].append(view.button("button.strategy", "strategy", check, report.main))
    rows.append([view.button("button.again", "deal")])
    return Screen(card_text(reply, view), rows)


def card_text(reply: Card, view: View) -> str:
    """At most CARD_LIMIT characters: what matters least is left out first."""
    text = ""
    for room in (3, 2, 1, 0):
        text = _card_text(reply, view, room)
        if length(text) <= CARD_LIMIT:
            break
    return text


def _card_text(reply: Card, view: View, room: int) -> str:
    report, said = reply.report, view.language(reply.catalog)
    told = [tell(finding, reply, report, view) for finding in report.top]
    guess = reply.check.progress.guess
    main, heaviest = report.top[0] if report.top else None, report.heaviest
    hold = getattr(said.rows[heaviest], str(report.progress.answers[heaviest])) if heaviest else None
    client = [slug for slug in report.ask_client if not (main and main.kind == "blind" and slug == main.row)]
    return view.text(
        reply,
        name=deal_name(reply, view),
        stage=view.words.text(f"stage.{report.stage}"),
        band=band(report.diagnosis, reply, view),
        signs=signs(report.diagnosis, view),
        known=report.diagnosis.band != "unknown",
        report=report,
        told=told,
        keep=hold if report.kind == "fits" else None,
        client=asking(reply, view, next(iter(client), None)),
        own=asking(reply, view, next(iter(report.ask_own), None)) if room >= 2 or not told else None,
        guess=said.steps[GUESS].options[str(guess)].lower() if guess and room >= 3 else None,
        brief=room < 1,
        change=_change(reply, view),
    )


def _change(reply: Card, view: View) -> dict[str, Any] | None:
    change = reply.change
    if change is None:
        return None
    said = view.language(reply.catalog)

    def titles(findings: tuple[Finding, ...]) -> str:
        return ", ".join(dict.fromkeys(said.rows[finding.way or finding.row].title for finding in findings))

    moved = change.fit_before != reply.report.fit
    return {
        "row": step_title(reply, view, change.row),
        "was": change.fit_before if moved else None,
        "gone": titles(change.gone),
        "new": titles(change.new),
    }


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


@render.register
def _(reply: AnswerList, view: View) -> Screen:
    check, progress = reply.check.id, reply.check.progress
    steps = [STAGE, *order_of_answers(reply.report)]
    if progress.public is not None:
        steps.insert(steps.index("procedure") + 1, PUBLIC)
    listed = [(step_title(reply, view, s), answer_label(reply, view, s, step_value(progress, s))) for s in steps]
    buttons = [button(step_title(reply, view, step), "edit", check, step) for step in steps]
    return Screen(
        view.text(reply, listed=listed, name=deal_name(reply, view)),
        [*in_rows(buttons, 2), [view.button("button.card", "card", check)]],
    )


@render.register
def _(reply: Strategy, view: View) -> Screen:
    report, check, said = reply.report, reply.check.id, view.language(reply.catalog)
    pole = pole_of(reply.row, report)
    words = said.rows[reply.row]
    page = words.b2b if pole == "b2b" else words.b2c
    others = dict.fromkeys(slug for finding in report.top for slug in (finding.row, finding.way) if slug)
    buttons = [button(said.rows[slug].title, "strategy", check, slug) for slug in others if slug != reply.row]
    text = view.text(
        reply,
        title=words.title,
        pole=view.words.text(f"compare.{pole}"),
        page=fill(page.strategy, known(reply, view)),
        action=page.late if report.late else page.early,
        line=page.line,
    )
    return Screen(text, [*in_rows(buttons, 2), [view.button("button.card", "card", check)]])


def pole_of(slug: str, report: Report) -> str:
    """Which column of the table is the advice: what the deal asks for, else what was answered, else the deal's type."""
    for finding in report.top:
        if slug in (finding.row, finding.way):
            return "b2c" if finding.kind == "over" else "b2b"
    value = report.progress.answers.get(slug)
    if value in ("b2b", "b2c"):
        return str(value)
    return "b2c" if report.diagnosis.band == "b2c" else "b2b"
