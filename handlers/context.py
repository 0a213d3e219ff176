"""What a handler works with; the only place that deals with Optional."""

from typing import Any, NamedTuple

from telegram import Bot, Update, User
from telegram.ext import Application, CallbackContext

from bot.replies import Because, Call, Card, Notice, Reply
from bot.turn import Turn
from handlers.callbacks import unpack, unpack_id
from handlers.screens import Screen, Screens

Json = dict[Any, Any]
App = Application[Bot, "Context", Json, Json, Json, None]


class Spot(NamedTuple):
    """Where a tapped button stands. Read by ourselves: PTB makes an object of a hundred fields of it at every tap."""

    chat: int
    title: str
    message: int
    """0 where it is too old to be edited."""
    thread: int

    @classmethod
    def of(cls, message: dict[str, Any]) -> "Spot":
        chat, thread = message["chat"], message.get("message_thread_id") if message.get("is_topic_message") else 0
        return cls(
            chat["id"], chat.get("title") or "", message["message_id"] if message.get("date") else 0, thread or 0
        )


class Context(CallbackContext[Bot, Json, Json, Json]):
    """One update of one person."""

    turn: Turn
    screens: Screens
    incoming: Update
    spot: Spot | None
    owners: frozenset[int]

    @property
    def chat(self) -> int:
        if self.spot:
            return self.spot.chat
        chat = self.incoming.effective_chat
        return chat.id if chat else self.user.id

    @property
    def thread(self) -> int:
        """The topic of a forum; 0 for a group that has none, and for its general one."""
        if self.spot:
            return self.spot.thread
        message = self.incoming.effective_message
        return (message.message_thread_id or 0) if message and message.is_topic_message else 0

    @property
    def user(self) -> User:
        user = self.incoming.effective_user
        assert user is not None, "updates without a person have no handler"
        return user

    @property
    def in_private(self) -> bool:
        return self.chat == self.user.id and self.incoming.inline_query is None

    @property
    def is_owner(self) -> bool:
        return self.user.id in self.owners

    @property
    def text(self) -> str:
        """What was typed, below a picture too."""
        message = self.incoming.effective_message
        return ((message.text or message.caption) if message else None) or ""

    @property
    def argument(self) -> str:
        """What stands behind a command."""
        return self.text.partition(" ")[2].strip() if " " in self.text else self.text.partition("\n")[2].strip()

    @property
    def asked(self) -> tuple[str, str]:
        """The words of an inline query, and where its page begins."""
        query = self.incoming.inline_query
        return (query.query, query.offset) if query else ("", "")

    @property
    def data(self) -> list[str]:
        """The arguments of the button."""
        query = self.incoming.callback_query
        return unpack((query.data if query else None) or "")[1]

    def is_button(self, *verbs: str) -> bool:
        query = self.incoming.callback_query
        return query is not None and unpack(query.data or "")[0] in verbs

    def number(self, place: int) -> int:
        """An argument of the button that is an id or an instant; 0, which none is, for anything else."""
        return unpack_id(self.arg(place)) or 0

    def check_id(self) -> int:
        return self.number(0)

    def deal_id(self) -> int:
        return self.number(0)

    def figure(self, place: int) -> int | None:
        """A small number, as it is read; None for anything else."""
        text = self.arg(place)
        return int(text) if text.isdecimal() and len(text) < 20 else None

    def arg(self, place: int) -> str:
        return self.data[place] if place < len(self.data) else ""

    def send(self, reply: Reply) -> list[Call]:
        """As a new message."""
        return [self._message(self.screens.render(reply, self.turn.lang))]

    def answer_inline(self, reply: Reply) -> list[Call]:
        query = self.incoming.inline_query
        found = self.screens.render(reply, self.turn.lang).params()
        return [Call("answerInlineQuery", {"inline_query_id": query.id if query else "", **found})]

    def _message(self, screen: Screen) -> Call:
        params = {"chat_id": self.chat, **screen.params()}
        message = self.incoming.effective_message
        if message is not None and not self.in_private:
            params["reply_parameters"] = {"message_id": message.message_id, "allow_sending_without_reply": True}
        if self.thread:
            params["message_thread_id"] = self.thread
        return Call(screen.method, params)

    def _target(self) -> dict[str, int] | None:
        """The message under the button, if it can be edited."""
        spot = self.spot
        return {"chat_id": spot.chat, "message_id": spot.message} if spot and spot.message else None

    def show(self, reply: Reply, *, anew: bool = False) -> list[Call]:
        """Answers a tap: in place, or as a new message where the reply is a result or the old one can't be edited."""
        screen = self.screens.render(reply, self.turn.lang)
        if isinstance(reply, Because):
            return [self._answer(screen.text, alert=True)]
        toast = self.screens.words[self.turn.lang].plain(reply.toast) if reply.toast else None
        first = self._answer(toast, alert=isinstance(reply, Notice) and reply.alert)
        if isinstance(reply, Notice) and reply.toast:
            return [first]
        target = self._target()
        if anew or screen.method != "sendMessage" or target is None:
            return [first, self._message(screen)]
        if isinstance(reply, Card) and reply.fresh:
            line = Screen(self.screens.words[self.turn.lang].text("finished.line"))
            return [first, Call("editMessageText", {**target, **line.params()}), self._message(screen)]
        return [first, Call("editMessageText", {**target, **screen.params()})]

    def mark(self, reply: Reply) -> list[Call]:
        """Answers a tap with other buttons: the message itself stays, whatever it is."""
        screen = self.screens.render(reply, self.turn.lang)
        toast = self.screens.words[self.turn.lang].plain(reply.toast) if reply.toast else None
        answer = self._answer(toast, alert=False)
        target = self._target()
        if target is None:
            return [answer]
        buttons = {"inline_keyboard": [list(row) for row in screen.buttons]}
        return [answer, Call("editMessageReplyMarkup", {**target, "reply_markup": buttons})]

    def _answer(self, text: str | None, *, alert: bool) -> Call:
        query = self.incoming.callback_query
        params: dict[str, Any] = {"callback_query_id": query.id if query else ""}
        if text:
            params |= {"text": text, "show_alert": alert}
        return Call("answerCallbackQuery", params)
