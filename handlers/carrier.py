"""What a push says: the tip for one receiver, the report for its author."""

from bot.catalog import Catalog
from bot.pushes import push_report, pushable
from bot.pushes.placeholder import is_named
from bot.replies import Call, Notice
from bot.replies.push import PushedTip
from bot.replies.pushing import Pushed
from bot.runtime.clock import Clock
from bot.store import people, teams
from bot.store.database import Database
from bot.store.outcomes import Counts
from bot.store.own_tips import OwnTip
from bot.store.pushes import Push
from bot.turn import Library, Turn
from handlers.screens import Screen, Screens

NOBODY = "en"
"""The language of who has none yet."""


class Wording:
    """One tip in words."""

    def __init__(self, screens: Screens, catalog: Catalog, tip: Pushed, group: str) -> None:
        self._screens = screens
        self._catalog = catalog
        self._tip = tip
        self._group = group
        self._named = isinstance(tip, OwnTip) and is_named(tip.html)
        self._made: dict[tuple[str, str | None, str | None], Screen] = {}
        """Most receivers get the same."""

    @property
    def about(self) -> str | None:
        return None if isinstance(self._tip, OwnTip) else self._tip.row

    def call(self, push: Push, lang: str | None, name: str | None, said: str | None = None) -> Call:
        """`name`: None in a group, which speaks the author's language."""
        lang = (lang or NOBODY) if name is not None else self._group
        key = lang, name if self._named or name is None else "", said
        if key not in self._made:
            to = push.id if name is not None else None
            reply = PushedTip(catalog=self._catalog, tip=self._tip, name=name, push=to, said=said)
            self._made[key] = self._screens.render(reply, lang)
        screen = self._made[key]
        return Call(screen.method, screen.params())


class Carrier:
    def __init__(self, db: Database, library: Library, screens: Screens, clock: Clock) -> None:
        self._db = db
        self._library = library
        self._screens = screens
        self._clock = clock

    async def tip(self, push: Push) -> Wording | None:
        """None where it is deleted, or not in the library any more."""
        turn = await self._turn(push)
        tip = await pushable.find(turn, push.team, push.tip)
        return Wording(self._screens, self._library.current, tip, turn.lang) if tip else None

    async def report(self, push: Push, counts: Counts) -> Call | None:
        """Its author may have lost the team meanwhile: then None."""
        team = await teams.load(self._db, push.team, push.author)
        if team is None or not team.leads:
            return None
        turn = await self._turn(push)
        tip = await pushable.find(turn, push.team, push.tip)
        screen = self._screens.render(push_report.fresh(turn, team, push, tip, counts), turn.lang)
        target = {"chat_id": push.author, "message_id": push.report}
        return Call("editMessageText", {**target, **screen.params()})

    def line(self, person: int, lang: str | None, *, key: str, **values: object) -> Call:
        """One sentence to somebody."""
        screen = self._screens.render(Notice(key=key, values=values), lang or NOBODY)
        return Call(screen.method, {"chat_id": person, **screen.params()})

    async def _turn(self, push: Push) -> Turn:
        author = await people.load(self._db, push.author)
        return Turn(self._db, self._library, author, self._clock.now(), author.lang or NOBODY)
