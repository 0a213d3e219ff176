"""Which tip is told today, and which question is asked. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, Literal, NamedTuple

from bot.catalog import POLES, Pole, Tips

REST = 14
"""Days in which a row is told once."""
SOON = 3
"""Days from a tip or a finding to the first question about its row."""
NEW_A_WEEK, REVIEWS_A_DAY = 3, 2
RETENTION, LONGEST = 0.85, 60
"""How surely it shall be remembered; the longest wait in days."""
AHEAD = 120
"""Days that are looked through for the next question."""

Source = Literal["manager", "finding", "review", "new"]


class Tip(NamedTuple):
    """One of the library: "cycle.b2b.1"."""

    row: str
    pole: Pole
    place: int

    @property
    def id(self) -> str:
        return f"{self.row}.{self.pole}.{self.place}"


def tip_of(text: str, tips: Mapping[str, Tips]) -> Tip | None:
    """None for what the library does not hold (any more)."""
    row, _, rest = text.partition(".")
    pole = next((known for known in POLES if rest.startswith(f"{known}.")), None)
    number = rest.rpartition(".")[2]
    if row not in tips or pole is None or not number.isdecimal():
        return None
    place = int(number)
    return Tip(row, pole, place) if 1 <= place <= len(getattr(tips[row], pole)) else None


@dataclass(frozen=True, slots=True)
class Told:
    """A tip that a person was told."""

    day: date
    """Local."""
    tip: str
    """A `Tip.id`, or "own:..." for a manager's."""
    about: str | None
    """Its row."""
    source: str
    """Why it was chosen; "asked" where the person wanted one."""
    said: str | None = None
    """Whether its line was said: yes, none (no occasion), no (not mine)."""
    push: int | None = None
    """Which brought it, if a manager did."""


class Mismatch(NamedTuple):
    """A finding in an open deal."""

    kind: str
    way: str | None
    row: str
    severity: float
    day: date
    """When it was found."""

    @property
    def wanted(self) -> tuple[tuple[str, Pole], ...]:
        """The rows it is about, what the seller can change before what the deal is, and the pole it asks for."""
        pole: Pole = "b2c" if self.kind == "over" else "b2b"
        return tuple((row, pole) for row in (self.way, self.row) if row)


@dataclass(frozen=True, slots=True)
class Review:
    """When a row is asked about again."""

    about: str
    card: str
    """As fsrs keeps it; empty before the first answer."""
    due: date
    day: date
    """When it was last answered, or put here."""


class Answer(NamedTuple):
    about: str
    day: date
    first: bool
    """Of its row."""


class Choice(NamedTuple):
    tip: str
    about: str | None
    source: Source


@dataclass(frozen=True)
class Memory:
    """All that is known about what somebody has heard, needs and remembers."""

    tips: Mapping[str, Tips]
    order: Sequence[str]
    """Rows as new ones are told."""
    told: Sequence[Told] = ()
    found: Sequence[Mismatch] = ()
    reviews: Sequence[Review] = ()
    answers: Sequence[Answer] = ()
    """Of this week."""
    mainly: Pole = "b2b"
    """The pole that the person sells most."""
    checked: bool = False
    """There is a card of theirs."""

    def choose(self, today: date, own: str | None = None) -> Choice | None:
        """Today's tip: the manager's, the biggest finding's, what is due to be remembered, a new one."""
        if own is not None:
            return Choice(own, None, "manager")
        wanted = sorted(self.found, key=lambda one: -one.severity)
        for row, pole in (pair for one in wanted for pair in one.wanted):
            if self._rested(row, today) and (choice := self._of(row, pole, "finding")):
                return choice
        for review in sorted(self.reviews, key=lambda one: (one.due, one.about)):
            last = self._last(review.about)
            again = review.card and review.due <= today and (last is None or last < review.due)
            if again and (choice := self._of(review.about, self._pole(review.about), "review")):
                return choice
        return self._new(today)

    def _new(self, today: date) -> Choice | None:
        """Never heard, else what was heard longest ago."""
        rested = [row for row in self.order if self._rested(row, today)]
        rested.sort(key=lambda row: self._last(row) or date.min)
        return next((choice for row in rested if (choice := self._of(row, self.mainly, "new"))), None)

    def _last(self, row: str) -> date | None:
        return max((one.day for one in self.told if one.about == row), default=None)

    def _rested(self, row: str, today: date) -> bool:
        last = self._last(row)
        return last is None or (today - last).days >= REST

    def _pole(self, row: str) -> Pole:
        """As it was last heard."""
        heard = [tip for one in self.told if (tip := tip_of(one.tip, self.tips)) and tip.row == row]
        return heard[-1].pole if heard else self.mainly

    def _of(self, row: str, pole: Pole, source: Source) -> Choice | None:
        """The one of its tips that was heard longest ago; none that was called "not mine"."""
        if row not in self.tips:
            return None
        heard = {one.tip: one for one in self.told}
        every = [Tip(row, pole, place).id for place in range(1, len(getattr(self.tips[row], pole)) + 1)]
        fit = [tip for tip in every if tip not in heard or heard[tip].said != "no"]
        best = min(fit, key=lambda tip: heard[tip].day if tip in heard else date.min, default=None)
        return Choice(best, row, source) if best else None

    def question(self, today: date) -> str | None:
        """The row to ask about: what was answered before goes first; few a day, and few new ones a week."""
        week = today - timedelta(today.weekday())
        reviewed = sum(one.day == today and not one.first for one in self.answers)
        begun = sum(one.day >= week and one.first for one in self.answers)
        if reviewed < REVIEWS_A_DAY:
            due = [one for one in self.reviews if one.card and one.due <= today and one.about in self.tips]
            if due:
                return min(due, key=lambda one: (one.due, one.about)).about
        ready = [row for row, day in self._never_asked() if day <= today]
        return ready[0] if ready and begun < NEW_A_WEEK else None

    def _never_asked(self) -> list[tuple[str, date]]:
        """Rows with the first day on which each may be asked: those that were told, then the worst findings."""
        waiting = sorted((one for one in self.reviews if not one.card), key=lambda one: (one.due, one.about))
        worst = sorted(self.found, key=lambda one: -one.severity)
        days = {one.about: one.due for one in waiting}
        known = {one.about for one in self.reviews}
        for one in worst:
            if (row := one.way or one.row) not in known:
                days.setdefault(row, one.day + timedelta(SOON))
        return [(row, day) for row, day in days.items() if row in self.tips]

    def next_question(self, today: date) -> date | None:
        """The first later day that has one."""
        days = (today + timedelta(n) for n in range(1, AHEAD))
        return next((day for day in days if self.question(day)), None)


def mismatches(results: Iterable[tuple[Mapping[str, Any], date]]) -> list[Mismatch]:
    """Of kept numbers and the day they were made."""
    return [
        Mismatch(one["kind"], one["way"], one["row"], float(one["severity"]), day)
        for numbers, day in results
        for one in numbers["findings"]
    ]


def sold_most(bands: Iterable[str], today: date) -> Pole:
    """What is in between speaks for neither; where nothing does, one pole a day."""
    counted = list(bands)
    b2b, b2c = counted.count("b2b"), counted.count("b2c")
    if b2b == b2c:
        return POLES[today.toordinal() % 2]
    return "b2b" if b2b > b2c else "b2c"


def shifted(reviews: Iterable[Review], since: date | None, until: date | None, today: date) -> list[Review]:
    """As if the days of a pause had not been. `until`: the first day after it."""
    if since is None:
        return list(reviews)
    silent = max(0, (min(until or today, today) - since).days)
    return [
        replace(one, due=min(one.due, date.max - timedelta(silent)) + timedelta(silent)) if one.day <= since else one
        for one in reviews
    ]


def graded(card: str, correct: bool, now: int) -> tuple[str, int]:
    """The card after an answer, and the days until the next question. `now`: milliseconds since 1970."""
    from fsrs import Card, Rating, Scheduler  # two megabytes that only an answer needs

    scheduler = Scheduler(
        desired_retention=RETENTION, learning_steps=(), relearning_steps=(), maximum_interval=LONGEST,
        enable_fuzzing=False,
    )  # fmt: skip
    at = datetime.fromtimestamp(now / 1000, UTC)
    before = Card.from_json(card) if card else Card(card_id=1)
    after, _ = scheduler.review_card(before, Rating.Good if correct else Rating.Again, at)
    return after.to_json(), max(1, (after.due - at).days)
