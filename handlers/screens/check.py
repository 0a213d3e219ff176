"""The screens of a check, from the first question to the card."""

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from bot.advice import Finding
from bot.catalog import Language
from bot.checks import choices, step_value
from bot.course import GUESS, NAME, PUBLIC, STAGE
from bot.diagnosis import Diagnosis, position
from bot.replies import (
    AnswerList,
    Because,
    Card,
    GuessQuestion,
    NameQuestion,
    OfCheck,
    PutAside,
    Question,
    Reasons,
    Resume,
    Strategy,
    TypeCard,
)  # fmt: skip
from bot.report import Report, order_of_answers
from handlers.screens.base import Button, Screen, View, button, in_rows, length, render
from handlers.screens.words import fill

CARD_LIMIT = 1200
BAR = 10
ROWS_A_PAGE = 4


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words."""

    row: str
    finding: Markup
    action: str
    line: str
    blind: bool


def deal_name(reply: OfCheck, view: View) -> str:
    return reply.check.name or view.words.plain("name.default", n=reply.check.number)


def known(reply: OfCheck, view: View) -> dict[str, Any]:
    """What texts of the content may be filled with."""
    said, progress = view.language(reply.catalog), reply.check.progress
    labels = {
        step: label for step, value in progress.answers.items() if (label := answer_label(reply, view, step, value))
    }
    stage = view.words.plain(f"stage.{progress.stage}") if progress.stage else ""
    answers = {slug: labels.get(slug, "…") for slug in said.rows}
    return {"deal": {"name": deal_name(reply, view)}, "stage": stage, "answers": answers}


def answer_label(reply: OfCheck, view: View, step: str, value: str | None) -> str | None:
    if value is None:
        return None
    return next(iter(choices(reply.catalog, view.words.lang, step).get(value, [])), None)


def tell(finding: Finding, reply: OfCheck, report: Report, view: View) -> Told:
    """The words for exactly these answers."""
    said = view.language(reply.catalog)
    answers = report.progress.answers
    if finding.kind == "under":
        assert finding.way is not None
        under = said.mismatches.under[f"{finding.row}.{finding.way}"]
        pair = f"{answers[finding.row]}_{answers[finding.way]}"
        source = getattr(under.finding, pair)
        text: Any = under
        if report.progress.is_public and under.public:
            text = under.public
            if text.finding is not None:
                source = getattr(text.finding, pair, text.finding)
    elif finding.kind == "over":
        assert finding.way is not None
        text = said.mismatches.over[finding.way]
        source = text.finding
    else:
        blind = said.mismatches.blind[finding.row]
        source, text = blind.finding, blind
        if report.progress.is_public and blind.public:
            text = blind.public
    action = text.late if report.late or not text.early else text.early
    values = {"facts": facts(finding, said), **known(reply, view)} if "{{" in source else {}
    sentence = fill(source, values)
    return Told(said.rows[finding.row].title, sentence, action, text.line, finding.kind == "blind")


def facts(finding: Finding, said: Language) -> str:
    """The one or two heaviest proofs of over-selling, as the beginning of a sentence."""
    clauses = [fact.b2c for slug in finding.rows[:2] if (fact := said.rows[slug].fact)]
    text = ", ".join(clauses)
    return text[:1].upper() + text[1:]


def signs(diagnosis: Diagnosis, view: View) -> Markup:
    """The answers in counts: "5 signs of 7, 1 in between, 1 unknown"."""
    b2b, mid, b2c, unknown = diagnosis.signs
    words = view.words
    if diagnosis.band in ("b2b", "b2c"):
        own, against = (b2b, b2c) if diagnosis.band == "b2b" else (b2c, b2b)
        parts = [words.count("signs.of", own, of=sum(diagnosis.signs))]
        parts += [words.count("signs.against", against)] if against else []
    else:
        parts = [words.count("signs.b2b", b2b), words.count("signs.b2c", b2c)]
    parts += [words.count("signs.mid", mid)] if mid else []
    parts += [words.count("signs.unknown", unknown)] if unknown else []
    return Markup(", ").join(parts)


def band(diagnosis: Diagnosis, reply: OfCheck, view: View) -> Markup:
    """With its meaning in a person's first check."""
    first = reply.check.number == 1 and diagnosis.band != "unknown"
    return view.words.text(f"band.means_{diagnosis.band}" if first else f"band.{diagnosis.band}")


def asking(reply: OfCheck, view: View, slug: str | None) -> tuple[str, str] | None:
    """Who knows ("client" or "own") and the question that finds it out."""
    if slug is None:
        return None
    question = view.language(reply.catalog).rows[slug].question
    who = reply.catalog.table.rows[slug].ask
    return (who, question.ask) if question and question.ask and who else None


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
    if reply.misses >= 2 and step not in said.rows:
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


def step_title(reply: OfCheck, view: View, step: str) -> str:
    if step in (STAGE, PUBLIC):
        return view.words.plain(f"answers.{step}")
    return view.language(reply.catalog).rows[step].title


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
