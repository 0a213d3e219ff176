"""Figures for the operators."""

from bot.replies import Figures
from handlers.screens.base import Screen, View, render


@render.register
def _(reply: Figures, view: View) -> Screen:
    return Screen(view.text(reply))
