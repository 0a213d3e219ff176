"""What is known of a check, in words: its findings, its type in counts, its answers."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

from markupsafe import Markup

from bot.catalog import Language
from bot.catalog.model import Question, Said, Spoken, Step
from bot.check.advice import Finding
from bot.check.course import PUBLIC, STAGE
from bot.check.diagnosis import Diagnosis
from bot.check.questions import choices
from bot.check.report import Report
from bot.replies import (
    OfCheck,
)
from bot.store.checks import Check
from handlers.screens.base import View
from handlers.screens.words import fill

Law = Literal["public", "maybe"]


@dataclass(frozen=True, slots=True)
class Told:
    """A finding in words."""

    row: str
    finding: Markup
    action: str
    line: str
    blind: bool


def deal_name(reply: OfCheck, view: View) -> str:
    default = "name.typical" if reply.check.kind == "typical" else "name.default"
    return reply.check.name or view.words.plain(default, n=reply.check.number)


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
    labels = choices(reply.catalog, view.words.lang, step, typical=reply.check.is_typical)
    return next(iter(labels.get(value, [])), None)


def question_of(reply: OfCheck, view: View, step: str) -> Step | Question | None:
    """What is asked at a step, of a deal or of the typical sale."""
    said = view.language(reply.catalog)
    row = said.rows.get(step)
    if step in said.steps or row is None or row.question is None:
        return said.steps.get(step)
    return row.question.asked(typical=reply.check.is_typical)


def tell(finding: Finding, reply: OfCheck, report: Report, view: View) -> Told:
    """The words for exactly these answers."""
    said, answers = view.language(reply.catalog), report.progress.answers
    text = spoken(said, finding.id, reply.check)
    whole = said.mismatches.of(finding.id)
    assert text
    assert whole
    source: Any = getattr(text, "finding", None) or whole.finding
    if isinstance(source, Said):
        source = getattr(source, f"{answers[finding.row]}_{answers[finding.way or '']}")
    early = getattr(text, "early", None)
    action = text.late if report.late or not early else early
    values = {"facts": facts(finding, said), **known(reply, view)} if "{{" in source else {}
    sentence = fill(source, values)
    return Told(said.rows[finding.row].title, sentence, action, text.line, finding.kind == "blind")


def spoken(said: Language, finding: str, check: Check) -> Spoken | None:
    """The words of a finding for this check, by its id; None where they are gone."""
    return said.mismatches.spoken(finding, public=check.progress.is_public, typical=check.is_typical)


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
        parts = [words.count("signs.b2b", b2b)] if b2b or not b2c else []
        parts += [words.count("signs.b2c", b2c)] if b2c else []
    parts += [words.count("signs.mid", mid)] if mid else []
    parts += [words.count("signs.unknown", unknown)] if unknown else []
    return Markup(", ").join(parts)


def band(diagnosis: Diagnosis, reply: OfCheck, view: View) -> Markup:
    """With its meaning in a person's first check."""
    first = reply.check.number == 1 and reply.check.prior is None and diagnosis.band != "unknown"
    return view.words.text(f"band.means_{diagnosis.band}" if first else f"band.{diagnosis.band}")


def type_line(reply: OfCheck, diagnosis: Diagnosis, view: View, *, brief: bool = False) -> Markup:
    """What the deal is; the typical sale is called a sale. `brief`: never with what a type means."""
    sale, counts = reply.check.kind == "typical", signs(diagnosis, view)
    if diagnosis.band == "unknown":
        return view.words.text("card.unknown_typical" if sale else "card.unknown", signs=counts)
    named = view.words.text(f"band.{diagnosis.band}") if brief else band(diagnosis, reply, view)
    return view.words.text("card.known_typical" if sale else "card.known", band=named, signs=counts)


def law_line(law: Law | None, told: Iterable[object], view: View) -> Markup | None:
    """The reminder of what a public purchase allows, unless a text of the screen says it: one with all its words."""
    stems = view.words.plain("card.law_words").split()
    if law is None or any(all(stem in str(text).lower() for stem in stems) for text in told):
        return None
    return view.words.text("card.law" if law == "public" else "card.law_maybe")


def asking(reply: OfCheck, view: View, slug: str | None) -> tuple[str, str] | None:
    """Who knows ("client" or "own") and the question that finds it out."""
    if slug is None:
        return None
    question = view.language(reply.catalog).rows[slug].question
    who = reply.catalog.table.rows[slug].ask
    return (who, question.ask) if question and question.ask and who else None


def step_title(reply: OfCheck, view: View, step: str) -> str:
    if step in (STAGE, PUBLIC):
        return view.words.plain(f"answers.{step}")
    return view.language(reply.catalog).rows[step].title
