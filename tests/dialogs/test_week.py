"""A manager and five salespeople in four zones: a week that goes by half hours, with a new bot every day."""

import pytest

from handlers.callbacks import pack_id
from tests.dialogs.company import NAME, join, link, make, newcomer
from tests.dialogs.conftest import ANNA, ILYA, OLGA
from tests.dialogs.days import button, day
from tests.dialogs.deals import COMMITTEE, DAIRY, PHONES
from tests.dialogs.house import House, text_of
from tests.dialogs.test_digest import PLANLESS
from tests.dialogs.test_tips import vote
from tests.dialogs.week import LEFT_BEHIND, Week, Worker, agrees, heard, is_polite

MON, TUE, WED, THU, FRI, SAT, SUN, NEXT_MON = range(8)
HOUR = 60
VERA, BORIS, GLEB = 2001, 2002, 2003
NOW, ON_FRIDAY = "cycle.b2b.1", "team.b2b.1"
LIST = ("needs.b2b.1", "focus.b2b.1", "effort.b2b.1")
OWN = "{имя}, спросите сегодня, кто решает"


@pytest.fixture
async def week(house: House) -> Week:
    """Monday, 8:00 in Moscow: the team is there, and everybody has said when they work."""
    house.allow(LEFT_BEHIND, "message is not modified")
    boss = Worker(house, OLGA, days=(0, 1, 2, 3, 4, 7))
    for person, name, lang in ((VERA, "Вера", "ru"), (BORIS, "Борис", "ru"), (GLEB, "Gleb", "en")):
        await newcomer(house, person, name, lang)
    sellers = [
        Worker(house, ANNA, zone="Europe/Kaliningrad"),
        Worker(house, ILYA, "en", zone="Asia/Yekaterinburg", days=(MON, TUE, FRI, SAT)),
        Worker(house, VERA, zone="Asia/Vladivostok"),
        Worker(house, BORIS, days=(MON, WED, FRI)),
        Worker(house, GLEB, "en", days=(MON, TUE)),
    ]
    found = Week(house, boss, sellers)
    await found.until(MON, 8 * HOUR)
    payload = await link(boss, await make(boss))
    for one in sellers:
        await join(one, payload)
    for one, taps in zip(found.people, ((), (), ("days:two:0",), (), ("days:floating", "days:shift"), ()), strict=True):
        await one.settle_down(*taps)
    return found


class Plot:
    """What everybody does, day by day."""

    def __init__(self, week: Week, team: str) -> None:
        self.week, self.team = week, team
        self.boss = week.boss
        self.anna, self.ilya, self.vera, self.boris, self.gleb = week.sellers

    async def looked_at(self, tip: str) -> None:
        await self.boss.press(f"push_tip:{self.team}:{tip}", stale=True)

    async def confirmed(self) -> None:
        """And nobody knows how far it came before the bot was stopped."""
        await self.boss.tap(self.boss.t("push.yes"))
        await self.week.house.restart()

    async def monday(self) -> None:
        await self.week.until(MON, 8 * HOUR + 30)
        await self.looked_at(NOW)
        await self.boss.tap(self.boss.t("push.now"))
        await self.confirmed()
        await self.week.until(MON, 11 * HOUR)
        await self.anna.tap(self.anna.t("heard.yes"), self.anna.tip)
        await self.boris.tap(self.boris.t("heard.no"), self.boris.tip)
        await self.checks()
        await self.week.until(MON, 12 * HOUR)
        for tip in LIST:
            await self.looked_at(tip)
            await self.boss.tap(self.boss.t("push.add"))
        await self.boss.press(f"line_go:{self.team}", stale=True)

    async def checks(self) -> None:
        deals = ((self.anna, PLANLESS), (self.ilya, DAIRY), (self.vera, PLANLESS), (self.boris, PHONES),
                 (self.gleb, COMMITTEE))  # fmt: skip
        for one, answers in deals:
            await one.check(answers)
        for one in (self.anna, self.ilya):
            await one.tap(one.t("on_card.take"))
            await one.tap(one.t("steps.tomorrow"))

    async def tuesday(self) -> None:
        await self.week.until(TUE, 11 * HOUR)
        morning = self.anna.own[-1]
        await self.anna.press(button(morning, "step_done"), morning)
        await self.anna.say("/go")
        morning = self.gleb.own[-1]
        assert self.gleb.said.tips["cycle"].b2b[0].line in text_of(morning)
        await self.gleb.press(button(morning, "said"), morning)
        await self.week.until(TUE, 12 * HOUR)
        await self.looked_at(ON_FRIDAY)
        await self.boss.tap(self.boss.t("push.on_day"))
        await self.boss.say(f"{day(FRI):%d.%m}")
        await self.confirmed()
        await self.week.until(TUE, 18 * HOUR)
        await self.gleb.say("/pause")
        await self.gleb.press("pause:week")

    async def wednesday(self) -> None:
        """Anna had two messages on Tuesday, so the evening did not ask; Boris had one this morning."""
        await self.on_shift(WED)
        await self.week.until(WED, 12 * HOUR)
        assert visited(self.anna) == [(WED, 9)]
        await self.boris.say("/go")
        await self.week.until(WED, 23 * HOUR)
        assert visited(self.boris) == [(WED, 19)]

    async def on_shift(self, ahead: int) -> None:
        await self.week.until(ahead, 8 * HOUR)
        await self.boris.press("days:shift", stale=True)

    async def thursday(self) -> None:
        await self.week.until(THU, 12 * HOUR)
        await self.anna.say("/quiz")
        recall = self.anna.said.tips["cycle"].recall
        assert self.anna.text == recall.question
        await vote(self.anna, recall.correct - 1)
        await self.week.until(THU, 15 * HOUR)
        await self.boss.say("/push")
        await self.boss.say(OWN)
        await self.boss.tap(self.boss.t("push.each"))
        await self.confirmed()

    async def to_the_end(self) -> None:
        await self.on_shift(FRI)
        await self.week.until(FRI, 10 * HOUR)
        await self.week.down(FRI, 12 * HOUR)
        assert self.anna.when(self.anna.tip).hour == 11
        await self.week.until(NEXT_MON, 9 * HOUR - 30)
        assert digests(self.boss) == []
        await self.week.house.restart()
        await self.week.until(NEXT_MON, 9 * HOUR)
        assert len(digests(self.boss)) == 1
        await self.week.house.restart()
        await self.week.until(NEXT_MON, 12 * HOUR)


def visited(one: Worker) -> list[tuple[int, int]]:
    """The day and the hour at which it was asked how a talk went."""
    words = one.t("today.visit", name=one.t("name.default", n=1))
    asked = [one.when(message) for message in one.begun if words in text_of(message)]
    return [((when.date() - day(MON)).days, when.hour) for when in asked]


def digests(boss: Worker) -> list[str]:
    return [text_of(one) for one in boss.begun if text_of(one).startswith(boss.t("digest.monday"))]


FATES = {
    NOW: ("sent", "sent", "sent", "sent", "sent"),
    LIST[0]: ("sent", "sent", "sent", "off", "sent"),
    LIST[1]: ("sent", "off", "sent", "sent", "paused"),
    LIST[2]: ("sent", "off", "sent", "off", "paused"),
    ON_FRIDAY: ("sent", "sent", "sent", "sent", "paused"),
    "own:%": ("sent", "sent", "sent", "off", "paused"),
}
"""What became of each push: Anna, Ilya, Vera, Boris, Gleb."""


async def test_a_week_of_a_team_is_polite_and_told_as_it_was(week: Week) -> None:
    team = pack_id(week.house.rows("select id from teams")[0]["id"])
    plot = Plot(week, team)
    for part in (plot.monday, plot.tuesday, plot.wednesday, plot.thursday, plot.to_the_end):
        await part()
    for one in week.people:
        is_polite(one)
        agrees(one)
    for tip, fates in FATES.items():
        await as_it_was(week, team, tip, fates)
    heard_of(week)
    told(week.boss)


async def as_it_was(week: Week, team: str, tip: str, fates: tuple[str, ...]) -> None:
    """By hand, by the ledger, by the local Bot API, by the live report and by the one that is opened later."""
    push, boss = week.push_of(tip), week.boss
    expected = dict(zip((one.person for one in week.sellers), fates, strict=True))
    assert week.fates(push) == expected, tip
    brought = week.brought(push)
    assert brought == {person: 1 for person, fate in expected.items() if fate == "sent"}, tip
    live = week.report(push)
    await boss.press(f"pushed_one:{team}:{pack_id(push)}", boss.messages[0], stale=True)
    why = [boss.t(f"push.why_{why}", n=fates.count(why)) for why in ("paused", "off") if why in fates]
    for report in (text_of(boss.messages[0]), *live):
        assert boss.t("push.ended", n=brought.total(), of=brought.total()) in report
        assert boss.t("push.arrived", n=brought.total()) in report
        assert (boss.t("push.get_nothing", why=", ".join(why)) in report) == bool(why)


def heard_of(week: Week) -> None:
    """What was said to the first tip, and that the own one had everybody's name."""
    rows = week.house.rows(f"select person, said from told where push = {week.push_of(NOW)}")
    assert {row["person"]: row["said"] for row in rows} == {
        ANNA: "yes", ILYA: None, VERA: None, BORIS: "no", GLEB: "yes",
    }  # fmt: skip
    for one, name in zip(week.sellers, ("Анна", "Илья", "Вера"), strict=False):
        (text,) = [text_of(got) for got in one.begun if pack_id(week.push_of("own:%")) in heard(got)]
        assert text == OWN.replace("{имя}", name)


def told(boss: Worker) -> None:
    """Five checks: no plan by Anna and Vera, no idea of the date by Ilya, too much of a plan by Gleb; all fits at
    Boris's. Anna took a step and did it, Ilya took one and did not."""
    (text,), row = digests(boss), boss.said.rows
    assert [text_of(one) for one in boss.begun] == [boss.t("letter.lineup_over", team=NAME), text]
    sums = {"b2b": 3, "mixed": 0, "b2c": 2, "b2b_before": 0, "mixed_before": 0, "b2c_before": 0}
    gaps = [
        boss.t("digest.gap_now", row=row[slug].title, having=many, of=5)
        for slug, many in (("cycle", 4), ("success-factor", 2), ("needs", 2))
    ]
    assert text.splitlines()[5:] == [
        boss.t("digest.checks", n=5, before=0),
        boss.t("digest.bands", **sums),
        boss.t("digest.steps", taken=2, taken_before=0, done=1, done_before=0),
        boss.t("digest.overdue", n=1),
        "",
        boss.t("digest.gaps"),
        *[f"• {gap}" for gap in gaps],
        "",
        boss.t("digest.moves"),
        boss.t("digest.no_moves"),
    ]
