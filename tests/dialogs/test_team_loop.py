"""One row all the way round for a team: a digest names it, a tip goes out, a question follows, a digest tells."""

import pytest

from tests.dialogs.company import join, link, make, newcomer
from tests.dialogs.conftest import SPEAKERS
from tests.dialogs.days import MORNING, NOON, at, button, day
from tests.dialogs.house import House, Talk, datas, text_of
from tests.dialogs.test_digest import CROWD, PLANLESS, PLANNED, gap, mondays, past
from tests.dialogs.test_loop import LEFT_BEHIND, vote

THU = 3
MON, TUE, WED, FRI, SUN = 7, 8, 9, 11, 13
"""Of the second week."""
NEXT_MON = 14
ROW, TIP = "focus", "focus.b2b.1"


class Crew:
    """A manager, and five people of one language."""

    def __init__(self, boss: Talk, sellers: list[Talk]) -> None:
        self.boss, self.sellers, self.house = boss, sellers, boss.house
        self.deals: dict[int, int] = {}

    @property
    def tip(self) -> tuple[str, ...]:
        words = self.boss.said.tips[ROW].b2b[0]
        return words.situation, words.action, words.line.rstrip(".")


@pytest.fixture(params=["ru", "en"])
async def crew(house: House, request: pytest.FixtureRequest) -> Crew:
    """Thursday; all five have checked a long deal that has no plan, the first of them by hand."""
    lang = request.param
    house.allow(LEFT_BEHIND, "message is not modified")
    boss = Talk(house, SPEAKERS[lang], lang)
    sellers = [await newcomer(house, person, f"N{person}", lang) for person in CROWD]
    await at(boss, THU)
    payload = await link(boss, await make(boss))
    for one in sellers:
        await join(one, payload)
    found = Crew(boss, sellers)
    await sellers[0].check(PLANLESS)
    found.deals = {one.person: past(house, one.person, PLANLESS, 0) for one in sellers[1:]}
    return found


async def test_a_row_goes_all_the_way_round_a_team(crew: Crew) -> None:
    for part in (named_and_pushed, arrives_once, asked_days_later, checked_again):
        await part(crew)
        await crew.house.restart()
    await at(crew.boss, NEXT_MON, 9 * 60)
    digest = mondays(crew.boss)[-1]
    title = crew.boss.said.rows[ROW].title
    move = crew.boss.t("digest.move", row=title, having_before=5, of_before=5, having=2, of=5)
    assert f"{crew.boss.t('digest.moves')}\n• {move}" in digest
    assert gap(crew.boss, ROW, 2, 5, (5, 5)) in digest


async def named_and_pushed(crew: Crew) -> None:
    """One tap below Monday's digest leads to the tip that the row asks for."""
    boss = crew.boss
    await at(boss, MON, 9 * 60)
    (digest,) = [one for one in boss.own if text_of(one).startswith(boss.t("digest.monday"))]
    assert gap(boss, ROW, 5, 5) in text_of(digest)
    await boss.tap(boss.t("digest.push", row=boss.said.rows[ROW].title), digest)
    assert all(words in text_of(boss.messages[-2]) for words in crew.tip)
    await at(boss, MON, NOON)
    await boss.tap(boss.t("push.each"))
    await boss.tap(boss.t("push.yes"))


async def arrives_once(crew: Crew) -> None:
    """On Tuesday morning, for all; some say that they have said it."""
    await at(crew.boss, TUE, MORNING)
    for one in crew.sellers:
        (arrived,) = [got for got in one.messages if any(data.startswith("heard:") for data in datas(got))]
        assert all(words in text_of(arrived) for words in crew.tip)
        await one.tap(one.t("heard.yes"), arrived)
    rows = crew.house.rows("select day, tip, about, said from told where push is not null")
    assert [tuple(row) for row in rows] == [(day(TUE).isoformat(), TIP, ROW, "yes")] * 5


async def asked_days_later(crew: Crew) -> None:
    """On Friday the row comes back as a question; who answers right is not asked again for a while."""
    one = crew.sellers[0]
    recall = one.said.tips[ROW].recall
    await at(crew.boss, FRI)
    await one.press("quiz", one.own[-1])
    assert one.text == recall.question
    await vote(one, recall.correct - 1)
    (review,) = crew.house.rows(f"select card from reviews where about = '{ROW}' and person = {one.person}")
    assert review["card"]


async def checked_again(crew: Crew) -> None:
    """All five check the same deals once more; three have a plan now."""
    first, *others = crew.sellers
    await first.say("/deals")
    await first.press(button(first.last, "deal_open"))
    await first.press(button(first.last, "again"))
    await first.tap(first.t("again.no"))
    while first.asked != "why":
        await first.step(PLANNED)
    for n, one in enumerate(others):
        past(crew.house, one.person, PLANNED if n < 2 else PLANLESS, 0, deal=crew.deals[one.person])
