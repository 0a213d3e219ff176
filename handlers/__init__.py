"""The Telegram edge: an update -> one use case -> one screen -> calls. Handlers neither send nor commit."""

import os
import re
from collections import defaultdict
from dataclasses import replace
from typing import Any

from telegram import Bot, Update, User
from telegram.ext import Application, BaseHandler, CallbackQueryHandler, CommandHandler, ContextTypes, filters

from bot.person import habits, rescheduling
from bot.person.membership import come_back
from bot.prompts import heard
from bot.replies import Call, ChooseLanguage, Notice, OnlyInPrivate
from bot.runtime.clock import Clock
from bot.runtime.engine import Outcome
from bot.runtime.receiver import READ
from bot.store import people
from bot.store.database import Database
from bot.turn import Library, Turn
from handlers import (
    check,
    compare,
    deals,
    digest,
    going,
    membership,
    other,
    privacy,
    push,
    pushed,
    settings,
    start,
    stats,
    steps,
    teams,
    tips,
    typed,
)
from handlers.callbacks import unpack
from handlers.context import App, Context, Spot
from handlers.post import menus, posted
from handlers.screens import Screens

os.environ.setdefault("PTB_TIMEDELTA", "true")  # else PTB warns of every duration that Telegram tells

FEATURES = (
    check, going, steps, deals, start, privacy, settings, stats, compare, teams, push, pushed, digest, tips,
    membership, typed, other,
)  # fmt: skip
"""In the order that matters: what listens to everything comes last."""

ALLOWED_UPDATES = ("message", "callback_query", "inline_query", "my_chat_member", "poll_answer")

ANYWHERE = ("topics", "group", "topic", "place")
"""Buttons for groups; all others show what is nobody else's business, wherever their data comes from."""

ALBUMS = 1000
"""How many albums are remembered."""

Handler = BaseHandler[Update, Context, list[Call]]


class Dispatch:
    """An update -> the writes and calls that answer it; nothing for what is rightly ignored."""

    def __init__(
        self,
        bot: Bot,
        db: Database,
        library: Library,
        screens: Screens,
        clock: Clock,
        owners: frozenset[int] = frozenset(),
    ) -> None:
        self._bot = bot
        self._db = db
        self._library = library
        self._screens = screens
        self._clock = clock
        self._owners = owners
        self._albums: dict[str, int] = {}
        self._buttons: dict[str, list[Handler]] = defaultdict(list)
        """By verb, so that a tap is not held against every pattern there is; "" for any."""
        self._others: list[Handler] = []
        for handler in (handler for feature in FEATURES for handler in feature.HANDLERS):
            if isinstance(handler, CallbackQueryHandler):
                self._buttons[_verb_of(handler)].append(handler)
            else:
                self._others.append(handler)
        self._app: App = (
            Application.builder().bot(bot).updater(None).job_queue(None).context_types(ContextTypes(Context)).build()
        )

    async def __call__(self, body: dict[str, Any]) -> Outcome:
        update, spot = self._read(body)
        user = update.effective_user
        if user is None or _is_of_a_bot(update, user) or self._is_own_card(update) or self._is_later_of_album(update):
            return [], []
        for handler in self._handlers_of(update):
            matched = handler.check_update(update)
            if matched is not None and matched is not False:
                return await self._handle(handler, matched, update, spot, user)
        return [], []

    def _read(self, body: dict[str, Any]) -> tuple[Update, Spot | None]:
        """Without the message under a tapped button, and where that stands."""
        query = body.get("callback_query") or {}
        spot = Spot.of(query["message"]) if query.get("message") else None
        if spot:
            body = {**body, "callback_query": {name: part for name, part in query.items() if name != "message"}}
        return Update.de_json(body, self._bot), spot

    def _handlers_of(self, update: Update) -> list[Handler]:
        if update.callback_query is None:
            return self._others
        verb, _ = unpack(update.callback_query.data or "")
        return [*self._buttons.get(verb, ()), *self._buttons[""]]

    def _is_own_card(self, update: Update) -> bool:
        """Sent through the bot's own inline mode: the person's to read, and no words to the bot."""
        via = update.message.via_bot if update.message else None
        return via is not None and via.id == self._bot.id

    def _is_later_of_album(self, update: Update) -> bool:
        """An album comes as one message a picture and is answered once."""
        album = update.effective_message.media_group_id if update.effective_message else None
        if album is None:
            return False
        if len(self._albums) > ALBUMS:
            self._albums.clear()
        return self._albums.setdefault(album, update.update_id) != update.update_id

    async def _handle(
        self, handler: Handler, matched: object, update: Update, spot: Spot | None, user: User
    ) -> Outcome:
        context = Context.from_update(update, self._app)
        person = await people.load(self._db, user.id)
        lang = person.lang or self._guess(user)
        if not person.known:
            person = replace(person, habits=habits.load("{}", lang))
        context.turn = Turn(self._db, self._library, person, self._clock.now(), lang or "en")
        context.turn.first_name = user.first_name
        context.screens, context.owners = self._screens, self._owners
        context.incoming, context.spot = update, spot
        if context.in_private:
            await _enter(context, handler)
        asks = update.my_chat_member is None and not context.is_button("lang", "forget")
        if lang is None and context.in_private and asks:
            context.turn.tx.append(people.greet(user.id, None, context.turn.now))
            ask = ChooseLanguage(then=start.invitation(context))
            calls = context.show(ask) if update.callback_query else context.send(ask)
        elif update.callback_query and not (context.in_private or context.is_button(*ANYWHERE)):
            calls = context.show(OnlyInPrivate(), anew=True)
        else:
            calls = await handler.handle_update(update, self._app, matched, context)
        tx = [*context.turn.tx, *posted(context.turn, self._screens)]
        return tx, [*calls, *menus(context.turn, self._screens, self._owners)]

    def _guess(self, user: User) -> str | None:
        code = (user.language_code or "").split("-")[0].lower()
        return code if code in self._screens.words else None

    async def apologise(self, body: dict[str, Any]) -> list[Call]:
        """For an update that failed three times."""
        update = Update.de_json(_bare(body), self._bot)
        user, chat = update.effective_user, update.effective_chat
        if user is None or chat is None:
            return []
        lang = (await people.load(self._db, user.id)).lang or self._guess(user) or "en"
        screen = self._screens.render(Notice(key="other.failed"), lang)
        calls = [Call("sendMessage", {"chat_id": chat.id, **screen.params()})]
        if update.callback_query:
            calls.insert(0, Call("answerCallbackQuery", {"callback_query_id": update.callback_query.id}))
        return calls


def _is_of_a_bot(update: Update, user: User) -> bool:
    """An anonymous admin writes as a bot of Telegram's own, in the name of the group."""
    message = update.message
    return user.is_bot and not (message and message.sender_chat and message.sender_chat == message.chat)


async def _enter(context: Context, handler: Handler) -> None:
    """Before whatever is done in private. /cancel alone still needs to know what the command leaves."""
    await come_back(context.turn)
    rescheduling.begin(context.turn)
    cancels = isinstance(handler, CommandHandler) and "cancel" in handler.commands
    if filters.COMMAND.check_update(context.incoming) and not cancels:
        heard(context.turn)


def _verb_of(handler: CallbackQueryHandler[Context, list[Call]]) -> str:
    """Every pattern begins with ^ and a verb."""
    begins = re.match(r"\^(\w+)", handler.pattern.pattern) if isinstance(handler.pattern, re.Pattern) else None
    return begins.group(1) if begins else ""


def _bare(body: dict[str, Any]) -> dict[str, Any]:
    """Who and where: the rest may be the very thing that can't be understood."""
    names = (*READ, "from", "id", "chat_instance", "message")
    return {
        kind: {name: part[name] for name in names if name in part} if isinstance(part, dict) else part
        for kind, part in body.items()
    }
