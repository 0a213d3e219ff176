"""The state of the playground: people, chats, messages, and what the bot has been told."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from bot.playground import faults, seed
from bot.playground.commands import Menus
from bot.playground.errors import Cut, Refusal
from bot.playground.events import Events
from bot.playground.files import Files
from bot.playground.limits import Gate, Limits
from bot.playground.queries import Queries
from bot.playground.updates import Updates

Json = dict[str, Any]

TOKEN = "1234567890:" + "A" * 35
KEEP_MESSAGES = 2_000
KEEP_CALLS = 50_000


@dataclass(slots=True)
class Person:
    id: int
    user: Json
    role: str = "seller"
    started: bool = False
    blocked: bool = False

    @property
    def language(self) -> str:
        return str(self.user.get("language_code") or "")


@dataclass(slots=True)
class Chat:
    id: int
    public: Json
    members: list[int]
    admins: frozenset[int] = frozenset()
    bot_inside: bool = True
    messages: dict[int, Json] = field(default_factory=dict)
    menu_button: Json | None = None
    wants_reply: int | None = None
    read: dict[int, int] = field(default_factory=dict)

    @property
    def private(self) -> bool:
        return self.id > 0


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Bot API, as it came and as it was answered."""

    method: str
    params: Json
    result: Any
    time: float

    @property
    def ok(self) -> bool:
        return not isinstance(self.result, Refusal | Cut)


class World:
    def __init__(
        self,
        token: str = TOKEN,
        *,
        clock: Callable[[], float] = time.time,
        people: Iterable[seed.Seed] = seed.PEOPLE,
        limits: Limits | None = None,
    ) -> None:
        self.token = token
        self.ahead = 0.0
        self.on_move: list[Callable[[float], None]] = []
        """Told by how many seconds the clock was moved."""
        self._clock = clock
        self.gate = Gate(limits) if limits else None
        self.bot: Json = {
            "id": int(token.split(":")[0]), "is_bot": True, "first_name": seed.BOT_NAME,
            "username": seed.BOT_USERNAME,
        }  # fmt: skip
        self.people: dict[int, Person] = {}
        self.chats: dict[int, Chat] = {}
        self.events = Events()
        self.updates = Updates(self.events.nudge)
        self.files = Files()
        self.menus = Menus()
        self.queries = Queries(self.clock)
        self.votes: dict[tuple[int, int], list[int]] = {}
        self.faults = faults.Faults()
        self.calls: list[Call] = []
        self._last_message = 0
        people = list(people)
        for one in people:
            self.add_person(one.id, one.first_name, one.last_name, one.username, one.language_code, role=one.role)
        if people:
            admins = frozenset(one.id for one in people if one.role == "manager")
            self.add_group(seed.GROUP_ID, seed.GROUP_TITLE, [one.id for one in people], admins)

    def clock(self) -> float:
        return self._clock() + self.ahead

    def move(self, seconds: float) -> None:
        """It is later now, for everybody."""
        self.ahead += seconds
        for told in self.on_move:
            told(seconds)
        self.events.emit("clock", 0, now=self.clock())

    def add_person(
        self,
        person_id: int,
        first_name: str,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
        *,
        role: str = "seller",
        started: bool = False,
    ) -> Person:
        named = {"first_name": first_name, "last_name": last_name, "username": username}
        named = {key: value for key, value in named.items() if value}
        user = {"id": person_id, "is_bot": False, **named}
        if language_code:
            user["language_code"] = language_code
        person = self.people[person_id] = Person(person_id, user, role, started)
        self.chats[person_id] = Chat(person_id, {"id": person_id, **named, "type": "private"}, [person_id])
        return person

    def add_group(self, chat_id: int, title: str, members: list[int], admins: frozenset[int] = frozenset()) -> Chat:
        public = {"id": chat_id, "title": title, "type": "group", "all_members_are_administrators": False}
        chat = self.chats[chat_id] = Chat(chat_id, public, list(members), admins)
        return chat

    def post(self, chat: Chat, sender: Json, body: Json) -> Json:
        """A new message in a chat, as the Bot API shows it."""
        self._last_message += 1
        message = {
            "message_id": self._last_message, "from": sender, "chat": chat.public,
            "date": int(self.clock()), **body,
        }  # fmt: skip
        if len(chat.messages) >= KEEP_MESSAGES:
            for old in list(chat.messages)[: KEEP_MESSAGES // 2]:
                del chat.messages[old]
        chat.messages[self._last_message] = message
        self.events.emit("message", chat.id, message=message)
        return message

    def replace(self, chat: Chat, message: Json) -> None:
        """Put an edited message in place; the old one stays what it was for whoever kept it."""
        chat.messages[message["message_id"]] = message
        self.events.emit("edit", chat.id, message=message)

    def remove(self, chat: Chat, message_id: int) -> None:
        del chat.messages[message_id]
        self.events.emit("delete", chat.id, message_id=message_id)

    def record(self, method: str, params: Json, result: Any) -> None:
        if len(self.calls) >= KEEP_CALLS:
            del self.calls[: KEEP_CALLS // 2]
        self.calls.append(Call(method, params, result, self.clock()))
        self.events.nudge()

    def calls_of(self, *methods: str) -> list[Call]:
        return [call for call in self.calls if call.method in methods]

    def from_bot(self, chat_id: int) -> list[Json]:
        """The bot's messages in a chat as they look now, oldest first."""
        return [one for one in self.chats[chat_id].messages.values() if one["from"] is self.bot]

    async def until(self, happened: Callable[[], bool], within: float = 5.0) -> None:
        """Wait for messages, updates or calls to be as a test wants them; TimeoutError if they do not."""
        await self.events.until(happened, within)

    def fail_next(
        self,
        method: str,
        status: int,
        description: str,
        retry_after: float | None = None,
        times: int = 1,
        *,
        migrate_to: int | None = None,
    ) -> None:
        """Refuse the next calls of a method ("*": of any) without carrying them out."""
        refusal = faults.refusal(status, description, retry_after, migrate_to)
        self.faults.order(method, faults.Fault(refusal=refusal), times)

    def cut_next(self, method: str, times: int = 1, *, after: bool = False) -> None:
        """Break the connection instead of an answer; `after`: once the call has been carried out."""
        self.faults.order(method, faults.Fault(cut=True, after=after), times)

    def delay_next(self, method: str, seconds: float, times: int = 1) -> None:
        self.faults.order(method, faults.Fault(delay=seconds), times)

    def close(self) -> None:
        self.updates.close()
        self.events.close()
