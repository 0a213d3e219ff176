"""The card of a finished check, and what hangs on it."""

from typing import Any

from markupsafe import Markup

from bot.check.course import GUESS, PUBLIC, STAGE
from bot.check.questions import step_value
from bot.check.report import Report, Shift, order_of_answers
from bot.replies import (
    AnswerList,
    Card,
    Strategy,
)
from handlers.screens.base import Button, Screen, View, button, in_rows, length, render
from handlers.screens.teams import seen_by
from handlers.screens.telling import (
    Told,
    answer_label,
    asking,
    deal_name,
    known,
    law_line,
    step_title,
    tell,
    type_line,
)
from handlers.screens.words import fill

CARD_LIMIT = 1200
MOST_NAMED = 3


@render.register
def _(reply: Card, view: View) -> Screen:
    foot = seen_by(reply.seen_by, view)
    text = card_text(reply, view, room=length(foot) + 2 * bool(foot))
    body = f"{text}\n\n<i>{foot}</i>" if foot else text
    return Screen(body, _more(reply, view) if reply.more else _first(reply, view))


def _first(reply: Card, view: View) -> list[list[Button]]:
    """One thing to do, and the way to all the others."""
    check, kind = reply.check, reply.report.kind
    on_shift = check.kind == "typical" and kind == "fits"
    first = [view.button("button.why", "why", check.id, "0"), view.button("on_card.more", "more", check.id)]
    if kind != "unknown" and reply.report.main and not check.closed:
        first.insert(0, view.button("on_card.take_shift" if on_shift else "on_card.take", "take", check.id))
    rows = [first]
    if reply.offers:
        rows += [[view.button(f"on_card.typical_{said}", "typical", check.id, said)] for said in ("yes", "no")]
    return rows


def _more(reply: Card, view: View) -> list[list[Button]]:
    check, deal, main = reply.check.id, reply.check.deal, reply.report.main
    rows = [
        [view.button("button.answers", "answers", check), view.button("button.picture", "picture", check)],
        [view.button("on_card.deal", "deal_open", deal), view.button("on_card.note", "note", deal)],
    ]
    if not reply.check.closed:
        rows.append([view.button("on_card.go", "go", deal), view.button("on_card.again", "again", deal)])
    if main:
        rows[0].insert(1, view.button("button.strategy", "strategy", check, main))
        rows[1].append(view.button("on_card.topic", "about", main))
    if reply.report.diagnosis.band == "b2c" and reply.check.kind != "typical" and not reply.check.closed:
        rows.append([view.button("on_card.typical_yes", "typical", check, "yes")])
    return [*rows, [view.button("button.card", "card", check), view.button("button.again", "deal")]]


def card_text(reply: Card, view: View, *, room: int = 0) -> str:
    """At most CARD_LIMIT characters, less the room for what stands around it: what matters least is left out first."""
    text = ""
    for much in (3, 2, 1, 0):
        text = _card_text(reply, view, much)
        if length(text) <= CARD_LIMIT - room:
            break
    return text


def _card_text(reply: Card, view: View, room: int) -> str:
    report, said = reply.report, view.language(reply.catalog)
    told = [tell(finding, reply, report, view) for finding in report.top]
    guess = None if reply.check.prior or reply.check.kind == "typical" else reply.check.progress.guess
    change, moved = _change(reply, view), _moved(reply, view)
    main, heaviest = report.top[0] if report.top else None, report.heaviest
    hold = getattr(said.rows[heaviest], str(report.progress.answers[heaviest])) if heaviest else None
    client = [slug for slug in report.ask_client if not (main and main.kind == "blind" and slug == main.row)]
    return view.text(
        reply,
        name=deal_name(reply, view),
        stage=view.words.text(f"stage.{report.stage}"),
        type=type_line(reply, report.diagnosis, view),
        report=report,
        told=told,
        keep=hold if report.kind == "fits" else None,
        client=asking(reply, view, next(iter(client), None)),
        own=asking(reply, view, next(iter(report.ask_own), None)) if room >= 2 or not told else None,
        guess=said.steps[GUESS].options[str(guess)].lower() if guess and room >= 3 else None,
        brief=room < 1,
        law=law_line(report.mentions_law, _texts(told, brief=room < 1), view),
        change=change,
        moved=moved,
        was=(change or moved or {}).get("was"),
    )


def _texts(told: list[Told], *, brief: bool) -> list[object]:
    """Of the findings after the first only the sentence is shown where room is short."""
    actions = [one.action for one in (told[:1] if brief else told)]
    return [*(one.finding for one in told), *actions, *(one.line for one in told[:1])]


def _change(reply: Card, view: View) -> dict[str, Any] | None:
    change = reply.change
    if change is None:
        return None
    moved = change.fit_before != reply.report.fit
    return {
        "row": step_title(reply, view, change.row),
        "was": change.fit_before if moved else None,
        "shift": _shift(change.shift, reply, view),
    }


def _moved(reply: Card, view: View) -> dict[str, Any] | None:
    moved, words = reply.moved, view.words
    if moved is None:
        return None
    other = moved.band_before not in (moved.band, "unknown") and moved.band != "unknown"
    return {
        "was": moved.fit_before if moved.fit_before != moved.fit and moved.fit_before.of else None,
        "band": words.text(f"band.{moved.band_before}") if other else None,
        "shift": _shift(moved.shift, reply, view),
        "nothing": moved.nothing,
        "answers_only": moved.answers_only,
    }


def _shift(shift: Shift, reply: Card, view: View) -> Markup:
    """What has gone, what is new and what has turned round, in a sentence each."""
    said = view.language(reply.catalog).rows
    parts = {"gone": shift.gone, "new": shift.new, "turned": shift.turned}
    named = {key: list(dict.fromkeys(said[row].title for row in rows if row in said)) for key, rows in parts.items()}
    told = [view.words.text(f"card.{key}", rows=_listed(names, view)) for key, names in named.items() if names]
    return Markup(" ").join(told)


def _listed(names: list[str], view: View) -> str:
    more = view.words.plain("card.and_more", n=len(names) - MOST_NAMED) if len(names) > MOST_NAMED else ""
    return f"{', '.join(names[:MOST_NAMED])} {more}".strip()


@render.register
def _(reply: AnswerList, view: View) -> Screen:
    check, progress = reply.check.id, reply.check.progress
    steps = [STAGE, *order_of_answers(reply.report)]
    if progress.public is not None:
        steps.insert(steps.index("procedure") + 1, PUBLIC)
    listed = [(step_title(reply, view, s), answer_label(reply, view, s, step_value(progress, s))) for s in steps]
    changed = [] if reply.check.closed else steps
    buttons = [button(step_title(reply, view, step), "edit", check, step) for step in changed]
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
