"""The screens of a check, from the first question to the card."""

from typing import Any

from bot.check.course import GUESS, NAME, STAGE, USUAL
from bot.check.questions import choices, step_value
from bot.check.usual import is_second
from bot.replies import (
    Because,
    Changed,
    GuessQuestion,
    NameQuestion,
    PutAside,
    Question,
    Resume,
    TypeCard,
    Usual,
    WhichDeal,
)
from handlers.screens.base import Button, Screen, View, button, on_button, render
from handlers.screens.telling import answer_label, asking, band, deal_name, question_of, signs, tell

BAR = 10
MARK = "✓"


@render.register
def _(reply: Question, view: View) -> Screen:
    step, progress = reply.step, reply.check.progress
    asked = question_of(reply, view, step)
    row = reply.catalog.table.rows.get(step)
    second = progress.todo is not None and not reply.editing
    text = view.text(
        reply,
        question=asked.text if asked else "",
        part=row.kind if row else "stage",
        name=deal_name(reply, view),
        second=second,
        bar="▰" * (filled := BAR * reply.place.number // reply.place.about) + "▱" * (BAR - filled),
        now=None if marked(reply) else answer_label(reply, view, step, step_value(progress, step)),
        earlier=second and step not in progress.fresh,
        skip=reply.misses >= 2 and row is not None,
        **_remarks(reply, view),
    )
    return Screen(text, _answers(reply, view))


def _remarks(reply: Question, view: View) -> dict[str, Any]:
    so_far, found = reply.so_far, reply.found
    first = next((finding for finding in found.findings if finding.way), None) if found else None
    return {
        "band": band(so_far.diagnosis, reply, view) if so_far else "",
        "signs": signs(so_far.diagnosis, view) if so_far else "",
        "ask": asking(reply, view, so_far.heaviest) if so_far else None,
        "found": tell(first, reply, found, view) if first and found else None,
    }


def _answers(reply: Question, view: View) -> list[list[Button]]:
    step, mark, is_row = reply.step, marked(reply), reply.step in reply.catalog.table.rows
    verb, check = ("change" if reply.editing else "answer"), reply.check.id
    options = choices(reply.catalog, view.words.lang, step, typical=reply.check.is_typical).items()
    labels = {value: f"{MARK} {words[0]}" if value == mark else words[0] for value, words in options}
    rows = [[button(label, verb, check, step, value)] for value, label in labels.items()]
    if reply.misses >= 2 and is_row:
        rows[-1] = [view.button("button.skip", verb, check, step, "unknown")]
    last = [view.button("button.to_answers", "answers", check)] if reply.editing else _back(reply, view)
    rows.append([*last, view.button("button.because", "because", check, step)])
    if reply.misses >= 2 and not is_row and not reply.editing:
        rows.append([view.button("button.leave", "leave")])
    return rows


def marked(reply: Question) -> str | None:
    """In a second check the stage the deal was at stands marked among the others."""
    progress = reply.check.progress
    second = progress.todo is not None and not reply.editing
    return progress.stage if second and reply.step == STAGE else None


def _back(reply: Question, view: View) -> list[Button]:
    check = reply.check
    if reply.back:
        return [view.button("button.back", "show", check.id, reply.back)]
    second = is_second(reply.catalog.table, check.progress)
    return [view.button("button.back", "again", check.deal)] if second else []


@render.register
def _(reply: Usual, view: View) -> Screen:
    step, check = view.language(reply.catalog).steps[USUAL], reply.check.id
    rows = [[button(label, USUAL, check, value)] for value, label in step.options.items()]
    last = [view.button("button.back", "show", check, reply.back)] if reply.back else []
    rows.append([*last, view.button("button.because", "because", check, USUAL)])
    said = view.language(reply.catalog).rows
    listed = [(said[row].title, answer_label(reply, view, row, value)) for row, value in reply.rows.items()]
    return Screen(view.text(reply, question=step.text, listed=listed, name=deal_name(reply, view)), rows)


@render.register
def _(reply: Changed, view: View) -> Screen:
    deal = reply.check.deal
    rows = [
        [view.button(f"again_sale.{said}" if reply.check.is_typical else f"again.{said}", "changed", deal, said)]
        for said in ("no", "yes")
    ]
    rows.append([view.button("button.card", "card", reply.check.id)])
    return Screen(view.text(reply, name=deal_name(reply, view)), rows)


@render.register
def _(reply: WhichDeal, view: View) -> Screen:
    typical = button(on_button(deal_name(reply, view)), "again", reply.check.deal)
    return Screen(view.text(reply), [[typical], [view.button("which.single", "single")]])


@render.register
def _(reply: Because, view: View) -> Screen:
    asked = question_of(reply, view, reply.step)
    return Screen((asked.why if asked else None) or view.words.plain("button.unknown"), alert=True)


@render.register
def _(reply: TypeCard, view: View) -> Screen:
    report, check = reply.report, reply.check.id
    rows = [[view.button("button.go_on", "flag", check, "seen")]]
    if reply.early:
        rows.append([view.button("button.rest", "flag", check, "rest")])
    if reply.back:
        rows.append([view.button("button.back", "show", check, reply.back)])
    text = view.text(
        reply,
        band=band(report.diagnosis, reply, view),
        signs=signs(report.diagnosis, view),
        ask=asking(reply, view, next(iter([*report.ask_client, *report.ask_own]), report.heaviest)),
        known=report.diagnosis.band != "unknown",
    )
    return Screen(text, rows)


@render.register
def _(reply: NameQuestion, view: View) -> Screen:
    check = reply.check.id
    rows = [[view.button("button.no_name", "flag", check, "named")]]
    if reply.back:
        rows.append([view.button("button.back", "show", check, reply.back)])
    return Screen(view.text(reply), rows)


@render.register
def _(reply: GuessQuestion, view: View) -> Screen:
    step, check = view.language(reply.catalog).steps[GUESS], reply.check.id
    rows = [[button(label, "guess", check, number)] for number, label in step.options.items()]
    rows.append([view.button("button.skip", "flag", check, "guessed")])
    rows.append([view.button("button.back", "show", check, NAME)])
    return Screen(view.text(reply, question=step.text), rows)


@render.register
def _(reply: Resume, view: View) -> Screen:
    check = reply.check.id
    rows: list[list[Button]] = [[view.button("button.continue", "resume", check)]]
    if reply.early_card:
        rows.append([view.button("button.early_card", "early", check)])
    last = [view.button("button.restart", "restart", check)]
    if reply.check.progress.todo is None:
        last.append(view.button("button.aside", "aside", check))
    rows.append(last)
    return Screen(view.text(reply, name=deal_name(reply, view)), rows)


@render.register
def _(reply: PutAside, view: View) -> Screen:
    rows = [[view.button("button.continue", "resume", reply.check.id)], [view.button("button.again", "deal")]]
    return Screen(view.text(reply, name=deal_name(reply, view)), rows)
