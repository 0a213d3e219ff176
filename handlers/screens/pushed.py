"""A tip as those get it to whom it is pushed."""

from bot.pushes.placeholder import named, nameless
from bot.replies.push import Heard, PushedTip
from bot.store.own_tips import OwnTip
from handlers.screens.base import Button, Screen, View, button, render
from handlers.screens.check import MARK
from handlers.screens.tips import told

ANSWERS = ("yes", "no")


@render.register
def _(reply: PushedTip, view: View) -> Screen:
    buttons = [_answers(reply.push, reply.said, view)] if reply.push else []
    tip = reply.tip
    if not isinstance(tip, OwnTip):
        return Screen(view.text(reply, tip=told(reply.catalog, tip, view)), buttons)
    html = nameless(tip.html) if reply.name is None else named(tip.html, reply.name)
    if tip.kind == "text" or tip.file is None:
        return Screen(html, buttons)
    return Screen(html, buttons, file=(tip.kind, tip.file))


@render.register
def _(reply: Heard, view: View) -> Screen:
    """Only the buttons count."""
    return Screen("", [_answers(reply.push, reply.said, view)])


def _answers(push: int, said: str | None, view: View) -> list[Button]:
    """The one that was given is marked; the other one is there for second thoughts."""
    marked = {how: f"{MARK} " if how == said else "" for how in ANSWERS}
    return [button(f"{marked[how]}{view.words.plain(f'heard.{how}')}", "heard", push, how) for how in ANSWERS]
