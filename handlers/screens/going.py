"""Going to a client: which deal, and one screen to read on the way."""

from collections.abc import Iterator

from bot.catalog.model import Goal, RowWords
from bot.deals.talk import Said
from bot.replies import Going, GoList
from handlers.screens.base import Screen, View, button, length, on_button, render
from handlers.screens.deals import name_of
from handlers.screens.telling import deal_name, law_line
from handlers.screens.times import moment

LIMIT = 600
QUESTIONS = 2


@render.register
def _(reply: GoList, view: View) -> Screen:
    if not (reply.deals or reply.typical):
        return Screen(view.text(reply), [[view.button("button.deal", "deal")]])
    rows = [[button(on_button(name_of(deal, view)), "go", deal.id)] for deal in reply.deals]
    if reply.typical:
        rows.append([view.button("going.shift", "go", reply.typical.id)])
    return Screen(view.text(reply), [*rows, [view.button("going.all", "deals", "open", "0")]])


@render.register
def _(reply: Going, view: View) -> Screen:
    check = reply.check
    rows = [[view.button("going.card", "card", check.id), view.button("going.another", "go_list")]]
    return Screen(going_text(reply, view), rows)


def going_text(reply: Going, view: View) -> str:
    """At most LIMIT characters: when it will be asked about is left out first, then the second question."""
    text = ""
    for asked, questions in ((True, QUESTIONS), (False, QUESTIONS), (False, 1)):
        text = _going_text(reply, view, asked, questions)
        if length(text) <= LIMIT:
            break
    return text


def _going_text(reply: Going, view: View, asked: bool, questions: int) -> str:
    talk, words, due = reply.talk, view.words, reply.due if asked else None
    line = _line(reply, view)
    goal, avoid = _of_goal(reply, view, talk.goal), _of_goal(reply, view, talk.avoid, "_avoid")
    asking = _questions(reply, view, line)[:questions]
    return view.text(
        reply,
        name=deal_name(reply, view),
        goal=goal,
        questions=asking,
        line=line,
        avoid=avoid,
        law=law_line(reply.report.mentions_law, [goal, *asking, line, avoid], view),
        asked=moment(due, reply.now, reply.zone, words) if due else None,
    )


def _row(reply: Going, view: View, slug: str) -> Iterator[RowWords]:
    """The words of the check's own content, then of today's."""
    for catalog in (reply.catalog, reply.current):
        said = view.language(catalog).rows.get(slug)
        if said:
            yield said


def _goal(reply: Going, view: View, slug: str) -> Goal | None:
    return next((row.goal for row in _row(reply, view, slug) if row.goal), None)


def _of_goal(reply: Going, view: View, said: Said, part: str = "") -> str | None:
    goal = _goal(reply, view, said.row)
    return getattr(goal, f"{said.which}{part}") if goal else None


def _question(reply: Going, view: View, said: Said) -> str | None:
    if said.which != "ask":
        return _of_goal(reply, view, said, "_ask")
    return next((row.question.ask for row in _row(reply, view, said.row) if row.question), None)


def _questions(reply: Going, view: View, line: str) -> list[str]:
    found = [_question(reply, view, said) for said in reply.talk.questions]
    return [text for text in dict.fromkeys(found) if text and text != line]


def _line(reply: Going, view: View) -> str:
    """Of a finding, or of a row's pole."""
    said, (kind, _, slug) = view.language(reply.catalog), reply.talk.line.partition(".")
    if kind in ("b2b", "b2c"):
        row = said.rows[slug]
        return (row.b2b if kind == "b2b" else row.b2c).line
    words = said.mismatches.spoken(reply.talk.line, public=reply.talk.public, typical=reply.check.is_typical)
    assert words
    return words.line
