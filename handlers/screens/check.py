"""The screens of a check, from the first question to the card."""

from bot.course import GUESS, NAME
from bot.questions import choices, step_value
from bot.replies import (
    Because,
    GuessQuestion,
    NameQuestion,
    PutAside,
    Question,
    Resume,
    TypeCard,
)
from handlers.screens.base import Button, Screen, View, button, render
from handlers.screens.telling import answer_label, asking, band, deal_name, signs, tell

BAR = 10


@render.register
def _(reply: Question, view: View) -> Screen:
    said, step = view.language(reply.catalog), reply.step
    asked = said.steps.get(step) or said.rows[step].question
    row = reply.catalog.table.rows.get(step)
    options = choices(reply.catalog, view.words.lang, step)
    verb, check = ("change" if reply.editing else "answer"), reply.check.id
    rows = [[button(words[0], verb, check, step, value)] for value, words in options.items()]
    if reply.misses >= 2 and step in said.rows:
        rows[-1] = [view.button("button.skip", verb, check, step, "unknown")]
    if reply.editing:
        last = [view.button("button.to_answers", "answers", check)]
    else:
        last = [view.button("button.back", "show", check, reply.back)] if reply.back else []
    last.append(view.button("button.because", "because", check, step))
    rows.append(last)
    if reply.misses >= 2 and step not in said.rows and not reply.editing:
        rows.append([view.button("button.leave", "leave")])
    so_far, found = reply.so_far, reply.found
    first = next((finding for finding in found.findings if finding.way), None) if found else None
    text = view.text(
        reply,
        question=asked.text if asked else "",
        part=row.kind if row else "stage",
        bar="▰" * (filled := BAR * reply.place.number // reply.place.about) + "▱" * (BAR - filled),
        now=answer_label(reply, view, step, step_value(reply.check.progress, step)),
        band=band(so_far.diagnosis, reply, view) if so_far else "",
        signs=signs(so_far.diagnosis, view) if so_far else "",
        ask=asking(reply, view, so_far.heaviest) if so_far else None,
        found=tell(first, reply, found, view) if first and found else None,
        skip=reply.misses >= 2 and row is not None,
    )
    return Screen(text, rows)


@render.register
def _(reply: Because, view: View) -> Screen:
    said = view.language(reply.catalog)
    asked = said.steps.get(reply.step) or (said.rows[reply.step].question if reply.step in said.rows else None)
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
    rows.append([view.button("button.restart", "restart", check), view.button("button.aside", "aside", check)])
    return Screen(view.text(reply, name=deal_name(reply, view)), rows)


@render.register
def _(reply: PutAside, view: View) -> Screen:
    rows = [[view.button("button.continue", "resume", reply.check.id)], [view.button("button.again", "deal")]]
    return Screen(view.text(reply, name=deal_name(reply, view)), rows)
