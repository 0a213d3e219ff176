"""Screens: a reply and a language -> text and keyboard. The only user of Jinja2."""

from handlers.screens import (
    basics,
    card,
    check,
    compare,
    deals,
    going,
    inline,
    operator,
    pictures,
    privacy,
    reasons,
    reflection,
    settings,
    sharing,
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
    "inline",
    "operator",
    "pictures",
    "privacy",
    "reasons",
    "reflection",
    "settings",
    "sharing",
    "steps",
    "today",
]
