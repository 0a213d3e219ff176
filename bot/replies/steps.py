"""The next step of a deal."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from bot.person.schedule import Due
from bot.replies.check import OfCheck
from bot.store.steps import Step


@dataclass(frozen=True, slots=True, kw_only=True)
class OfStep(OfCheck):
    law: Literal["public", "maybe"] | None
    """Whether its action needs the reminder of what a public purchase allows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenQuestion(OfStep):
    """The day of a new step, or another one of `step`."""

    finding: str
    today: date
    step: Step | None = None
    replaces: Step | None = None
    """The open one of the same deal."""
    unclear: bool = False
    """What was typed is no day ahead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneStep(OfStep):
    step: Step
    now: int
    zone: str
    due: Due | None
    """When the bot reminds of it; None where it does not."""
    free: date | None = None
    """The day that was meant, on which the person does not work."""
    off: bool = False
    """The person does not work on its day, so that the bot reminds of it on the next working one."""
    replaced: bool = False
    silent: bool = False
    """It was reminded of often enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepDropped(OfCheck):
    """No longer needed."""
