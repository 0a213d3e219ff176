"""Figures for the operator."""

from dataclasses import dataclass

from bot.replies.base import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures(Reply):
    """/stats."""

    counts: dict[str, int]
    often: tuple[tuple[str, int], ...]
