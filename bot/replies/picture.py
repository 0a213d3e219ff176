"""The picture of a finished check."""

from dataclasses import dataclass

from bot.check.report import Report
from bot.replies.check import OfCheck


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture(OfCheck):
    """A photo, and its sums in words below it."""

    report: Report
