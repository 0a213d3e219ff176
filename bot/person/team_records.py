"""What is kept about a person in a team, and of what they have learnt: for /mydata."""

from typing import Literal

from bot.person.records import Anything, At, Day, Deal, Id, Me, Record, Team_


class Team(Record):
    """A team you are in."""

    id: Id
    name: str
    rev: int
    """How many times its members or their roles changed."""
    created_at: At


class Member(Record):
    """Your place in a team."""

    team: Team_
    person: Me
    role: Literal["owner", "manager", "member"]
    shown_as: str
    """How the others see you named."""
    joined_at: At
    digest_at: At | None
    """When the next weekly message about the team is due to you."""


class Invite(Record):
    """A link you have made for a team."""

    id: Id
    team: Team_
    made_by: Me
    hash: str
    """SHA-256 of the link's secret part, which is kept nowhere."""
    many: int
    """1: for any number of people."""
    uses: int
    created_at: At
    ends_at: At
    withdrawn_at: At | None


class Share(Record):
    """A deal of yours that a team's managers may see, or one of theirs that you opened first."""

    deal: Deal
    team: Team_
    shared_at: At
    opened_at: At | None
    """When a manager first looked at it."""
    opened_by: int | None
    """Your id, if that was you."""
    told_day: str | None
    """The day whose morning message told its owner so."""


class Tip(Record):
    """A tip you have written for a team."""

    id: Id
    team: Team_
    author: Me
    kind: Literal["text", "photo", "document"]
    body: Anything
    created_at: At
    deleted_at: At | None


class Told(Record):
    """The tip of a day."""

    person: Me
    day: Day
    tip: str
    about: str | None
    """The row it is about."""
    source: str
    """Why it was chosen."""
    push: int | None
    """Id of the push that brought it."""
    said: str | None
    """Whether you said the line, by your word."""
    at: At


class Push(Record):
    """A tip you have sent to a team."""

    id: Id
    team: Team_
    author: Me
    tip: str
    mode: str
    day: Day | None
    state: str
    work: str
    """Whether its receivers are still being gone through."""
    cursor: int | None
    """The last of them that was dealt with."""
    rev: int
    """How many times its words were changed after it was sent."""
    report: int | None
    """Number of the message that reports about it."""
    at: At
    next_at: At | None
    """When there is something to do for it."""


class Line(Record):
    """A tip you have put into a team's list for workdays."""

    id: Id
    team: Team_
    added_by: Me
    tip: str
    place: int
    at: At


class Review(Record):
    """When a row's question comes up again."""

    person: Me
    about: str
    card: Anything
    due: Day
    poll: str | None
    """Telegram's number of the quiz poll that asks it now."""
    at: At


class Answer(Record):
    """Your answer to a question. Nobody else sees it."""

    id: Id
    person: Me
    about: str
    day: Day
    correct: int
    at: At
