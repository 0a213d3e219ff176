"""/deals: the list, one deal, its name, its end, and what is handed on of it."""

import asyncio
import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.deals.deals import REASONS
from tests.dialogs.deals import B2C, COMMITTEE, DAIRY, FACTORY, FOG, PHONES, QUICK
from tests.dialogs.house import DAY, TEXTS, House, Talk, datas, labels, shown, text_of
from tests.dialogs.test_crawl import foreign

NOTHING_CHANGED = "message is not modified"
NAMES = {"ru": "Молкомбинат, компрессорная", "en": "Dairy, compressor room"}
MIXED = {"stage": "offer", **B2C, "decision-makers": "b2b", "cycle": "b2b", "offer": "b2b", "impact": "b2b", "rest": ""}


def write(house: House, *statements: tuple[str, dict[str, object]]) -> None:
    """Straight into the database, where a conversation would take hundreds of taps or another feature."""
    with closing(sqlite3.connect(house.file)) as db:
        for sql, values in statements:
            db.execute(sql, values)
        db.commit()


def deals_of(house: House) -> list[dict[str, object]]:
    return [dict(row) for row in house.rows("select * from deals order by number")]


def today(talk: Talk, ahead: int = 0) -> str:
    zone = ZoneInfo({"ru": "Europe/Moscow", "en": "Europe/London"}[talk.lang])
    now = datetime.fromtimestamp(talk.house.clock.now() / 1000, UTC).astimezone(zone)
    return (now.date() + timedelta(days=ahead)).isoformat()


def day(talk: Talk, iso: str) -> str:
    return talk.house.texts.words[talk.lang].day(datetime.fromisoformat(iso).date())


def take_step(talk: Talk, ahead: int, finding: str = "decision-makers.success-factor") -> str:
    """A next step of the last deal; its day."""
    (last, *_) = reversed(deals_of(talk.house))
    when = today(talk, ahead)
    step = {"id": int(str(last["id"])) // 2, "person": talk.person, "deal": last["id"], "source": last["check_now"],
            "finding": finding, "day": when}  # fmt: skip
    sql = (
        "insert into steps (id, person, deal, source, finding, rows, day, taken_at) "
        "values (:id, :person, :deal, :source, :finding, '[]', :day, 1)"
    )
    write(talk.house, (sql, step))
    return when


def copies(talk: Talk, many: int, **columns: object) -> None:
    """The last deal with its finished check, so many times more."""
    (last, *_) = reversed(deals_of(talk.house))
    check = dict(talk.house.rows(f"select * from checks where id = {last['check_now']}")[0])
    statements = []
    for n in range(1, many + 1):
        number = int(str(last["number"])) + n
        deal = {**last, "id": 10_000 + number, "number": number, "check_now": 20_000 + number, "name": f"№ {number}"}
        for table, row in (
            ("deals", {**deal, "touched_at": int(str(last["touched_at"])) + n, **columns}),
            ("checks", {**check, "id": 20_000 + number, "deal": 10_000 + number}),
        ):
            sql = f"insert into {table} ({', '.join(row)}) values ({', '.join(f':{name}' for name in row)})"
            statements.append((sql, row))
    statements.append(("update people set deals = deals + :many", {"many": many}))
    write(talk.house, *statements)


async def one_deal(talk: Talk, answers: dict[str, str] | None = None) -> str:
    """A checked deal, shown; its id as the buttons name it."""
    await talk.check(answers or DAIRY, name=NAMES[talk.lang])
    await talk.say("/deals")
    data = datas(talk.last)[0]
    await talk.press(data)
    return data.split(":")[1]


async def test_without_deals_the_list_leads_to_a_check(anyone: Talk) -> None:
    assert anyone.t("deals.none") in await anyone.say("/deals")
    assert anyone.labels == [anyone.t("button.deal")]
    await anyone.tap(anyone.t("button.deal"))
    assert anyone.question("decision-makers") in anyone.text


async def test_the_list_says_type_and_fit_and_a_button_opens_the_deal(anyone: Talk) -> None:
    await anyone.check(DAIRY, name=NAMES[anyone.lang])
    await anyone.say("/deals")
    points = {"ru": "2,5", "en": "2.5"}[anyone.lang]
    assert anyone.text.split("\n")[2:] == [
        f"1. {NAMES[anyone.lang]}",
        f"{anyone.t('band.b2b')} · {anyone.t('deals.fit', points=points, of=6)}",
    ]
    assert anyone.labels == [NAMES[anyone.lang]]
    many = len(anyone.messages)
    await anyone.tap(NAMES[anyone.lang])
    assert anyone.text.startswith(f"{NAMES[anyone.lang]} · {anyone.t('stage.negotiation')}\n")
    assert anyone.t("card.fit", points=points, of=6) in anyone.text
    assert len(anyone.messages) == many


async def test_a_deal_without_a_name_has_its_number(anyone: Talk) -> None:
    await anyone.check(QUICK)
    await anyone.say("/deals")
    assert anyone.labels == [anyone.t("name.default", n=1)]


async def test_where_too_little_is_known_the_list_says_so(ilya: Talk) -> None:
    await ilya.check(FOG, name="Fog")
    await ilya.say("/deals")
    assert ilya.text.split("\n")[-1] == ilya.t("band.unknown")
    await ilya.tap("Fog")
    assert ilya.t("card.no_fit") in ilya.text


async def test_a_check_that_was_left_is_in_the_list_and_can_be_finished_from_there(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.until("offer", DAIRY)
    await anyone.say("/deal")
    await anyone.tap(anyone.t("button.aside"))
    await anyone.say("/deals")
    assert anyone.t("deals.unfinished") in anyone.text
    await anyone.tap(anyone.t("name.default", n=1))
    assert anyone.t("deal.unfinished") in anyone.text
    assert anyone.t("deals.card") not in anyone.labels
    assert anyone.t("deals.share") not in anyone.labels
    await anyone.tap(anyone.t("button.continue"))
    assert anyone.question("offer") in anyone.text


async def test_the_trend_stands_beside_the_fit(anyone: Talk) -> None:
    await anyone.check(DAIRY, name=NAMES[anyone.lang])
    deal = deals_of(anyone.house)[0]
    before = dict(anyone.house.rows("select * from checks")[0])
    result = json.loads(str(before["result"]))
    for fit, arrow in ((2, "↑"), (3, "↓"), (2.5, "→")):
        row = {**before, "id": 77 + int(fit * 2), "result": json.dumps({**result, "fit": fit})}
        write(
            anyone.house,
            (f"insert into checks ({', '.join(row)}) values ({', '.join(f':{name}' for name in row)})", row),
            ("update deals set check_before = :before where id = :id", {"id": deal["id"], "before": row["id"]}),
        )
        await anyone.say("/deals")
        assert anyone.text.endswith(arrow)
        await anyone.tap(NAMES[anyone.lang])
        was = anyone.t("card.was", points=fit, of=6)
        assert (f"{arrow} {was}" in anyone.text) == (arrow != "→")


async def test_a_second_check_moves_the_numbers_in_the_list(anyone: Talk) -> None:
    await one_deal(anyone, FACTORY)
    await anyone.tap(anyone.t("deals.again"))
    await anyone.tap(anyone.t("again.no"))
    await anyone.finish({**FACTORY, "success-factor": "b2c"})
    await anyone.say("/deals")
    assert anyone.text.endswith(f"{anyone.t('deals.fit', points=5, of=6)} ↓")


SOON, PAST = 5, -3


async def test_the_next_step_stands_in_the_list_and_on_the_deal_with_what_to_do(anyone: Talk) -> None:
    await anyone.check(DAIRY, name=NAMES[anyone.lang])
    when = take_step(anyone, SOON)
    await anyone.say("/deals")
    assert anyone.text.endswith(anyone.t("deals.step", day=day(anyone, when)))
    await anyone.tap(NAMES[anyone.lang])
    action = anyone.said.mismatches.under["decision-makers.success-factor"].late
    assert f"{anyone.t('deal.step', day=day(anyone, when))} {action}" in anyone.text
    assert [data.split(":")[0] for data in datas(anyone.last)][:4] == ["go", "step", "card", "again"]
    assert anyone.t("deals.stale") not in anyone.text


async def test_a_step_whose_day_is_over_marks_the_deal(anyone: Talk) -> None:
    await anyone.check(DAIRY, name=NAMES[anyone.lang])
    when = take_step(anyone, 0)
    for ahead, late in ((0, False), (1, True)):
        anyone.house.clock.ahead = ahead * DAY
        await anyone.say("/deals")
        assert anyone.text.endswith(anyone.t("deals.overdue" if late else "deals.step", day=day(anyone, when)))
        assert anyone.labels[0].startswith(anyone.t("deals.stale")) == late
        await anyone.press(datas(anyone.last)[0])
        assert (anyone.t("deal.overdue") in anyone.text) == late


@pytest.mark.parametrize(
    "finding", ["over.focus", "blind.cycle", "keep.decision-makers", "keep.cycle", "procedure.negotiation", "gone.by"]
)
async def test_every_kind_of_step_can_be_shown(anyone: Talk, finding: str) -> None:
    await anyone.check(DAIRY, name=NAMES[anyone.lang])
    when = take_step(anyone, SOON, finding)
    words, rows = anyone.said.mismatches, anyone.said.rows
    action = {
        "over.focus": words.over["focus"].late,
        "blind.cycle": words.blind["cycle"].late,
        "keep.decision-makers": rows["decision-makers"].b2b.hold,
        "keep.cycle": rows["cycle"].b2c.hold,
        "procedure.negotiation": words.under["procedure.negotiation"].late,
        "gone.by": "",
    }[finding]
    await anyone.say("/deals")
    await anyone.tap(NAMES[anyone.lang])
    assert f"{anyone.t('deal.step', day=day(anyone, when))} {action}".rstrip() in anyone.text


@pytest.mark.parametrize(
    ("answers", "days", "stale"),
    [
        (DAIRY, 13, False), (DAIRY, 14, True), (MIXED, 6, False), (MIXED, 7, True), (FOG, 13, False), (FOG, 14, True),
        (PHONES, 400, False), (COMMITTEE, 400, False),
    ],
    ids=["b2b-13", "b2b-14", "mixed-6", "mixed-7", "unknown-13", "unknown-14", "b2c", "b2c-over"],
)  # fmt: skip
async def test_with_nothing_new_for_too_long_a_deal_is_marked_and_says_for_how_long(
    anyone: Talk, answers: dict[str, str], days: int, stale: bool
) -> None:
    await anyone.check(answers, name=NAMES[anyone.lang])
    anyone.house.clock.ahead = days * DAY
    await anyone.say("/deals")
    assert (anyone.labels[0] == f"{anyone.t('deals.stale')} {NAMES[anyone.lang]}") == stale
    said = shown(str(anyone.house.texts.words[anyone.lang].count("deals.quiet", days)))
    assert (said in anyone.text) == stale
    await anyone.press(datas(anyone.last)[0])
    said = shown(str(anyone.house.texts.words[anyone.lang].count("deal.quiet", days)))
    assert (said in anyone.text) == stale


async def test_a_future_day_is_respected_however_quiet_the_deal_is(anna: Talk) -> None:
    await anna.check(DAIRY, name="А")
    take_step(anna, 60)
    anna.house.clock.ahead = 59 * DAY
    await anna.say("/deals")
    assert anna.labels == ["А"]


async def test_the_persons_own_thresholds_count(anna: Talk) -> None:
    await anna.check(DAIRY, name="А")
    habits = json.dumps({"zone": "Europe/Moscow", "stale_b2b": 3})
    write(anna.house, ("update people set habits = :habits", {"habits": habits}))
    for days, label in ((2, "А"), (3, "⏳ А")):
        anna.house.clock.ahead = days * DAY
        await anna.say("/deals")
        assert anna.labels == [label]


async def test_what_slips_is_on_top(anna: Talk) -> None:
    for name, ahead in (("давно", None), ("шаг потом", 30), ("шаг был", 10)):
        await anna.check(QUICK if name != "давно" else DAIRY, name=name)
        if ahead:
            take_step(anna, ahead)
    anna.house.clock.ahead = 14 * DAY
    await anna.check(QUICK, name="новая")
    await anna.say("/deals")
    assert anna.labels == ["⏳ шаг был", "⏳ давно", "шаг потом", "новая"]


async def test_twenty_three_deals_are_five_pages(anyone: Talk) -> None:
    await anyone.check(QUICK, name="№ 1")
    copies(anyone, 22)
    seen: list[str] = []
    await anyone.say("/deals")
    many = len(anyone.messages)
    for page in range(5):
        assert anyone.t("deals.page", n=page + 1, of=5) in anyone.text
        seen += [label for label in anyone.labels if label.startswith("№")]
        assert f"{page * 5 + 1}. № {23 - page * 5}\n" in anyone.text
        turns = [label for label in anyone.labels if label in ("‹", "›")]
        assert turns == (["›"] if page == 0 else ["‹"] if page == 4 else ["‹", "›"])
        if page < 4:
            await anyone.tap("›")
    assert seen == [f"№ {number}" for number in range(23, 0, -1)]
    await anyone.tap("‹")
    await anyone.tap("№ 7")
    await anyone.tap(anyone.t("deals.back"))
    assert anyone.t("deals.page", n=4, of=5) in anyone.text
    assert len(anyone.messages) == many


async def test_a_page_that_is_no_more_shows_the_last_one(anna: Talk) -> None:
    await anna.check(QUICK, name="№ 1")
    copies(anna, 5)
    await anna.say("/deals")
    await anna.tap("›")
    old = anna.last
    write(anna.house, ("delete from deals where number > 3", {}))
    await anna.press("deals:open:1", old, stale=True)
    assert anna.labels == ["№ 3", "№ 2", "№ 1"]
    anna.house.expect(NOTHING_CHANGED)
    for data in ("deals:open:99999999999999999999", "deals:open:-1", "deals:open:x", "deals:", "deals:open"):
        await anna.press(data, old, stale=True)
        assert anna.labels == ["№ 3", "№ 2", "№ 1"]


async def test_a_long_name_fits_its_button(anna: Talk) -> None:
    await anna.check(DAIRY, name="я" * 60)
    anna.house.clock.ahead = 30 * DAY
    await anna.say("/deals")
    assert f"1. {'я' * 60}" in anna.text
    assert anna.labels == [f"⏳ {'я' * 35}…"]


async def test_a_new_name_stands_everywhere(anyone: Talk) -> None:
    await one_deal(anyone)
    await anyone.tap(anyone.t("deals.rename"))
    assert anyone.t("deal.rename", name=NAMES[anyone.lang]) in anyone.text
    assert (await anyone.say("  <b>Ad\u200b  hoc</b> & ")).startswith("<b>Ad hoc</b> & · ")
    assert not anyone.house.rows("select * from prompts")
    anyone.house.hostile = True
    await anyone.tap(anyone.t("deals.card"))
    assert anyone.text.startswith("<b>Ad hoc</b> & · ")
    await anyone.say("/deals")
    assert anyone.labels == ["<b>Ad hoc</b> &"]


async def test_a_name_is_held_to_the_same_limits_as_in_a_check(anyone: Talk) -> None:
    await one_deal(anyone)
    await anyone.tap(anyone.t("deals.rename"))
    assert anyone.t("name.long", n=61) in await anyone.say("я" * 61)
    assert anyone.t("deal.empty") in await anyone.say(" \u2060\u200f ")
    assert (await anyone.say("+7 912 345-67-89")).startswith(anyone.t("name.contact"))
    assert deals_of(anyone.house)[0]["name"] == "+7 912 345-67-89"


async def test_after_the_way_back_typed_words_are_no_name(anyone: Talk) -> None:
    deal = await one_deal(anyone)
    for way_back in (f"deal_open:{deal}", "deals:open:0", f"deal_close:{deal}", f"note:{deal}"):
        await anyone.press(f"deal_name:{deal}", stale=True)
        await anyone.press(way_back, stale=True)
        assert not anyone.house.rows("select * from prompts"), way_back
    await anyone.press(f"deal_name:{deal}", stale=True)
    await anyone.say("/cancel")
    await anyone.say({"ru": "тендер", "en": "tender"}[anyone.lang])
    assert deals_of(anyone.house)[0]["name"] == NAMES[anyone.lang]


async def test_an_open_check_listens_again_after_a_new_name(anyone: Talk) -> None:
    deal = await one_deal(anyone)
    for finish in ("say", "back"):
        await anyone.say("/deal")
        if finish == "back":
            await anyone.tap(anyone.t("button.continue"))
        asked = anyone.asked
        await anyone.press(f"deal_name:{deal}", stale=True)
        await (anyone.say("New") if finish == "say" else anyone.press(f"deal_open:{deal}", stale=True))
        await anyone.say("1")
        assert anyone.house.rows("select answers from checks where state = 'open'")[0]["answers"] != "{}", asked
    assert deals_of(anyone.house)[0]["name"] == "New"


@pytest.mark.parametrize("state", ["won", "off"])
async def test_a_deal_is_closed_and_opened_again(anyone: Talk, state: str) -> None:
    await one_deal(anyone)
    take_step(anyone, SOON)
    await anyone.tap(anyone.t("deals.close"))
    assert anyone.t("deal.how", name=NAMES[anyone.lang]) in anyone.text
    await anyone.tap(anyone.t(f"deals.{state}"))
    ended = anyone.t(f"deals.ended_{state}", day=day(anyone, today(anyone)))
    assert anyone.t("deal.ended", ended=ended) in anyone.text
    assert {anyone.t("deals.go"), anyone.t("deals.again")} & set(anyone.labels) == set()
    assert [row["state"] for row in anyone.house.rows("select state from steps")] == ["dropped"]
    await anyone.tap(anyone.t("deals.back"))
    assert anyone.text == f"{anyone.t('deals.closed_title')}\n\n1. {NAMES[anyone.lang]}\n{ended}"
    await anyone.tap(anyone.t("deals.to_open", n=0))
    assert anyone.t("deals.none") in anyone.text
    await anyone.tap(anyone.t("deals.to_closed", n=1))
    await anyone.tap(NAMES[anyone.lang])
    await anyone.tap(anyone.t("deals.reopen"))
    assert anyone.t("deals.go") in anyone.labels
    assert deals_of(anyone.house)[0] | {"state": "open", "reason": None, "closed_at": None} == deals_of(anyone.house)[0]


@pytest.mark.parametrize("reason", REASONS)
async def test_a_loss_has_a_reason(anyone: Talk, reason: str) -> None:
    await one_deal(anyone)
    await anyone.tap(anyone.t("deals.close"))
    await anyone.tap(anyone.t("deals.lost"))
    assert anyone.labels == [*(anyone.t(f"reason.{one}") for one in REASONS), anyone.t("deals.to_deal")]
    assert deals_of(anyone.house)[0]["state"] == "open"
    await anyone.tap(anyone.t(f"reason.{reason}"))
    said = anyone.t(f"reason.{reason}")
    assert f": {said[0].lower()}{said[1:]}." in anyone.text
    assert (deals_of(anyone.house)[0]["state"], deals_of(anyone.house)[0]["reason"]) == ("lost", reason)
    await anyone.press("deals:closed:0", stale=True)
    assert f": {said[0].lower()}{said[1:]}" in anyone.text


def test_the_reasons_of_a_loss_are_rows_of_the_table() -> None:
    assert set(REASONS) - {"none"} <= set(TEXTS.catalog.table.rows)


async def test_old_and_doubled_buttons_of_an_ending_change_nothing(anyone: Talk) -> None:
    anyone.house.allow(NOTHING_CHANGED)
    deal = await one_deal(anyone)
    await anyone.tap(anyone.t("deals.close"))
    question = anyone.last
    await asyncio.gather(*(anyone.press(f"deal_end:{deal}:won", question, stale=True) for _ in range(3)))
    closed = deals_of(anyone.house)
    for data in ("deal_end:{}:lost", "deal_end:{}:lost:cycle", "deal_end:{}:off", "deal_close:{}"):
        assert await anyone.press(data.format(deal), question, stale=True) == anyone.t("deals.closed_before")
        assert anyone.t("deals.reopen") in anyone.labels
    for data in ("deal_end:{}:burnt", "deal_end:{}:won:cycle", "deal_end:{}:lost:weather", "deal_end:{}", "deal_end:x"):
        toast = await anyone.press(data.format(deal), question, stale=True)
        assert toast in (anyone.t("button.unknown"), anyone.t("deals.gone"))
    assert deals_of(anyone.house) == closed
    await asyncio.gather(*(anyone.press(f"deal_reopen:{deal}", question, stale=True) for _ in range(3)))
    assert deals_of(anyone.house)[0]["state"] == "open"


async def test_closing_puts_an_open_check_of_the_deal_aside(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.until("offer", DAIRY)
    await anyone.say("/deals")
    await anyone.press(datas(anyone.last)[0])
    await anyone.tap(anyone.t("deals.close"))
    await anyone.tap(anyone.t("deals.off"))
    assert [row["state"] for row in anyone.house.rows("select state from checks")] == ["aside"]
    assert not anyone.house.rows("select * from prompts")
    await anyone.tap(anyone.t("deals.reopen"))
    await anyone.tap(anyone.t("button.continue"))
    assert anyone.question("offer") in anyone.text


async def test_a_deal_is_deleted_after_two_questions(anyone: Talk) -> None:
    deal = await one_deal(anyone)
    take_step(anyone, SOON)
    await anyone.tap(anyone.t("deals.delete"))
    assert anyone.t("deal.delete_goes") in anyone.text
    await anyone.tap(anyone.t("deals.delete"))
    assert anyone.t("deal.delete_no_way_back") in anyone.text
    assert len(deals_of(anyone.house)) == 1
    await anyone.tap(anyone.t("deals.really"))
    assert anyone.text == anyone.t("deal.deleted", name=NAMES[anyone.lang])
    for table in ("deals", "checks", "steps"):
        assert not anyone.house.rows(f"select * from {table}")
    await anyone.tap(anyone.t("deals.back"))
    assert anyone.t("deals.none") in anyone.text
    await anyone.check(QUICK)
    await anyone.say("/deals")
    assert anyone.labels == [anyone.t("name.default", n=2)]
    assert await anyone.press(f"deal_open:{deal}", stale=True) == anyone.t("deals.gone")


async def test_either_question_can_be_answered_with_no(anyone: Talk) -> None:
    await one_deal(anyone)
    for taps in (1, 2):
        for _ in range(taps):
            await anyone.tap(anyone.t("deals.delete"))
        await anyone.tap(anyone.t("deals.to_deal"))
        assert anyone.t("deals.go") in anyone.labels
    assert len(deals_of(anyone.house)) == 1


async def test_no_button_stands_where_a_double_tap_would_delete(anyone: Talk) -> None:
    await one_deal(anyone)
    await anyone.tap(anyone.t("deals.delete"))
    first = [[b["callback_data"] for b in row] for row in anyone.last["reply_markup"]["inline_keyboard"]]
    await anyone.tap(anyone.t("deals.delete"))
    second = [[b["callback_data"] for b in row] for row in anyone.last["reply_markup"]["inline_keyboard"]]
    place = next(n for n, row in enumerate(first) if row[0].endswith(":sure"))
    assert not any(data.endswith(":yes") for data in second[place])
    assert any(data.endswith(":yes") for row in second for data in row)


async def test_deleting_a_deal_in_the_middle_of_its_check_leaves_nobody_asked(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.until("offer", DAIRY)
    question = anyone.last
    await anyone.say("/deals")
    deal = datas(anyone.last)[0].split(":")[1]
    await anyone.press(f"deal_drop:{deal}:yes", stale=True)
    assert not anyone.house.rows("select * from prompts")
    assert await anyone.press(datas(question)[0], question, stale=True) == anyone.t("check.gone")
    await anyone.say({"ru": "тендер", "en": "tender"}[anyone.lang])
    assert anyone.said.rows["procedure"].title in anyone.text


ALL = (
    "deal_open:{}", "deal_open:{}:3", "deal_name:{}", "deal_close:{}", "deal_end:{}:won", "deal_end:{}:lost",
    "deal_end:{}:lost:cycle", "deal_reopen:{}", "deal_single:{}", "deal_drop:{}:what", "deal_drop:{}:sure",
    "deal_drop:{}:yes", "deal_share:{}", "note:{}",
)  # fmt: skip


async def test_nobody_else_can_do_anything_with_a_deal(anna: Talk, ilya: Talk) -> None:
    deal = await one_deal(anna)
    await ilya.say("/start")
    before = deals_of(anna.house), anna.house.rows("select answers from checks")[0]["answers"]
    many = len(ilya.messages)
    for data in ALL:
        assert await ilya.press(data.format(deal), stale=True) == ilya.t("deals.gone")
        assert len(ilya.messages) == many
    assert not anna.house.rows("select * from prompts")
    assert (deals_of(anna.house), anna.house.rows("select answers from checks")[0]["answers"]) == before
    await ilya.say("/deals")
    assert ilya.t("deals.none") in ilya.text


async def test_every_button_of_a_deleted_deal_says_that_it_is_gone(anyone: Talk) -> None:
    deal = await one_deal(anyone)
    await anyone.press(f"deal_drop:{deal}:yes", stale=True)
    for data in ALL:
        assert await anyone.press(data.format(deal), stale=True) == anyone.t("deals.gone")


async def test_a_name_that_waits_for_a_deal_that_is_gone_is_a_topic(ilya: Talk) -> None:
    deal = await one_deal(ilya)
    await ilya.press(f"deal_name:{deal}", stale=True)
    write(ilya.house, ("delete from deals", {}))
    assert ilya.said.rows["procedure"].title in await ilya.say("tender")
    assert not ilya.house.rows("select * from prompts")


async def test_the_card_is_forwarded_without_buttons_or_the_own_guess(anyone: Talk) -> None:
    await one_deal(anyone)
    await anyone.tap(anyone.t("deals.card"))
    card = anyone.text
    guess = anyone.t("card.guess", guess=anyone.label("guess", "4").lower())
    assert guess in card
    await anyone.say("/deals")
    await anyone.press(datas(anyone.last)[0])
    before = anyone.last
    await anyone.tap(anyone.t("deals.share"))
    assert anyone.last["message_id"] > before["message_id"]
    assert anyone.labels == []
    header, _, body = anyone.text.partition("\n\n")
    assert header == anyone.t("deal.shared", bot=anyone.house.world.bot["username"], day=day(anyone, today(anyone)))
    assert body == card.replace(guess, "").replace(anyone.t("seen.only_you"), "").strip()


async def test_the_note_for_a_crm_is_short_and_can_be_copied(anyone: Talk) -> None:
    await one_deal(anyone)
    when = take_step(anyone, SOON)
    await anyone.tap(anyone.t("deals.note"))
    said, words = anyone.said, anyone.said.mismatches.under["decision-makers.success-factor"]
    _, _, note = anyone.text.partition("\n\n")
    assert note.split("\n") == [
        NAMES[anyone.lang],
        anyone.t("note.type", band=anyone.t("band.b2b"), stage=anyone.t("stage.negotiation")),
        anyone.t("note.fit", points={"ru": "2,5", "en": "2.5"}[anyone.lang], of=6),
        anyone.t("note.main", row=said.rows["decision-makers"].title, finding=words.finding.b2b_b2c),
        f"{anyone.t('note.step', day=day(anyone, when))} {words.late}",
        anyone.t("note.ask", line=said.rows["cycle"].question.ask),  # type: ignore[union-attr]
    ]
    assert [entity["type"] for entity in anyone.last["entities"]] == ["pre"]
    await anyone.tap(anyone.t("deals.to_deal"))
    assert anyone.t("deals.note") in anyone.labels


async def test_what_is_handed_on_of_a_closed_deal_says_how_it_ended_and_asks_nothing_more(anyone: Talk) -> None:
    deal = await one_deal(anyone)
    await anyone.press(f"deal_end:{deal}:lost:offer", stale=True)
    reason = anyone.t("reason.offer")
    lost = anyone.t("deals.ended_lost", day=day(anyone, today(anyone)))
    ended = anyone.t("deal.ended", ended=anyone.t("deals.because", ended=lost, reason=reason[0].lower() + reason[1:]))
    await anyone.tap(anyone.t("deals.note"))
    assert ended in anyone.text.split("\n")
    assert anyone.t("note.ask", line="") not in anyone.text
    await anyone.press(f"deal_share:{deal}", stale=True)
    header = anyone.t("deal.shared", bot=anyone.house.world.bot["username"], day=day(anyone, today(anyone)))
    assert anyone.text.startswith(f"{header}\n{ended}\n\n{NAMES[anyone.lang]}")


@pytest.mark.parametrize("answers", [PHONES, FOG, COMMITTEE, FACTORY], ids=["fits", "fog", "over", "fits-b2b"])
async def test_every_kind_of_deal_has_its_screens(anyone: Talk, answers: dict[str, str]) -> None:
    deal = await one_deal(anyone, answers)
    for data in (f"note:{deal}", f"deal_share:{deal}", f"deal_open:{deal}"):
        await anyone.press(data, stale=True)
        assert NAMES[anyone.lang] in anyone.text


async def test_there_is_nothing_to_hand_on_before_there_is_a_card(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.say("/deals")
    deal = datas(anyone.last)[0].split(":")[1]
    for verb in ("deal_share", "note"):
        assert await anyone.press(f"{verb}:{deal}", stale=True) == anyone.t("deals.no_card")


async def test_a_restart_between_any_two_taps_changes_nothing(anyone: Talk) -> None:
    anyone.house.allow(NOTHING_CHANGED)
    deal = await one_deal(anyone)
    taps = (
        f"deal_name:{deal}", f"deal_open:{deal}", f"deal_close:{deal}", f"deal_end:{deal}:lost",
        f"deal_end:{deal}:lost:cycle", "deals:closed:0", f"deal_reopen:{deal}", f"deal_drop:{deal}:what",
        f"deal_drop:{deal}:sure", f"deal_drop:{deal}:yes",
    )  # fmt: skip
    for data in taps:
        await anyone.house.restart()
        await anyone.press(data, stale=True)
        if data.startswith("deal_name"):
            await anyone.house.restart()
            assert (await anyone.say("Name")).startswith("Name")
    assert anyone.text == anyone.t("deal.deleted", name="Name")


OWN = {
    "deals", "deal_open", "deal_name", "deal_close", "deal_end", "deal_reopen", "deal_drop",
    "deal_share", "note", "mirror", "mirror_picture",
}  # fmt: skip
"""Verbs of this feature: the crawl does not follow the others."""


async def test_every_button_around_a_deal_is_pressed_and_answered_in_one_language(anyone: Talk) -> None:
    anyone.house.allow(NOTHING_CHANGED)
    await one_deal(anyone)
    take_step(anyone, SOON)
    copies(anyone, 11, state="won", closed_at=5)
    await anyone.say("/deals")
    first, waiting, pressed = anyone.last["message_id"], datas(anyone.last), set[str]()
    while waiting:
        data = waiting.pop(0)
        if data in pressed or data.split(":")[0] not in OWN or data.endswith(":yes"):
            continue
        pressed.add(data)
        message = next(one for one in anyone.messages if one["message_id"] == first)
        toast = await anyone.press(data, message, stale=True)
        now = [one for one in anyone.messages if one["message_id"] >= first]
        seen = [toast, *(text for one in now for text in (text_of(one), *labels(one)))]
        assert not foreign("\n".join(seen).replace(NAMES["en"], "").replace("@deal_coach_bot", ""), anyone.lang), data
        waiting += [button for one in now for button in datas(one)]
    assert {data.split(":")[0] for data in pressed} == OWN


GUESSES = (4, 4, 4, 4, 4, 4, 4, 4, 4, 1, 1, 1, 5)
LOST = (0, 1, 2, 3, 4, 9, 10, 11)
"""Of thirteen deals: with "likely" four of nine were won, with "hardly any chance" none of three."""


async def with_history(talk: Talk, many: int = len(GUESSES)) -> None:
    """Closed deals; those that were lost had a group deciding and no notes."""
    await talk.check(DAIRY, name="№ 1")
    copies(talk, many - 1, state="won", closed_at=talk.house.clock.now())
    close = "update deals set state = 'won', closed_at = :now where number = 1"
    write(talk.house, (close, {"now": talk.house.clock.now()}))
    clean = json.loads(str(talk.house.rows("select result from checks")[0]["result"])) | {"findings": []}
    for place, row in enumerate(talk.house.rows("select id, check_now from deals order by number")):
        guess: dict[str, object] = {"id": row["check_now"], "guess": GUESSES[place]}
        write(talk.house, ("update checks set guess = :guess where id = :id", guess))
        if place in LOST:
            write(talk.house, ("update deals set state = 'lost' where id = :id", {"id": row["id"]}))
        elif place != 5:
            values = {"id": row["check_now"], "result": json.dumps(clean)}
            write(talk.house, ("update checks set result = :result where id = :id", values))


async def at_mirror(talk: Talk) -> str:
    await talk.say("/deals")
    await talk.press("deals:closed:0", stale=True)
    await talk.tap(talk.t("deals.mirror"))
    return talk.text


async def test_before_ten_closed_deals_the_mirror_says_how_many_are_missing(anyone: Talk) -> None:
    await with_history(anyone, 9)
    words = anyone.house.texts.words[anyone.lang]
    assert shown(str(words.count("mirror.lacking", 1, have=9))) in await at_mirror(anyone)
    assert anyone.labels == [anyone.t("deals.back")]
    anyone.house.expect(NOTHING_CHANGED)
    await anyone.press("mirror_picture", stale=True)
    assert "photo" not in anyone.last


async def test_the_mirror_holds_guesses_against_outcomes_and_names_what_cost_deals(anyone: Talk) -> None:
    await with_history(anyone)
    text = await at_mirror(anyone)
    likely, hardly, sure = (anyone.label("guess", number).lower() for number in "415")
    finding = anyone.said.mismatches.under["decision-makers.success-factor"].finding.b2b_b2c
    assert anyone.t("mirror.deals", deals=13, won=5) in text
    assert anyone.t("mirror.won", guess=likely, won=4, n=9) in text
    assert anyone.t("mirror.won", guess=hardly, won=0, n=3) in text
    assert anyone.t("mirror.too_few", guess=sure, won=1, n=1) in text
    assert f"• {finding} {anyone.t('mirror.lost', lost=8, n=9)}" in text
    assert text.endswith(anyone.t("mirror.private"))


async def test_the_picture_of_the_mirror_is_drawn_once_while_nothing_changes(anyone: Talk) -> None:
    await with_history(anyone)
    await at_mirror(anyone)
    words = anyone.last
    await anyone.tap(anyone.t("button.picture"))
    assert anyone.last["photo"]
    assert anyone.t("mirror.deals", deals=13, won=5) in text_of(anyone.last)
    first = anyone.last["photo"][-1]["file_id"]
    await anyone.tap(anyone.t("button.picture"), words)
    assert anyone.last["photo"][-1]["file_id"] == first
    write(anyone.house, ("update deals set state = 'lost' where number = 13", {}))
    await anyone.tap(anyone.t("button.picture"), words)
    assert anyone.last["photo"][-1]["file_id"] != first
    keys = [row["key"].rpartition(":")[0] for row in anyone.house.rows("select key from pictures")]
    assert keys == [f"mirror:{anyone.person}"]
    anyone.house.expect("there is no text in the message to edit")
    await anyone.tap(anyone.t("mirror.in_words"))
    assert anyone.t("mirror.guesses") in anyone.text


async def test_the_mirror_shows_nobody_elses_deals(anna: Talk, ilya: Talk) -> None:
    await with_history(anna)
    await ilya.say("/start")
    await ilya.press("mirror", stale=True)
    assert ilya.t("mirror.private") in ilya.text
    assert shown(str(ilya.house.texts.words["en"].count("mirror.lacking", 10, have=0))) in ilya.text


async def test_in_a_group_deals_are_not_shown(group: Talk, anna: Talk) -> None:
    await anna.check(QUICK, name="Секрет")
    await group.say("/deals@deal_coach_bot")
    assert group.text == group.t("other.private")
    for data in ("deals:open:0", "mirror", "mirror_picture"):
        await group.press(data, stale=True)
        assert group.text == group.t("other.private")


@pytest.mark.usefixtures("menus")
async def test_deals_are_in_the_help_and_in_the_menu(anyone: Talk) -> None:
    assert anyone.t("help.deals") in await anyone.say("/help")
    calls = [call.params for call in anyone.house.world.calls_of("setMyCommands")]
    private = [call for call in calls if call["scope"]["type"] == "all_private_chats"]
    assert private
    assert all("deals" in [command["command"] for command in call["commands"]] for call in private)
