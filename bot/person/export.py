"""All that is kept of one person, as a document. `python -m bot.person.export` prints the schema for docs/."""

import json
from typing import Literal

from bot.person.records import (
    At,
    Check,
    DealRecord,
    Message,
    Person,
    Picture,
    Prompt,
    Record,
    Search,
    Step,
    Update,
    Visit,
)
from bot.person.team_records import Answer, Invite, Line, Member, Push, Review, Share, Team, Tip, Told
from bot.store import personal
from bot.store.database import Database


class MyData(Record):
    """All that the bot keeps about you. Times are UTC."""

    format: Literal[1] = 1
    made_at: At
    people: list[Person]
    """You; nobody where nothing is kept."""
    prompts: list[Prompt]
    deals: list[DealRecord]
    checks: list[Check]
    steps: list[Step]
    visits: list[Visit]
    pictures: list[Picture]
    misses: list[Search]
    teams: list[Team]
    members: list[Member]
    invites: list[Invite]
    shares: list[Share]
    tips: list[Tip]
    told: list[Told]
    pushes: list[Push]
    lineup: list[Line]
    reviews: list[Review]
    answers: list[Answer]
    ledger: list[Message]
    inbox: list[Update]


async def written(db: Database, person: int, now: int) -> tuple[str, bytes]:
    """A file's name and body."""
    rows = await personal.everything(db, person)
    document = MyData.model_validate({"made_at": now, **rows})
    return f"deal-coach-{document.made_at:%Y-%m-%d}.json", document.model_dump_json(indent=2).encode()


def schema() -> str:
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    return json.dumps(dialect | MyData.model_json_schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    print(schema(), end="")
