"""/push: a tip is written or picked, looked at, and sent to the team after one more tap."""

import asyncio

import pytest

from bot.pushes.pushable import LONGEST
from handlers.callbacks import pack_id
from tests.dialogs.company import NAME, make, newcomer
from tests.dialogs.conftest import ANNA
from tests.dialogs.days import at, day, said
from tests.dialogs.house import House, Json, Talk, datas, labels, text_of
from tests.dialogs.test_kinds import OTHERS, message
from tests.dialogs.test_teams import hired

PUSHES = "select * from pushes order by at, id"
TIPS = "select * from tips where deleted_at is null order by created_at, id"
ROW, TIP = "cycle", "cycle.b2b.1"
WORDS = "Спросите сегодня, кто решает"
LEFT_BEHIND = "terminated by other getUpdates"
"""The poll of the bot that was stopped."""


async def boss_of(talk: Talk, *people: Talk, name: str = NAME) -> str:
    """At noon of a Monday; the team as buttons name it."""
    await at(talk, 0)
    return await hired(talk, *people, name=name)


async def looked_at(talk: Talk, team: str, tip: str = TIP) -> None:
    await talk.press(f"push_tip:{team}:{tip}", stale=True)


async def typed(talk: Talk, text: str = WORDS) -> str:
    """A tip of the team's own, as buttons name it."""
    await talk.say("/push")
    await talk.say(text)
    return next(data for data in datas(talk.last) if data.startswith("push_words")).split(":")[2]


async def confirmed(talk: Talk, label: str = "push.now") -> None:
    """From the preview to the report."""
    await talk.tap(talk.t(label))
    await talk.tap(talk.t("push.yes"))


def who(talk: Talk, key: str, n: int) -> str:
    return talk.t(f"push.{key}", n=n)


async def test_who_manages_no_team_gets_one_sentence(anyone: Talk, olga: Talk) -> None:
    assert await anyone.say("/push") == anyone.t("push.nobody")
    await boss_of(olga, anyone)
    assert await anyone.say("/push") == anyone.t("push.nobody")
    assert anyone.labels == []


async def test_a_manager_begins_with_what_to_write_and_how_many_will_get_it(anyone: Talk, olga: Talk) -> None:
    await at(anyone, 0)
    await make(anyone)
    await anyone.say("/push")
    assert anyone.t("push.alone") in anyone.text
    await hired(anyone, olga, name="Юг")
    await anyone.say("/push")
    assert anyone.text == anyone.t("push.which")
    await anyone.tap("Юг")
    assert anyone.t("push.write") in anyone.text
    assert str(anyone.house.texts.words[anyone.lang].count("push.receivers", 1)) in anyone.text
    await anyone.press("push_teams", stale=True)
    assert anyone.text == anyone.t("push.which")


async def test_the_screen_of_a_team_leads_its_managers_there(anna: Talk, olga: Talk) -> None:
    await boss_of(olga, anna)
    await olga.say("/team")
    await olga.tap(olga.t("push.to"))
    assert olga.text.startswith(olga.t("push.title", team=NAME))
    await anna.say("/team")
    assert anna.t("push.to") not in anna.labels


async def test_a_tip_of_the_library_is_found_by_group_and_row_and_shown_as_it_will_look(
    anyone: Talk, olga: Talk
) -> None:
    await boss_of(anyone, olga)
    await anyone.say("/push")
    await anyone.tap(anyone.t("push.library"))
    await anyone.tap(anyone.t("compare.group.decides"))
    await anyone.tap(anyone.said.rows[ROW].title)
    tips = anyone.said.tips[ROW]
    for tip in (*tips.b2b, *tips.b2c):
        assert tip.situation in anyone.text
        assert tip.line.rstrip(".") in anyone.text
    assert anyone.labels[:4] == ["1", "2", "3", "4"]
    await anyone.tap("3")
    sample, preview = anyone.messages[-2:]
    assert all(words in text_of(sample) for words in (tips.b2c[0].situation, tips.b2c[0].action))
    assert labels(sample) == [anyone.t("heard.yes"), anyone.t("heard.no")]
    assert text_of(preview).startswith(anyone.t("push.preview"))
    assert who(anyone, "get_now", 1) in text_of(preview)
    assert anyone.t("push.change") not in labels(preview)
    assert await anyone.tap(anyone.t("heard.yes"), sample) == anyone.t("push.like")


async def test_a_digest_leads_straight_to_the_preview_of_a_tip(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await looked_at(anna, team)
    assert anna.said.tips[ROW].b2b[0].action in text_of(anna.messages[-2])
    assert await anna.press(f"push_tip:{team}:cycle.b2b.9", stale=True) == anna.t("push.gone")
    assert await anna.press(f"push_tip:{team}:other.b2b.1", stale=True) == anna.t("push.gone")


async def test_typed_words_keep_their_marks(anna: Talk, olga: Talk) -> None:
    anna.house.hostile = True
    await boss_of(anna, olga)
    await anna.say("/push")
    text = "Жирно, косо & ссылка <b>нет</b>"
    marks: list[Json] = [
        {"type": "bold", "offset": 0, "length": 5},
        {"type": "italic", "offset": 7, "length": 4},
        {"type": "text_link", "offset": 14, "length": 6, "url": "https://example.org/a?b=1&c=2"},
    ]
    await anna.house.push(message=message(anna, text=text, entities=marks))
    sample = anna.messages[-2]
    assert sample["text"] == text
    assert sample["entities"] == marks


@pytest.mark.parametrize("kind", ["photo", "document"])
async def test_a_picture_or_a_file_with_its_caption_can_be_a_tip(anyone: Talk, olga: Talk, kind: str) -> None:
    await boss_of(anyone, olga)
    await anyone.say("/push")
    await anyone.send(**{kind: True}, caption="Смотрите, {name}", forward="Канал")
    sample, preview = anyone.messages[-2:]
    assert kind in sample
    assert sample["caption"] == f"Смотрите, {anyone.house.world.people[anyone.person].user['first_name']}"
    assert text_of(preview).startswith(anyone.t("push.preview"))
    await anyone.say("/push")
    await anyone.send(**{kind: True})
    assert kind in anyone.messages[-2]
    assert "caption" not in anyone.messages[-2]
    await anyone.say("/push")
    await anyone.tap(anyone.t("push.own"))
    assert anyone.t(f"push.only_{kind}") in anyone.text
    assert [row["kind"] for row in anyone.house.rows(TIPS)] == [kind, kind]


async def test_a_forwarded_text_is_a_tip_too(anna: Talk, olga: Talk) -> None:
    await boss_of(anna, olga)
    await anna.say("/push")
    await anna.send(text=WORDS, forward="Канал о продажах")
    assert text_of(anna.messages[-2]) == WORDS
    assert "forward_origin" not in anna.messages[-2]


async def test_what_can_not_be_a_tip_is_told_in_one_sentence_and_asked_for_again(anyone: Talk, olga: Talk) -> None:
    await boss_of(anyone, olga)
    await anyone.say("/push")
    long = "ж" * (LONGEST + 1)
    for sent, wrong in (
        ({"text": long}, "long"), ({"photo": True, "caption": long}, "long"), ({"text": "\u200b"}, "empty"),
        ({"text": "{name}"}, "empty"), ({"sticker": True}, "kind"), ({"voice": True}, "kind"),
        ({"contact": True}, "kind"), ({"album": 3}, "album"),
    ):  # fmt: skip
        before = len(anyone.messages)
        await anyone.send(**sent)
        assert anyone.t(f"push.wrong_{wrong}", n=LONGEST + 1) in anyone.text
        assert len(anyone.messages) == before + 1
    for kind in ("video", "animation", "poll"):
        await anyone.house.push(message=message(anyone, **{kind: OTHERS[kind]}))
        assert anyone.t("push.wrong_kind") in anyone.text
    assert anyone.house.rows(TIPS) == []
    await anyone.say("ж" * LONGEST)
    assert text_of(anyone.messages[-2]) == "ж" * LONGEST


async def test_marks_are_not_counted_and_an_emoji_is_one_character(anna: Talk, olga: Talk) -> None:
    await boss_of(anna, olga)
    await anna.say("/push")
    text = "🙂" * LONGEST
    await anna.house.push(message=message(anna, text=text, entities=[{"type": "bold", "offset": 0, "length": 4}]))
    assert anna.messages[-2]["text"] == text


@pytest.mark.parametrize("name", ["{name}", "{имя}", "{ИМЯ}"])
async def test_the_first_name_is_put_in_and_nothing_else_is(anna: Talk, olga: Talk, name: str) -> None:
    anna.house.hostile = True
    await boss_of(anna, olga)
    await anna.say("/team")
    await anna.tap(anna.t("team.me"))
    await anna.say("<b>Аня</b> {{ 7 * 7 }}")
    await anna.say("/push")
    await anna.say(f"{name}, привет. {{{{ 7 * 7 }}}} {{company}} &amp;")
    assert text_of(anna.messages[-2]) == "<b>Аня</b> {{ 7 * 7 }}, привет. {{ 7 * 7 }} {company} &amp;"


async def test_the_preview_says_who_gets_it_when_and_who_not_and_why(house: House, anna: Talk, olga: Talk) -> None:
    talks = [await newcomer(house, 3000 + n, f"N{n}") for n in range(5)]
    for talk in talks:
        await talk.say("/start")
    team = await boss_of(anna, olga, *talks)
    away, muted, gone, asleep, _ = talks
    await away.press("pause:week", stale=True)
    await muted.press("tips:off", stale=True)
    await house.play("block", person=gone.person)
    await house.quiet()
    await asleep.press("set:zone", stale=True)
    await asleep.send(location={"latitude": 53.02, "longitude": 158.65})
    await looked_at(anna, team)
    assert who(anna, "get_now", 2) in anna.text
    assert who(anna, "get_later", 1) in anna.text
    reasons = ", ".join(anna.t(f"push.why_{why}", n=1) for why in ("paused", "muted", "unreachable"))
    assert anna.t("push.get_nothing", why=reasons) in anna.text
    await anna.tap(anna.t("push.each"))
    assert who(anna, "get", 3) in anna.text
    assert anna.t("push.get_nothing", why=reasons) in anna.text


async def test_at_night_everybody_gets_it_in_their_own_morning(anyone: Talk, olga: Talk) -> None:
    team = await boss_of(anyone, olga)
    await at(anyone, 0, 23 * 60)
    await looked_at(anyone, team)
    assert who(anyone, "get_later", 1) in anyone.text


async def test_one_more_tap_says_what_it_will_do_and_then_becomes_the_report(anyone: Talk, olga: Talk) -> None:
    team = await boss_of(anyone, olga)
    await looked_at(anyone, team)
    await anyone.tap(anyone.t("push.now"))
    assert anyone.text.startswith(anyone.t("push.sure_now"))
    assert who(anyone, "get_now", 1) in anyone.text
    assert anyone.house.rows(PUSHES) == []
    tapped = anyone.last["message_id"]
    await anyone.tap(anyone.t("push.yes"))
    assert anyone.last["message_id"] == tapped
    assert anyone.text.startswith(anyone.t("push.title", team=NAME))
    (row,) = anyone.house.rows(PUSHES)
    assert (row["tip"], row["mode"], row["day"], row["report"]) == (TIP, "now", None, tapped)


async def test_a_second_tap_on_the_same_button_sends_nothing_more(anna: Talk, olga: Talk) -> None:
    anna.house.allow("message is not modified", LEFT_BEHIND)
    team = await boss_of(anna, olga)
    await looked_at(anna, team)
    await anna.tap(anna.t("push.now"))
    go = next(data for data in datas(anna.last) if data.startswith("push_go"))
    await asyncio.gather(*(anna.press(go, anna.last, stale=True) for _ in range(4)))
    assert await anna.press(go, anna.last, stale=True) == anna.t("push.already")
    assert len(anna.house.rows(PUSHES)) == 1
    await anna.house.restart()
    assert await anna.press(go, anna.last, stale=True) == anna.t("push.already")
    assert len(anna.house.rows(PUSHES)) == 1


async def test_each_ones_own_hour_is_a_choice(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await looked_at(anna, team)
    await confirmed(anna, "push.each")
    assert anna.t("push.mode_own") in anna.text
    assert [row["mode"] for row in anna.house.rows(PUSHES)] == ["own"]


async def test_a_day_is_chosen_by_a_button_or_typed(anyone: Talk, olga: Talk) -> None:
    team = await boss_of(anyone, olga)
    await looked_at(anyone, team)
    await anyone.tap(anyone.t("push.on_day"))
    tomorrow, later = anyone.labels[:2]
    assert tomorrow.lower() == anyone.t("when.tomorrow").lower()
    assert later.lower() == said(anyone, 2).lower()
    await anyone.tap(later)
    assert anyone.text.startswith(anyone.t("push.sure_date", day=said(anyone, 2)))
    await anyone.tap(anyone.t("button.back"))
    await anyone.tap(anyone.t("push.on_day"))
    for past in ("вчера" if anyone.lang == "ru" else "yesterday", day(0).isoformat()):
        await anyone.say(past)
        assert anyone.t("push.day_unclear") in anyone.text
    await anyone.say(day(4).isoformat())
    assert anyone.text.startswith(anyone.t("push.sure_date", day=said(anyone, 4)))
    await anyone.tap(anyone.t("push.yes"))
    assert [(row["mode"], row["day"]) for row in anyone.house.rows(PUSHES)] == [("date", day(4).isoformat())]
    assert anyone.t("push.mode_date", day=said(anyone, 4)) in anyone.text


async def test_on_a_friday_the_next_working_days_are_offered(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await at(anna, 4)
    await looked_at(anna, team)
    await anna.tap(anna.t("push.on_day"))
    assert [label.lower() for label in anna.labels[:2]] == [said(anna, 7).lower(), said(anna, 8).lower()]


async def test_after_three_texts_that_are_no_day_they_are_looked_up_as_topics(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await looked_at(anna, team)
    await anna.tap(anna.t("push.on_day"))
    for _ in range(2):
        assert anna.t("push.day_unclear") in await anna.say("тендер")
    assert anna.said.rows["procedure"].title in await anna.say("тендер")


async def test_a_day_that_has_come_meanwhile_is_refused(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await looked_at(anna, team)
    await anna.tap(anna.t("push.on_day"))
    await anna.tap(anna.labels[0])
    await at(anna, 1)
    assert await anna.tap(anna.t("push.yes")) == anna.t("push.day_over")
    assert anna.house.rows(PUSHES) == []


async def test_where_nobody_would_get_it_nothing_is_asked(anna: Talk) -> None:
    team = await make(anna)
    await looked_at(anna, team)
    assert anna.t("push.alone") in anna.text
    assert await anna.tap(anna.t("push.now")) == anna.t("push.no_receivers")


async def test_a_draft_waits_and_its_buttons_work_after_a_restart_and_a_day(anna: Talk, olga: Talk) -> None:
    anna.house.allow(LEFT_BEHIND)
    await boss_of(anna, olga)
    await typed(anna)
    preview = anna.last
    await anna.say("/deals")
    await anna.house.restart()
    await at(anna, 1)
    await anna.tap(anna.t("push.now"), preview)
    await anna.house.quiet()
    confirm = next(one for one in anna.messages if one["message_id"] == preview["message_id"])
    assert text_of(confirm).startswith(anna.t("push.sure_now"))
    assert WORDS in text_of(confirm)
    await anna.tap(anna.t("push.yes"), confirm)
    assert len(anna.house.rows(PUSHES)) == 1


async def test_tips_of_ones_own_are_listed_by_fives_and_deleted(anyone: Talk, olga: Talk) -> None:
    team = await boss_of(anyone, olga)
    for n in range(7):
        await typed(anyone, f"Слово {n}")
    await anyone.press(f"push_own:{team}:0", stale=True)
    assert [line[:1] for line in anyone.text.splitlines()[2:]] == list("12345")
    assert "1. Слово 6" in anyone.text
    await anyone.tap("›")
    assert "7. Слово 0" in anyone.text
    await anyone.tap("7")
    assert text_of(anyone.messages[-2]) == "Слово 0"
    assert await anyone.tap(anyone.t("push.drop")) == anyone.t("push.dropped")
    assert len(anyone.house.rows(TIPS)) == 6
    await anyone.press(f"push_own:{team}:1", stale=True)
    assert anyone.text.splitlines()[2:] == ["6. Слово 1"]


async def test_a_tip_is_only_named_by_whole_words(anna: Talk, olga: Talk) -> None:
    await boss_of(anna, olga)
    await typed(anna, "Начните  разговор\n\nс вопроса о том, кто ещё будет отвечать за этот выбор, и запишите имена.")
    await anna.tap(anna.t("push.now"))
    assert "Начните разговор с вопроса о том, кто ещё будет отвечать за…" in anna.text


async def test_a_deleted_tip_is_sent_by_none_of_its_old_buttons(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    tip = await typed(anna)
    await anna.tap(anna.t("push.now"))
    go = next(data for data in datas(anna.last) if data.startswith("push_go"))
    await anna.press(f"push_drop:{team}:{tip}", stale=True)
    verbs = ("push_tip", "push_see", "push_day", "push_words", "push_drop", "push_line", "push_ask")
    for data in (go, *(f"{verb}:{team}:{tip}:now" for verb in verbs)):
        assert await anna.press(data, stale=True) == anna.t("push.gone"), data
    assert anna.house.rows(PUSHES) == []
    await typed(anna, "x")
    await anna.tap(anna.t("push.change"))
    await anna.press(f"push_drop:{team}:{datas(anna.last)[0].split(':')[2]}", stale=True)
    assert anna.house.rows(TIPS) == []


async def test_other_words_replace_a_tip_that_nobody_has_seen(anyone: Talk, olga: Talk) -> None:
    await boss_of(anyone, olga)
    tip = await typed(anyone)
    await anyone.tap(anyone.t("push.change"))
    assert WORDS in anyone.text
    await anyone.say("ж" * 351)
    assert anyone.t("push.wrong_long", n=351) in anyone.text
    await anyone.send(photo=True, caption="Теперь с картинкой")
    assert "photo" in anyone.messages[-2]
    (row,) = anyone.house.rows(TIPS)
    assert (pack_id(row["id"]), row["kind"]) == (tip, "photo")


async def test_what_was_pushed_keeps_its_words_and_the_list_gets_the_new_ones(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    tip = await typed(anna)
    await anna.press(f"push_line:{team}:{tip}", stale=True)
    await anna.press(f"push_see:{team}:{tip}", stale=True)
    await confirmed(anna)
    await anna.press(f"push_words:{team}:{tip}", stale=True)
    await anna.say("Другое")
    old, new = anna.house.rows(TIPS)
    assert pack_id(old["id"]) == tip
    assert WORDS in old["body"]
    assert "Другое" in new["body"]
    assert [row["tip"] for row in anna.house.rows("select * from lineup")] == [f"own:{new['id']}"]


async def test_a_manager_who_lost_the_role_in_between_sends_nothing(anna: Talk, ilya: Talk) -> None:
    team = await boss_of(ilya, anna)
    await ilya.press(f"team_up:{team}:{pack_id(ANNA)}", stale=True)
    tip = await typed(anna)
    await anna.tap(anna.t("push.now"))
    go = next(data for data in datas(anna.last) if data.startswith("push_go"))
    await anna.press(f"push_day:{team}:{tip}", stale=True)
    await ilya.press(f"team_down:{team}:{pack_id(ANNA)}", stale=True)
    assert await anna.say(day(3).isoformat()) == anna.t("team.denied")
    assert await anna.press(go, stale=True) == anna.t("team.denied")
    assert anna.house.rows(PUSHES) == []


@pytest.mark.parametrize("verb", ["push", "push_words"])
async def test_a_tip_typed_after_the_role_was_lost_is_not_kept(anna: Talk, ilya: Talk, verb: str) -> None:
    team = await boss_of(ilya, anna)
    await ilya.press(f"team_up:{team}:{pack_id(ANNA)}", stale=True)
    tip = await typed(anna)
    await anna.press(f"{verb}:{team}:{tip}", stale=True)
    await ilya.press(f"team_down:{team}:{pack_id(ANNA)}", stale=True)
    assert await anna.say("Новые слова") == anna.t("team.denied")
    assert [WORDS in row["body"] for row in anna.house.rows(TIPS)] == [True]


async def test_two_managers_push_side_by_side(anna: Talk, ilya: Talk, olga: Talk) -> None:
    team = await boss_of(olga, anna, ilya)
    await olga.press(f"team_up:{team}:{pack_id(ANNA)}", stale=True)
    await looked_at(anna, team)
    await looked_at(olga, team)
    await anna.tap(anna.t("push.now"))
    await olga.tap(olga.t("push.now"))
    await asyncio.gather(anna.tap(anna.t("push.yes")), olga.tap(olga.t("push.yes")))
    assert sorted(row["author"] for row in anna.house.rows(PUSHES)) == sorted([anna.person, olga.person])


async def test_forged_buttons_are_answered_and_send_nothing(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    anna.house.allow("message is not modified")
    for rest in (
        "now",
        "now:AAAAAAAAAAA",
        "",
        "2026-13-99:AAAAAAAAAAE",
        "workdays:AAAAAAAAAAE",
        "20200101:AAAAAAAAAAE",
    ):
        await anna.press(f"push_go:{team}:{TIP}:{rest}", stale=True)
    for when in ("", "later", "00000000", "workdays"):
        assert await anna.press(f"push_ask:{team}:{TIP}:{when}", stale=True) == anna.t("push.day_over")
    for data in ("push_lib:{}:nothing", "push_row:{}:nothing", "push_words:{}:cycle.b2b.1", "push_drop:{}:cycle.b2b.1"):
        assert await anna.press(data.format(team), stale=True) == anna.t("button.unknown")
    assert anna.house.rows(PUSHES) == []


async def test_a_tip_can_be_written_where_those_before_are_listed(anna: Talk, olga: Talk) -> None:
    await boss_of(anna, olga)
    await anna.say("/push")
    await anna.tap(anna.t("push.own"))
    assert anna.t("push.own_none") in anna.text
    await anna.say(WORDS)
    assert text_of(anna.messages[-2]) == WORDS
    await anna.tap(anna.t("push.drop"))
    await anna.say(WORDS)
    assert text_of(anna.messages[-2]) == WORDS


async def test_what_another_manager_is_about_to_send_is_not_reworded_under_their_hands(anna: Talk, olga: Talk) -> None:
    team = await boss_of(anna, olga)
    await anna.press(f"team_up:{team}:{pack_id(olga.person)}", stale=True)
    tip = await typed(anna)
    await anna.tap(anna.t("push.now"))
    await olga.press(f"push_words:{team}:{tip}", stale=True)
    await olga.say("Совсем другое")
    await anna.tap(anna.t("push.yes"))
    assert WORDS in anna.text
    assert [("Совсем другое" in row["body"], pack_id(row["id"]) == tip) for row in anna.house.rows(TIPS)] == [
        (False, True),
        (True, False),
    ]
