"""What a use case answers, as data. A screen per class turns it into text and buttons."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Call(NamedTuple):
    """One call of the Bot API."""

    method: str
    params: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    toast: str | None = None
    """Key of a sentence shown over the chat for a moment."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Reply):
    """One sentence from the words of the screens."""

    key: str
    values: dict[str, object] = field(default_factory=dict)
    alert: bool = True
    """As the answer to a tap it stays until it is closed; else it is a toast."""


UNKNOWN_BUTTON = Notice(key="button.unknown", toast="button.unknown")
"""No button of ours says that, or none of today's."""
