"""Tips, and questions to remember them by."""

from typing import NamedTuple

from bot.catalog import Catalog, Recall
from bot.replies.tips import NoQuestion, OfRecall, RecallAnswer, RecallQuestion, TipNow
from bot.tips.learning import Tip
from handlers.screens.base import Screen, View, button, render
from handlers.screens.times import day


class Said(NamedTuple):
    """A tip in words."""

    row: str
    situation: str
    action: str
    line: str


def told(catalog: Catalog | None, tip: Tip | None, view: View) -> Said | None:
    if catalog is None or tip is None:
        return None
    said = view.language(catalog)
    words = getattr(said.tips[tip.row], tip.pole)[tip.place - 1]
    return Said(said.rows[tip.row].title, words.situation, words.action, words.line)


@render.register
def _(reply: TipNow, view: View) -> Screen:
    rows = [] if reply.plain else [[view.button("on_card.topic", "about", reply.tip.row)]]
    return Screen(view.text(reply, tip=told(reply.catalog, reply.tip, view)), rows)


@render.register
def _(reply: RecallQuestion, view: View) -> Screen:
    recall, title = _recall(reply, view)
    buttons = [button(str(n), "recall", reply.row, str(n)) for n in range(1, len(recall.options) + 1)]
    quiz = {
        "about": reply.row,
        "question": recall.question,
        "options": [{"text": option} for option in recall.options],
        "correct_option_ids": [recall.correct - 1],
        "explanation": recall.explain,
    }
    return Screen(view.text(reply, recall=recall, row=title), in_two(buttons), quiz=quiz)


def in_two(buttons: list[dict[str, str]]) -> list[list[dict[str, str]]]:
    return [buttons] if len(buttons) < 4 else [buttons[:2], buttons[2:]]


@render.register
def _(reply: RecallAnswer, view: View) -> Screen:
    recall, title = _recall(reply, view)
    return Screen(view.text(reply, recall=recall, row=title), [[view.button("on_card.topic", "about", reply.row)]])


@render.register
def _(reply: NoQuestion, view: View) -> Screen:
    return Screen(view.text(reply, day=day(reply.day, reply.today, view.words) if reply.day else None))


def _recall(reply: OfRecall, view: View) -> tuple[Recall, str]:
    said = view.language(reply.catalog)
    return said.tips[reply.row].recall, said.rows[reply.row].title
