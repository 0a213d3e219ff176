"""How fast messages may begin, in a time that is only counted."""

import random
from collections.abc import Callable
from itertools import cycle

import pytest

from bot.runtime.pace import Limits, Pace

LIMITS = Limits()
GROUP = -4001


def most_in(times: list[float], seconds: float) -> int:
    """The most of them in any so long."""
    first, most = 0, 0
    for last, time in enumerate(times):
        while times[first] <= time - seconds:
            first += 1
        most = max(most, last - first + 1)
    return most


class Run:
    """Somebody who always has a message for the next chat whose turn it is, and sends it as soon as it may begin."""

    def __init__(self, limits: Limits = LIMITS, late: Callable[[], float] = lambda: 0.0) -> None:
        self.pace = Pace(limits)
        self.late = late
        self.now = 1000.0
        self.begun: list[tuple[float, int]] = []

    def send(self, chat: int, until: float) -> None:
        free_at = max(self.pace.free_at(), self.pace.chat_free_at(chat))
        if free_at > self.now:
            self.now = free_at + self.late()
        if self.now < until:
            assert self.pace.room(self.now)
            self.pace.take(chat, self.now)
            self.begun.append((self.now, chat))

    def go_on(self, seconds: float, chats: range) -> None:
        until = self.now + seconds
        for chat in cycle(chats):
            if self.now >= until:
                break
            self.send(chat, until)

    def times(self, chat: int | None = None) -> list[float]:
        return [time for time, whose in self.begun if chat in (None, whose)]


@pytest.mark.parametrize("rate", [1, 7, 30, 1000])
def test_everybody_gets_the_whole_rate_and_no_more(rate: int) -> None:
    run = Run(Limits(everybody=(rate, 1.0)))
    run.go_on(60, range(1, 5000))
    assert most_in(run.times(), 1.0) <= rate
    assert len(run.begun) >= 0.98 * rate * 60


def test_a_chat_gets_one_a_second() -> None:
    run = Run()
    run.go_on(100, range(1, 2))
    assert most_in(run.times(), 1.0) == 1
    assert len(run.begun) >= 98


def test_a_group_gets_twenty_a_minute_and_one_a_second() -> None:
    run = Run()
    run.go_on(600, range(GROUP, GROUP + 1))
    assert most_in(run.times(), 60.0) == 20
    assert most_in(run.times(), 1.0) == 1
    assert len(run.begun) >= 0.98 * 200


def test_many_groups_are_each_held_to_their_own_limit() -> None:
    run = Run(Limits(everybody=(10, 1.0)))
    run.go_on(180, range(-12, 0))
    assert all(most_in(run.times(group), 60.0) == 20 for group in range(-12, 0))
    assert len(run.begun) >= 0.98 * 12 * 20 * 3


def test_beginning_a_little_late_again_and_again_costs_nothing() -> None:
    run = Run(late=lambda: dice.uniform(0, 0.004))
    dice = random.Random(1)
    run.go_on(120, range(1, 5000))
    assert most_in(run.times(), 1.0) <= 30
    assert len(run.begun) >= 0.98 * 30 * 120


def test_a_slow_moment_lets_no_more_through_afterwards() -> None:
    dice = random.Random(2)
    run = Run(late=lambda: dice.choice([0, 0, 0, 0, 0.1, 0.7]))
    run.go_on(600, range(1, 5000))
    assert most_in(run.times(), 1.0) <= 30


def test_after_a_rest_the_first_ones_may_be_late_on_the_way() -> None:
    run = Run()
    run.go_on(3, range(1, 5000))
    run.now += 10
    rested = run.now
    run.go_on(3, range(5001, 9999))
    first = [time for time in run.times() if rested <= time < rested + 1]
    arrived = [time + 0.25 for time in first] + [time for time in run.times() if time >= rested + 1]
    assert most_in(sorted(arrived), 1.0) <= 30


def test_a_pause_holds_everybody_and_a_pause_of_a_chat_only_that_chat() -> None:
    run = Run()
    run.pace.halt(run.now + 5)
    run.pace.halt(run.now + 2)
    assert run.pace.room(run.now + 4.9) == 0
    assert run.pace.room(run.now + 5) > 0
    run.pace.halt_chat(GROUP, run.now + 40)
    run.pace.halt_chat(GROUP, run.now + 3)
    assert run.pace.chat_free_at(GROUP) == run.now + 40
    assert run.pace.chat_free_at(7) <= run.now


def test_what_is_remembered_stays_in_step_with_the_rate() -> None:
    run = Run(Limits(everybody=(1000, 1.0)))
    for chat in range(1, 30_000):
        run.send(chat, float("inf"))
    for group in range(-300, 0):
        run.send(group, float("inf"))
    kept = [len(chats._windows) for chats in (run.pace._people, run.pace._groups)]
    assert kept[0] <= 2000
    assert kept[1] == 300
    run.now += 62
    run.send(1, float("inf"))
    run.send(-1, float("inf"))
    assert [len(chats._windows) for chats in (run.pace._people, run.pace._groups)] == [1, 1]
