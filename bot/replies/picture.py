"""The picture of a finished check."""

from dataclasses import dataclass

from bot.replies.check import OfCheck
from bot.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(OfCheck):
    """A photo, and its sums in words below it."""

    report: Report
