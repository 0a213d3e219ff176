"""What is asked and how it may be answered. Pure."""

from dataclasses import replace

from bot.catalog import KNOWN, Catalog
from bot.check.course import PUBLIC, STAGE, Progress, asked_of

PUBLIC_VALUES = {"yes": 1, "no": 0, "unknown": -1}


def put(catalog: Catalog, progress: Progress, step: str, value: str) -> Progress | None:
    """The progress with this answer; None where there is no such question or answer."""
    if step == STAGE and value in catalog.table.stages:
        return replace(progress, stage=value)
    if step == PUBLIC and value in PUBLIC_VALUES:
        return replace(progress, public=PUBLIC_VALUES[value])
    row = catalog.table.rows.get(step)
    if row is None or row.kind == "company":
        return None
    if value == "unknown":
        return progress.with_answer(step, "unknown")
    return next((progress.with_answer(step, known) for known in KNOWN if known == value), None)


def is_asked(catalog: Catalog, step: str) -> bool:
    """Whether there is a question of this step with answers to choose from."""
    row = catalog.table.rows.get(step)
    return row.kind != "company" if row else step in (STAGE, PUBLIC)


def step_value(progress: Progress, step: str) -> str | None:
    """What was answered at a step, as its buttons name it."""
    if step == STAGE:
        return progress.stage
    if step == PUBLIC:
        return next((name for name, number in PUBLIC_VALUES.items() if number == progress.public), None)
    return progress.answers.get(step)


def last_tap(progress: Progress) -> str:
    """What finished a check: the guess, no guess ("guessed"), or the wish for its card before that ("early").

    In a second check the last answer, as "cycle:b2b".
    """
    if progress.todo is not None:
        steps = asked_of(progress)
        return f"{steps[-1]}:{step_value(progress, steps[-1])}" if {*progress.todo} <= progress.fresh else "early"
    if "guessed" not in progress.flags:
        return "early"
    return "guessed" if progress.guess is None else str(progress.guess)


def choices(catalog: Catalog, lang: str, step: str, *, typical: bool = False) -> dict[str, list[str]]:
    """The answers of a step in the order shown: value -> label, then the words it may be typed by.

    `typical`: as the typical sale is asked about.
    """
    words = catalog.said(lang)
    if step in words.steps:
        asked = words.steps[step]
        return {value: [label, *asked.words.get(value, ())] for value, label in asked.options.items()}
    question = words.rows[step].question
    assert question is not None
    question = question.asked(typical=typical)
    shown = {
        value: [getattr(question, value), *getattr(question.words, value)] for value in order_of_poles(catalog, step)
    }
    special = words.steps["unknown" if catalog.table.rows[step].kind == "deal" else "early"]
    return {**shown, "unknown": [special.options["unknown"], *special.words["unknown"]]}


def order_of_poles(catalog: Catalog, step: str) -> tuple[str, str, str]:
    """The poles change places from question to question, `mid` stays in the middle."""
    row = catalog.table.rows[step]
    number = row.place if row.kind == "deal" else len(catalog.table.deal) + catalog.table.way.index(row) + 1
    return ("b2b", "mid", "b2c") if number % 2 else ("b2c", "mid", "b2b")
