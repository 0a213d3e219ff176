"""The mirror of closed deals, in words and as a picture."""

from bot.check.course import GUESS
from bot.deals.mirror import Loss
from bot.deals.mirror import Mirror as Found
from bot.replies.deals import OfMirror, Reflection, ReflectionPicture
from handlers.screens.base import Button, Screen, View, button, render
from handlers.screens.mirror_picture import Mirror, mirror_svg


@render.register
def _(reply: Reflection, view: View) -> Screen:
    said = view.language(reply.catalog)
    found = reply.mirror
    text = view.text(
        reply,
        guesses=[(one, said.steps[GUESS].options[str(one.guess)].lower()) for one in found.guesses if one.n],
        losses=[(loss, sentence) for loss in found.losses if (sentence := _sentence(loss, reply, view))],
    )
    rows = [_back(view)]
    if not found.lacking:
        rows.insert(0, [view.button("button.picture", "mirror_picture")])
    return Screen(text, rows)


@render.register
def _(reply: ReflectionPicture, view: View) -> Screen:
    rows = [[view.button("mirror.in_words", "mirror")], _back(view)]
    return Screen(view.text(reply), rows, photo=f"mirror:{reply.person}:{view.words.lang}")


def _back(view: View) -> list[Button]:
    return [button(view.words.plain("deals.back"), "deals", "closed", "0")]


def _sentence(loss: Loss, reply: OfMirror, view: View) -> str | None:
    """As the card said it where it said the same every time; else which rows it is about."""
    under = view.language(reply.catalog).mismatches.under.get(loss.id)
    sentence: str = getattr(under.finding, loss.pair or "", "") if under else ""
    if sentence and "{{" not in sentence:
        return sentence
    rows = _rows(loss, reply, view)
    return view.words.plain(f"mirror.{loss.kind}", rows=rows) if rows else None


def _rows(loss: Loss, reply: OfMirror, view: View) -> str:
    """Nothing where the content has no such row any more."""
    rows = view.language(reply.catalog).rows
    slugs = {"under": (loss.row, loss.way), "over": (loss.way,), "blind": (loss.row,)}[loss.kind]
    return " · ".join(rows[slug].title for slug in slugs if slug in rows)


def _title(loss: Loss, reply: OfMirror, view: View) -> str:
    """For the picture, which has two short lines for it."""
    rows = _rows(loss, reply, view)
    return rows if loss.kind == "under" or not rows else view.words.plain(f"mirror.{loss.kind}", rows=rows).rstrip(".")


def reflection_svg(reply: OfMirror, view: View) -> str:
    found: Found = reply.mirror
    losses = [(title, loss.lost, loss.n) for loss in found.losses if (title := _title(loss, reply, view))]
    guesses = [(one.guess, one.won, one.n) for one in found.guesses]
    return mirror_svg(Mirror(guesses, losses), view, view.language(reply.catalog))
