"""Screens: a reply and a language -> text and keyboard. The only user of Jinja2."""

from handlers.screens import (
    basics,
    card,
    check,
    compare,
    deals,
    going,
    handed,
    inline,
    operator,
    pictures,
    privacy,
    reflection,
    settings,
    steps,
    today,
)
from handlers.screens.base import Screen, Screens

__all__ = [
    "Screen",
    "Screens",
    "basics",
    "card",
    "check",
    "compare",
    "deals",
    "going",
    "handed",
    "inline",
    "operator",
    "pictures",
    "privacy",
    "reflection",
    "settings",
    "steps",
    "today",
]
