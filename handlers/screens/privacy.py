"""What is kept: told, handed out, deleted."""

from dataclasses import dataclass
from typing import Any

from bot.replies import Forget, ForgetSure, Forgotten, MyData, Privacy
from handlers.screens.base import Screen, View, render


@dataclass(frozen=True, slots=True)
class Paper(Screen):
    """The text stands below a file."""

    export: int = 0

    @property
    def method(self) -> str:
        return "sendDocument"

    def params(self) -> dict[str, Any]:
        return {"document": {"export": self.export}, "caption": self.text, "parse_mode": "HTML"}


@render.register
def _(reply: Privacy, view: View) -> Screen:
    buttons = [view.button("privacy.mydata", "mydata"), view.button("privacy.forget", "forget")]
    return Screen(view.text(reply), [buttons])


@render.register
def _(reply: MyData, view: View) -> Screen:
    return Paper(view.text(reply), export=reply.person)


@render.register
def _(reply: Forget, view: View) -> Screen:
    what = [str(view.words.count(f"forget.{name}", n)) for name, n in reply.counts.items() if n]
    buttons = [[view.button("forget.everything", "forget", "sure")], [view.button("forget.keep", "forget", "no")]]
    return Screen(view.text(reply, what=", ".join(what)), buttons)


@render.register
def _(reply: ForgetSure, view: View) -> Screen:
    buttons = [[view.button("forget.keep", "forget", "no")], [view.button("forget.now", "forget", "now", reply.now)]]
    return Screen(view.text(reply), buttons)


@render.register
def _(reply: Forgotten, view: View) -> Screen:
    return Screen(view.text(reply))
