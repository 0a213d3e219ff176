"""What a picture's name in a call stands for: the drawing, as things are when it is sent."""

from bot.reflection import mirror_of
from bot.replies.deals import ReflectionPicture
from bot.replies.picture import Picture
from bot.report import Report
from bot.runtime.album import Drawing
from bot.store import pictures
from bot.store.database import Database
from bot.turn import Library
from handlers.screens import Screens
from handlers.screens.base import View
from handlers.screens.pictures import deal_svg
from handlers.screens.reflection import reflection_svg


class Artist:
    def __init__(self, db: Database, library: Library, screens: Screens) -> None:
        self._db = db
        self._library = library
        self._screens = screens

    async def draw(self, name: str) -> Drawing | None:
        """`deal:<check>:<language>` or `mirror:<person>:<language>`; None where it is gone."""
        kind, number, lang = name.split(":")
        if lang not in self._screens.words:
            return None
        view = View(self._screens, self._screens.words[lang])
        return await (self._deal if kind == "deal" else self._mirror)(int(number), view)

    async def _deal(self, number: int, view: View) -> Drawing | None:
        check = await pictures.check(self._db, number)
        if check is None:
            return None
        catalog = await self._library.catalog(check.content)
        report = Report(self._library.rules(catalog), check.progress)
        svg = deal_svg(Picture(check=check, catalog=catalog, report=report), view)
        return Drawing(check.person, f"deal:{check.id}", svg)

    async def _mirror(self, person: int, view: View) -> Drawing | None:
        found = await mirror_of(self._db, person)
        if found.lacking:
            return None
        reply = ReflectionPicture(catalog=self._library.current, mirror=found, person=person)
        return Drawing(person, f"mirror:{person}", reflection_svg(reply, view))
