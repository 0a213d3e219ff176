"""Figures for the operator."""

from dataclasses import dataclass

from bot.replies.base import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(Reply):
    """/stats."""

    counts: dict[str, int]
    ledger: dict[str, int]
    """What the bot sends by itself, by state; of the last 60 days."""
    often: tuple[tuple[str, int], ...]
