"""How fast Telegram lets a bot begin messages: at most so many in any so long, in all and to one chat."""

from dataclasses import dataclass

GUARD = 0.017
"""Every window is taken as longer by this share of it: two calls may come closer together on the way."""
SLACK = 0.004
"""Of this, what the begin of a call may be late by without the next ones being late too."""
UNSURE = 0.25
"""Seconds that a call may be late on the way while nothing was sent for long: its connection is opened first."""


class Window:
    """At most `count` in any `seconds`. Times are the loop's, and only go on."""

    def __init__(self, count: int, seconds: float) -> None:
        self._seconds = seconds * (1 + GUARD)
        self._slack = seconds * SLACK
        self._begun = [float("-inf")] * count
        """The last ones, as a ring."""
        self._next = 0

    def free_at(self) -> float:
        """When the next one may begin."""
        return self._begun[self._next] + self._seconds

    def room(self, now: float) -> int:
        """How many may begin until then."""
        past = now - self._seconds
        count = len(self._begun)
        return next((n for n in range(count) if self._begun[(self._next + n) % count] > past), count)

    def take(self, now: float) -> None:
        free_at = self.free_at()
        long_ago = now - free_at > self._seconds
        self._begun[self._next] = now + UNSURE if long_ago else max(free_at, now - self._slack)
        self._next = (self._next + 1) % len(self._begun)


@dataclass(frozen=True, slots=True)
class Limits:
    """How many, in how many seconds."""

    everybody: tuple[int, float] = (30, 1.0)
    chat: tuple[int, float] = (1, 1.0)
    group: tuple[int, float] = (20, 60.0)
    """For a group besides that of a chat."""


class Pace:
    """Also how long everybody, or one chat, has to wait because Telegram said so."""

    def __init__(self, limits: Limits) -> None:
        self._everybody = Window(*limits.everybody)
        self._people = Chats((limits.chat,))
        self._groups = Chats((limits.chat, limits.group))
        self.halted_until = 0.0

    def room(self, now: float) -> int:
        """How many messages may begin until then, whoever they are for."""
        return 0 if now < self.halted_until else self._everybody.room(now)

    def free_at(self) -> float:
        """When there is room."""
        return max(self.halted_until, self._everybody.free_at())

    def chat_free_at(self, chat: int) -> float:
        return self._of(chat).free_at(chat)

    def take(self, chat: int, now: float) -> None:
        self._everybody.take(now)
        self._of(chat).take(chat, now)

    def halt(self, until: float) -> None:
        self.halted_until = max(self.halted_until, until)

    def halt_chat(self, chat: int, until: float) -> None:
        self._of(chat).halt(chat, until)

    def _of(self, chat: int) -> "Chats":
        return self._groups if chat < 0 else self._people


class Chats:
    """The windows of every chat that is still held back."""

    def __init__(self, limits: tuple[tuple[int, float], ...]) -> None:
        self._limits = limits
        self._memory = UNSURE + (1 + GUARD) * max(seconds for _, seconds in limits)
        self._windows: dict[int, tuple[Window, ...]] = {}
        self._last: dict[int, float] = {}
        """When each was written to; longest ago comes first."""
        self._halted: dict[int, float] = {}

    def free_at(self, chat: int) -> float:
        return max(self._halted.get(chat, 0.0), *(window.free_at() for window in self._windows.get(chat, ())), 0.0)

    def take(self, chat: int, now: float) -> None:
        if chat not in self._windows:
            self._windows[chat] = tuple(Window(count, seconds) for count, seconds in self._limits)
        for window in self._windows[chat]:
            window.take(now)
        self._last.pop(chat, None)
        self._last[chat] = now
        self._halted.pop(chat, None)
        self._forget(now)

    def halt(self, chat: int, until: float) -> None:
        self._halted[chat] = max(self._halted.get(chat, 0.0), until)

    def _forget(self, now: float) -> None:
        while (chat := next(iter(self._last))) and self._last[chat] + self._memory <= now:
            del self._last[chat], self._windows[chat]
