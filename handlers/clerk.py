"""What a file's name in a call stands for: the file, as things are when it is sent."""

import asyncio
from datetime import date, timedelta
from functools import partial
from typing import Any

from bot.digest.sheets import csv_of, xlsx_of
from bot.digest.team_digest import behind
from bot.replies.digest import HeatMap
from bot.runtime.clock import Clock
from bot.runtime.transport import Upload
from bot.store.database import Database
from bot.turn import Library
from handlers.screens import Screens
from handlers.screens.base import View
from handlers.screens.digest import table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Clerk:
    def __init__(self, db: Database, library: Library, screens: Screens, clock: Clock) -> None:
        self._db = db
        self._library = library
        self._screens = screens
        self._clock = clock

    async def export(self, person: Any) -> Upload:
        """Everything about one person."""
        from bot.person.export import written  # its models are built when somebody asks, not at every start

        name, body = await written(self._db, person, self._clock.now())
        return Upload(name, body, "application/json")

    async def digest(self, name: Any) -> Upload | None:
        """`<team>.<person>.<until>.<language>.<format>`; None for who may not see it any more."""
        team, person, until, lang, form = name.split(".")
        day = date.fromisoformat(until)
        found = await behind(self._db, self._library, int(person), int(team), day, self._clock.now())
        if found is None or lang not in self._screens.words:
            return None
        view = View(self._screens, self._screens.words[lang])
        reply = HeatMap(
            team=found[0], catalog=self._library.current, digest=found[1], today=found[2], person=int(person)
        )
        rows, last = table(found[0], reply, view), day - timedelta(1)
        if form == "csv":
            return Upload(f"digest-{last}.csv", csv_of(rows, view.words.plain("digest.sheet.comma")), "text/csv")
        title = view.words.plain("digest.sheet.name")
        return Upload(f"digest-{last}.xlsx", await asyncio.to_thread(partial(xlsx_of, title, rows)), XLSX)
