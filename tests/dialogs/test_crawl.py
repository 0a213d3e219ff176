"""Every button of every screen is pressed; each press is answered, and each screen reads as it should.

Sizes, HTML and unfilled words are held against the contract for every call, by the house.
"""

import re
from collections import Counter, deque
from dataclasses import dataclass, field

import pytest

from handlers.check import BUTTONS
from tests.dialogs.deals import CARDS, DAIRY, PHONES
from tests.dialogs.house import DAY, Json, Talk, buttons, datas

VERBS = {*BUTTONS, "deal", "single", "leave", "lang", "topics", "group", "topic"}
ELSEWHERE = {"deal", "again", "take", "go", "deal_open", "note"}
"""What begins something else: pressed in tests of its own."""
BELOW = {"picture", "about"}
"""Answered by a message of its own."""
NAMES = re.compile(r"/[a-z]+|B2[BC]|English|In English|Русский|По-русски|Telegram")
LATIN, CYRILLIC = re.compile(r"[A-Za-z-]*[a-z]{2,}"), re.compile(r"[А-Яа-яЁё]+")
NOT_MODIFIED = "message is not modified"


def foreign(text: str, lang: str) -> list[str]:
    """Words of the other language, but for names and abbreviations."""
    return (LATIN if lang == "ru" else CYRILLIC).findall(NAMES.sub(" ", text))


def verb_of(data: str) -> str:
    return data.split(":")[0]


@dataclass
class Crawl:
    talk: Talk
    pressed: set[str] = field(default_factory=set)

    async def press(self, data: str, message: Json | None = None) -> str:
        """One tap, whether the button is still shown or not; what is seen then is all in one language."""
        toast = await self.talk.press(data, message, stale=True)
        self.pressed.add(data)
        args = data.split(":")
        lang = args[2] if args[0] == "topic" and len(args) > 2 else self.talk.lang
        seen = [toast, self.talk.text, *(str(button["text"]) for button in buttons(self.talk.last))]
        assert not foreign("\n".join(seen), lang), (data, seen)
        return toast

    async def around(self, message: Json, most: dict[str, int] | None = None) -> None:
        """Presses what this message shows, and what is shown then, until nothing is new.

        `most`: how many buttons of a verb are enough.
        """
        count: Counter[str] = Counter()
        waiting = deque(datas(message))
        while waiting:
            data = waiting.popleft()
            verb = verb_of(data)
            if data in self.pressed or verb in ELSEWHERE or count[verb] >= (most or {}).get(verb, 1_000):
                continue
            count[verb] += 1
            number = len(self.talk.messages)
            await self.press(data, message)
            assert len(self.talk.messages) == number + (verb in BELOW), data
            waiting += datas(self.talk.last) if verb != "about" else []
            if verb in BELOW:  # the message that is walked through
                world = self.talk.house.world
                world.remove(world.chats[self.talk.person], self.talk.last["message_id"])

    async def through(self, answers: dict[str, str]) -> None:
        """A check where every button of every question is pressed before the chosen one."""
        while "why" not in {verb_of(data) for data in datas(self.talk.last)}:
            message = self.talk.last
            shown = datas(message)
            chosen = next(data for data in self.preferred(answers) if data in shown)
            others = [data for data in shown if verb_of(data) not in ("flag", "guess") and data != chosen]
            for data in [*reversed(others), chosen]:
                await self.press(data, message)
            if verb_of(chosen) == "guess":
                for data in shown:
                    await self.press(data, message)

    def preferred(self, answers: dict[str, str]) -> list[str]:
        check, step = self.talk.check_id, self.talk.asked
        value = answers.get(step, {"stage": "offer", "public": "no"}.get(step, "unknown"))
        ends = [f"flag:{check}:{flag}" for flag in ("rest", "seen", "named")]
        return [f"answer:{check}:{step}:{value}", *ends, f"usual:{check}:no", f"guess:{check}:3"]

    @property
    def verbs(self) -> set[str]:
        return {verb_of(data) for data in self.pressed}


async def test_every_button_is_pressed_on_the_way_to_a_card_and_around_it(anyone: Talk) -> None:
    anyone.house.allow(NOT_MODIFIED)
    crawl = Crawl(anyone)
    await anyone.say("/start")
    await crawl.press("topics")
    await anyone.say("/language")
    for data in datas(anyone.last):
        await anyone.press(data, stale=True)
        crawl.pressed.add(data)
    await anyone.press(f"lang:{anyone.lang}", stale=True)
    await anyone.say("/start")
    await crawl.press("deal")
    await crawl.through(DAIRY)
    await crawl.around(anyone.last)
    await second(crawl)
    await resumed(crawl)
    await typical(crawl)
    await anyone.say("/compare")
    await crawl.around(anyone.last)
    assert crawl.verbs == VERBS
    assert len([data for data in crawl.pressed if verb_of(data) == "topic"]) >= 2 * 21


async def second(crawl: Crawl) -> None:
    """Both ways through another check of the deal on the card."""
    for said in ("no", "yes"):
        await crawl.talk.tap(crawl.talk.t("on_card.more"))
        again = next(data for data in datas(crawl.talk.last) if verb_of(data) == "again")
        await crawl.press(again)
        await crawl.press(f"changed:{again.split(':')[1]}:{said}")
        await crawl.through(DAIRY)
        await crawl.around(crawl.talk.last, FEW)


async def typical(crawl: Crawl) -> None:
    """From the first quick sale to its second check, and to a single deal beside it."""
    talk = crawl.talk
    await talk.check(PHONES)
    for data in [data for data in datas(talk.last) if verb_of(data) == "typical"][::-1]:
        await crawl.press(data)
    await talk.say("/deal")
    again, single = datas(talk.last)
    await crawl.press(again)
    for data in datas(talk.last)[1::-1]:
        await crawl.press(data)
    await talk.say("/deal")
    await crawl.press(single)
    await talk.finish(PHONES)


async def resumed(crawl: Crawl) -> None:
    """Every way to go on with a check that was left."""
    talk = crawl.talk
    await talk.say("/deal")
    await talk.step({})
    await talk.say("ъъъъ")
    await talk.say("ъъъъ")
    await crawl.press("leave")
    for verb in ("resume", "restart", "aside", "early"):
        await talk.step({})
        talk.house.clock.ahead += 4 * DAY
        await talk.say("/deal")
        await crawl.press(next(data for data in datas(talk.last) if verb_of(data) == verb))
        if verb == "aside":
            await crawl.press(datas(talk.last)[0])


FEW = {"edit": 2, "change": 4, "because": 1, "strategy": 3}


@pytest.mark.parametrize("kind", sorted(set(CARDS) - {"findings"}))
async def test_every_kind_of_button_is_pressed_around_every_kind_of_card(anyone: Talk, kind: str) -> None:
    anyone.house.allow(NOT_MODIFIED)
    await anyone.check(CARDS[kind])
    crawl = Crawl(anyone)
    await crawl.around(anyone.last, FEW)
    assert {"why", "answers", "edit", "change", "because", "card"} <= crawl.verbs
