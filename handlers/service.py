"""The wiring: settings -> a bot that answers until it is told to stop."""

import asyncio
import logging
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path

from telegram import Bot
from telegram.error import TelegramError

from bot.catalog import Catalog, load, read_files
from bot.pictures.png import Renderer
from bot.replies import Call
from bot.runtime.album import Album
from bot.runtime.clock import Clock
from bot.runtime.courier import Courier
from bot.runtime.documents import Documents
from bot.runtime.engine import Engine
from bot.runtime.fatal import WRONG_TOKEN, Fatal
from bot.runtime.mondays import Mondays
from bot.runtime.pace import Limits
from bot.runtime.planner import Planner
from bot.runtime.pusher import Pusher
from bot.runtime.quizzes import Quizzes
from bot.runtime.sender import Sender
from bot.runtime.transport import ApiError, NetworkTrouble, Transport
from bot.search import Search
from bot.settings import ROOT, Settings
from bot.store import content
from bot.store.database import Database, engine_of, open_database
from bot.store.migrate import migrate
from bot.turn import Library
from handlers import ALLOWED_UPDATES, Dispatch
from handlers.artist import Artist
from handlers.carrier import Carrier
from handlers.clerk import Clerk
from handlers.composer import Composer
from handlers.menu import menu_calls
from handlers.screens import Screens
from handlers.screens.words import Words, load_words

log = logging.getLogger(__name__)

AGAIN = 1.0


@dataclass(frozen=True, slots=True)
class Texts:
    """Everything under content/, read and checked."""

    catalog: Catalog
    words: dict[str, Words]
    templates: Path

    @classmethod
    def read(cls, root: Path = ROOT) -> "Texts":
        """Raises ContentError."""
        catalog = load(read_files(root / "content"))
        return cls(catalog, load_words(root / "content", sorted(catalog.languages)), root / "templates")


async def serve(settings: Settings, texts: Texts, stop: asyncio.Event, clock: Clock | None = None) -> None:
    """Runs until `stop` is set. Raises Fatal and StoreError, each with one sentence."""
    clock = clock or Clock()
    await migrate(settings.database_url)
    db = await open_database(settings.database_url)
    token = settings.bot_token.get_secret_value()
    transport = Transport(settings.bot_api_url, token)
    bot = Bot(token, base_url=settings.bot_api_url, request=transport, get_updates_request=transport)
    try:
        await _keep_content(db, texts.catalog, clock)
        if not await _unless_stopped(_greet_telegram(bot, transport), stop):
            return
        search = Search(texts.catalog)
        screens = Screens(texts.words, texts.templates, bot.username)
        screens.inline = bot.supports_inline_queries
        engine = _engine(settings, db, bot, transport, Library(texts.catalog, db, search), screens, clock)
        menus = menu_calls(texts.words, settings.owner_ids)
        later = asyncio.create_task(_afterwards(search, texts.catalog.version, transport, menus))
        log.info("@%s is listening", bot.username)
        try:
            await engine.run(stop)
        finally:
            later.cancel()
            await asyncio.gather(later, return_exceptions=True)
    finally:
        await bot.shutdown()
        await transport.shutdown()
        await db.close()


def _engine(
    settings: Settings, db: Database, bot: Bot, transport: Transport, library: Library, screens: Screens, clock: Clock
) -> Engine:
    clerk = Clerk(db, library, screens, clock)
    documents = Quizzes(Documents(transport, {"export": clerk.export, "digest": clerk.digest}), db)
    album = Album(documents, db, clock, Artist(db, library, screens, clock).draw, Renderer(screens.fonts.files).png)
    alone = engine_of(settings.database_url) == "sqlite"
    courier = Courier(db, album, clock, _limits(settings), alone=alone)
    composer = Composer(db, library, screens, clock)
    planner = Planner(db, clock, composer.compose, courier.wake)
    mondays = Mondays(db, clock, composer.digest, courier.wake)
    pusher = Pusher(db, album, clock, Carrier(db, library, screens, clock), courier)
    dispatch = Dispatch(bot, db, library, screens, clock, settings.owner_ids)
    return Engine(db, album, clock, dispatch, dispatch.apologise, ALLOWED_UPDATES, courier, [planner, mondays, pusher])


def _limits(settings: Settings) -> Limits:
    return Limits((settings.courier_rate, 1.0), (settings.courier_chat_rate, 1.0), (settings.courier_group_rate, 60.0))


async def _keep_content(db: Database, catalog: Catalog, clock: Clock) -> None:
    writes = [content.drop_unused(catalog.version)]
    if not await content.is_kept(db, catalog.version):
        writes.insert(0, content.keep(catalog.version, catalog.kept(), clock.now()))
    await db.commit(writes)


async def _unless_stopped(work: Coroutine[None, None, None], stop: asyncio.Event) -> bool:
    """False when told to stop meanwhile."""
    working, stopping = asyncio.create_task(work), asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        working.cancel()
        stopping.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)
    if not working.cancelled():
        working.result()
    return not working.cancelled()


async def _greet_telegram(bot: Bot, transport: Transport) -> None:
    """Learns the bot's own name; waits while there is no network."""
    wait = AGAIN
    await transport.initialize()
    while True:
        try:
            await transport.call(Call("getMe", {}))  # the library's own errors know less
            await bot.initialize()
            return
        except (NetworkTrouble, TelegramError) as trouble:
            log.warning("Telegram does not answer (%s), again in %.0f s", trouble, wait)
        except ApiError as error:
            if error.code in (401, 403, 404):
                raise Fatal(WRONG_TOKEN) from None
            wait = max(wait, error.retry_after or 0)
            log.warning("Telegram does not let the bot in yet (%s), again in %.0f s", error, wait)
        await asyncio.sleep(wait)
        wait = min(2 * wait, 30.0)


async def _afterwards(search: Search, version: str, transport: Transport, calls: list[Call]) -> None:
    """What nobody waits for: the search index and the menus."""
    try:
        await asyncio.to_thread(search.warm)
    except Exception as error:  # whatever it is, checks go on without a search
        log.error("the search index of content %s can't be built: %s", version, type(error).__name__)
    sender = Sender(transport)
    for call in calls:  # one by one: an operator who has not started the bot can't be reached yet
        await sender.send([call])
