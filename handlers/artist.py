"""What a picture's name in a call stands for: the drawing, as things are when it is sent."""

from datetime import date

from bot.check.report import Report
from bot.deals.reflection import mirror_of
from bot.digest.team_digest import behind
from bot.replies.deals import ReflectionPicture
from bot.replies.digest import HeatMap
from bot.replies.picture import Picture
from bot.runtime.album import Drawing
from bot.runtime.clock import Clock
from bot.store import invites, pictures, teams
from bot.store.database import Database
from bot.teams.invites import digest
from bot.turn import Library
from handlers.screens import Screens
from handlers.screens.base import View
from handlers.screens.digest_picture import heat_svg
from handlers.screens.invites import invite_svg
from handlers.screens.pictures import deal_svg
from handlers.screens.reflection import reflection_svg


class Artist:
    def __init__(self, db: Database, library: Library, screens: Screens, clock: Clock) -> None:
        self._db = db
        self._library = library
        self._screens = screens
        self._clock = clock

    async def draw(self, name: str) -> Drawing | None:
        """`<kind>:<which>:<language>`: a deal by its check, a mirror by its person, an invite by its token,
        a digest by its team, its reader and its day.

        None where it is gone.
        """
        kind, number, lang = name.split(":")
        if lang not in self._screens.words:
            return None
        view = View(self._screens, self._screens.words[lang])
        if kind == "invite":
            return await self._invite(number, view)
        if kind == "digest":
            return await self._digest(number, view)
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

    async def _invite(self, token: str, view: View) -> Drawing | None:
        """Not kept: who had its file_id could read the secret from the picture."""
        invite = await invites.find(self._db, digest(token))
        team = await teams.named(self._db, invite.team) if invite and invite.withdrawn_at is None else None
        if invite is None or team is None:
            return None
        return Drawing(invite.made_by, f"invite:{invite.id}", invite_svg(team[0], token, view), kept=False)

    async def _digest(self, name: str, view: View) -> Drawing | None:
        """Not kept: who may see it changes."""
        team, person, until = name.split(".")
        day = date.fromisoformat(until)
        found = await behind(self._db, self._library, int(person), int(team), day, self._clock.now())
        if found is None or not found[1].rows:
            return None
        of_team, digest, today = found
        reply = HeatMap(team=of_team, catalog=self._library.current, digest=digest, today=today, person=int(person))
        return Drawing(int(person), f"digest:{team}", heat_svg(reply, view), kept=False)
