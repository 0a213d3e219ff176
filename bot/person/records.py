"""What is kept about a person, a class per table: for /mydata."""

import json
from datetime import UTC, datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _instant(value: Any) -> Any:
    return datetime.fromtimestamp(value / 1000, UTC) if isinstance(value, int) else value


def _parsed(value: Any) -> Any:
    """What the database keeps as JSON; a text that is none stays a text."""
    try:
        return json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return value


At = Annotated[datetime, BeforeValidator(_instant)]
Anything = Annotated[Any, BeforeValidator(_parsed)]
Names = Annotated[list[str], BeforeValidator(_parsed)]
Answers = Annotated[dict[str, str], BeforeValidator(_parsed)]
Id = Annotated[int, Field(description="Number of this record; others name it.")]
Me = Annotated[int, Field(description="Your id in Telegram.")]
Deal = Annotated[int, Field(description="Id of the deal.")]
Team_ = Annotated[int, Field(description="Id of the team.")]
Day = Annotated[str, Field(description="A day where you are, as YYYY-MM-DD.")]


class Record(BaseModel):
    # an error that repeated what it read would put it into the log
    model_config = ConfigDict(extra="ignore", use_attribute_docstrings=True, hide_input_in_errors=True)


class Person(Record):
    id: Me
    lang: str | None
    """The language you have chosen, or Telegram told."""
    deals: int
    """How many deals you have begun."""
    created_at: At
    seen_at: At
    """When you last chose a language, began a check or searched in vain."""
    habits: Anything
    """Your settings: time zone, working days, hours; what is not named is as it came."""
    morning_day: Day | None
    """The last day whose morning message was dealt with."""
    morning_at: At | None
    """When the next one is due."""
    unreachable_at: At | None
    """Since when Telegram does not let the bot write to you."""


class Prompt(Record):
    """What your next typed text will be taken for."""

    person: Me
    kind: str
    args: Anything
    misses: int


class DealRecord(Record):
    id: Id
    person: Me
    number: int
    name: str | None
    """As you have called it; else it is called by its number."""
    kind: str
    """`deal`, or `typical` for the sale you usually make."""
    state: str
    """`open`, or how it ended."""
    reason: str | None
    """Why it was lost, by your word."""
    created_at: At
    touched_at: At
    closed_at: At | None
    check_now: int | None
    """Id of its last finished check."""
    check_before: int | None
    offered_at: At | None
    """When the bot last offered to go on with it."""


class Check(Record):
    id: Id
    deal: Deal
    person: Me
    content: str
    """Version of the texts it was asked in."""
    state: Literal["open", "aside", "done"]
    answers: Answers
    """Row of the table -> `b2b`, `mid`, `b2c` or `unknown`."""
    stage: str | None
    public: int | None
    """Whether it is a public purchase: 1 yes, 0 no, -1 not known."""
    guess: int | None
    """Your own guess, from 1 (hardly any chance) to 5 (almost sure)."""
    flags: Names
    """Steps that are behind you."""
    todo: Annotated[list[str] | None, BeforeValidator(_parsed)]
    """Rows a short check asks; null for a whole one."""
    fresh: Names
    """Rows answered anew in this check."""
    prior: int | None
    """Id of the check before."""
    nudged: int
    """1 when you were once reminded of it."""
    rev: int
    """How many times it was saved."""
    started_at: At
    touched_at: At
    finished_at: At | None
    result: Anything
    """Share, type, fit and findings, as they were when it was finished."""


class Step(Record):
    """A next step you have taken from a card."""

    id: Id
    person: Me
    deal: Deal
    source: int
    """Id of the check whose card it stood on."""
    finding: str
    rows: Names
    """Rows to be asked again when it is done."""
    day: Day
    state: Literal["open", "done", "dropped"]
    reminders: int
    """How many times you were reminded."""
    reminded_day: Day | None
    taken_at: At
    ended_at: At | None


class Visit(Record):
    """A talk you went to with /go."""

    id: Id
    person: Me
    deal: Deal
    day: Day
    ask_at: At | None
    """When you will be asked how it went."""
    state: str
    about: str | None
    """The row the talk was about."""
    created_at: At


class Picture(Record):
    """A picture that Telegram keeps; here is only its number."""

    key: str
    person: Me
    file_id: str
    at: At


class Search(Record):
    """A search that found nothing; kept for 90 days."""

    id: Id
    person: Me
    lang: str
    query: str
    at: At


class Message(Record):
    """A message the bot has sent or will send you by itself; kept for 60 days after its end."""

    id: Id
    slot: str
    """What it is, for whom and which day: the same is never sent twice."""
    person: Me
    chat: int
    kind: str
    once: int
    """1: rather not sent than sent twice."""
    call: Anything
    """What Telegram was or will be asked to do, with the text."""
    state: str
    due_at: At
    expires_at: At | None
    tries: int
    courier: str | None
    lease_until: At | None
    message: int | None
    """Its number in the chat."""
    push: int | None
    """Id of the push it belongs to."""
    rev: int
    """How many times the words of that push had been changed."""
    error: str | None
    """What Telegram said when it could not be sent."""
    at: At


class Update(Record):
    """What you wrote or tapped and has not been answered yet, or was given up after three failures (30 days)."""

    seq: int
    update_id: int
    lane: int
    """The chat."""
    body: Anything
    """As Telegram told it."""
    state: str
    calls: Anything
    """The answer, until it is sent."""
    tries: int
    at: At
