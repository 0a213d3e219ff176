"""The check, from /deal to the card."""

from tests.dialogs.deals import B2B, DAIRY, FOG, PART_A, PART_B, QUICK, WAVERING
from tests.dialogs.house import Talk, datas


async def walk(talk: Talk, answers: dict[str, str]) -> list[str]:
    """The steps of a whole check in the order they were asked."""
    await talk.say("/deal")
    steps = [talk.asked]
    while await talk.step(answers):
        steps.append(talk.asked)
    return steps


async def test_a_check_begins_with_its_first_question(anna: Talk) -> None:
    text = await anna.say("/deal")
    assert "Чьё согласие нужно" in text
    assert anna.labels[:3] == [
        "Нескольких человек с разным весом",
        "Одного, но он с кем-то советуется",
        "Одного: решает без согласований",
    ]


async def test_a_person_whose_telegram_speaks_english_is_asked_in_english(ilya: Talk) -> None:
    text = await ilya.say("/deal")
    assert ilya.question("decision-makers") in text
    assert ilya.labels[:3] == [ilya.label("decision-makers", value) for value in ("b2b", "mid", "b2c")]
    assert ilya.labels[3] == "I don't know"
    assert (text + "".join(ilya.labels)).isascii() or not any("а" <= char <= "я" for char in text.lower())


async def test_a_whole_check_asks_the_deal_then_the_work_then_the_name_and_the_guess(anyone: Talk) -> None:
    steps = await walk(anyone, DAIRY)
    part_a = [*PART_A[:6]]
    assert steps[: len(part_a) + 2] == [part_a[0], "stage", *part_a[1:], "public"]
    rest = steps[len(part_a) + 2 :]
    assert rest[:7] == ["seen", *PART_B]
    extra = rest[7:-3]
    assert len(extra) <= 2
    assert set(extra) <= set(PART_A) - set(part_a)
    assert rest[-3:] == ["named", "guess", "why"]


async def test_every_question_has_a_place_a_reason_and_i_do_not_know(anyone: Talk) -> None:
    await anyone.say("/deal")
    asked: set[str] = set()
    while True:
        if anyone.asked in anyone.said.rows:
            number = len(asked & set(anyone.said.rows)) + 1
            assert f"{number} " in anyone.text.splitlines()[0]
            assert anyone.label(anyone.asked, "unknown") in anyone.labels
            assert any("▰" in line or "▱" in line for line in anyone.text.splitlines())
        if anyone.asked in {*anyone.said.rows, "stage", "public"}:
            assert anyone.question(anyone.asked) in anyone.text
            before = anyone.last
            step = anyone.said.steps.get(anyone.asked) or anyone.said.rows[anyone.asked].question
            assert step is not None
            assert await anyone.tap(anyone.t("button.because")) == step.why
            assert anyone.last == before
            assert (anyone.t("button.back") in anyone.labels) == bool(asked)
        asked.add(anyone.asked)
        if not await anyone.step(DAIRY):
            break
    assert len(asked & set(anyone.said.rows)) >= 12


async def test_the_poles_change_places_and_the_middle_stays(anna: Talk) -> None:
    await anna.say("/deal")
    order = {}
    while True:
        if anna.asked in anna.said.rows:
            order[anna.asked] = [data.split(":")[3] for data in datas(anna.last) if data.startswith("answer:")]
        if not await anna.step({**B2B, "rest": "yes"}):
            break
    assert set(order) == {*PART_A, *PART_B}
    poles = [order[step] for step in (*PART_A, *PART_B)]
    assert poles[0::2] == [["b2b", "mid", "b2c", "unknown"]] * 8
    assert poles[1::2] == [["b2c", "mid", "b2b", "unknown"]] * 8


async def test_the_early_stop_is_said_and_the_rest_can_be_answered_all_the_same(anyone: Talk) -> None:
    await anyone.say("/deal")
    text = await anyone.until("seen", {"stage": "offer", **B2B})
    assert anyone.t("type.early") in text
    await anyone.tap(anyone.t("button.rest"))
    rest = []
    while anyone.asked in PART_A:
        rest.append(anyone.asked)
        await anyone.step(B2B)
    assert rest == list(PART_A[6:])
    assert anyone.asked == "seen"
    assert anyone.t("type.early") not in anyone.text
    assert anyone.t("button.rest") not in anyone.labels


async def test_a_full_part_a_claims_no_early_stop(anna: Talk) -> None:
    await anna.say("/deal")
    assert anna.t("type.early") not in await anna.until("seen", FOG)


async def test_the_type_so_far_is_said_after_the_sixth_tap(anyone: Talk) -> None:
    await anyone.say("/deal")
    begin = anyone.t("question.so_far_unknown", signs="").split(":")[0]
    for _ in range(5):
        await anyone.step(FOG)
        assert begin not in anyone.text
    await anyone.step(FOG)
    assert begin in anyone.text
    assert anyone.asked == "procedure"
    await anyone.step(FOG)
    assert begin not in anyone.text


async def test_the_remark_after_the_sixth_tap_names_the_type_and_a_question_for_the_client(anna: Talk) -> None:
    await anna.say("/deal")
    text = await anna.until("procedure", B2B)
    of_five = anna.t("signs.of.many", n=5, of=5)
    assert anna.t("question.so_far", band=anna.t("band.means_b2b"), signs=of_five) in text
    question = anna.said.rows["decision-makers"].question
    assert question is not None
    assert anna.t("type.client", line=question.ask) in text


async def test_a_double_tap_does_not_wipe_the_remark(anna: Talk) -> None:
    anna.house.expect("message is not modified")
    await anna.say("/deal")
    await anna.until("impact", B2B)
    data = f"answer:{anna.check_id}:impact:b2b"
    await anna.press(data)
    text = anna.text
    assert anna.t("signs.of.many", n=5, of=5) in text
    await anna.press(data, stale=True)
    assert anna.text == text


async def test_the_first_finding_is_said_when_it_appears_and_only_then(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.until("success-factor", DAIRY)
    found = anyone.t("question.found")
    assert found not in anyone.text
    await anyone.step(DAIRY)
    said = anyone.said.mismatches.under["decision-makers.success-factor"].finding.b2b_b2c
    assert f"{found}. {anyone.said.rows['decision-makers'].title}\n{said}" in anyone.text
    await anyone.step(DAIRY)
    assert found not in anyone.text


async def test_too_early_is_the_fourth_answer_about_the_work_and_is_not_counted(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.until("success-factor", B2B)
    for _ in PART_B:
        await anna.tap(anna.label(anna.asked, "unknown"))
    assert anna.t("card.no_fit") in await anna.finish(B2B)


async def test_at_the_first_contact_only_three_questions_are_about_the_work(anna: Talk) -> None:
    steps = await walk(anna, QUICK)
    assert [step for step in steps if step in PART_B] == ["success-factor", "needs", "focus"]


async def test_at_most_two_more_questions_come_after_the_work(anyone: Talk) -> None:
    steps = await walk(anyone, WAVERING)
    assert steps[steps.index("negotiation") + 1 :] == ["competence", "product", "named", "guess", "why"]


async def test_two_more_questions_are_announced_as_such(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.until("negotiation", DAIRY)
    await anna.step(DAIRY)
    assert anna.asked in PART_A
    assert anna.text.startswith(anna.t("question.sure"))


async def test_a_purchase_by_rules_is_asked_whether_it_is_public(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.until("procedure", B2B)
    await anyone.step(B2B)
    assert anyone.question("public") in anyone.text
    assert [anyone.label("public", value) for value in ("yes", "no", "unknown")] == anyone.labels[:3]


async def test_a_purchase_without_rules_is_not_asked_whether_it_is_public(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.until("procedure", QUICK)
    await anna.step(QUICK)
    assert anna.asked == "seen"


async def test_a_public_purchase_speaks_of_official_questions_and_mutes_the_talk_with_deciders(ilya: Talk) -> None:
    text = await ilya.check({**DAIRY, "public": "yes"})
    muted = ilya.said.mismatches.under["decision-makers.negotiation"].finding.b2b_b2c
    assert muted not in text
    public = ilya.said.mismatches.under["decision-makers.success-factor"].public
    assert public is not None
    assert public.late in text


async def test_the_stage_is_the_second_tap(anyone: Talk) -> None:
    await anyone.say("/deal")
    await anyone.step({})
    assert anyone.question("stage") in anyone.text
    stages = ("contact", "needs", "offer", "negotiation", "repeat")
    assert anyone.labels[:5] == [anyone.label("stage", stage) for stage in stages]


async def test_after_the_purchase_the_profit_is_asked_third(anna: Talk) -> None:
    steps = await walk(anna, {"stage": "repeat"})
    assert steps[:5] == ["decision-makers", "stage", "cycle", "profit-source", "offer"]


async def test_back_leads_to_the_first_question_and_forward_again(ilya: Talk) -> None:
    forth = []
    await ilya.say("/deal")
    while ilya.asked != "guess":
        forth.append(ilya.asked)
        await ilya.step(DAIRY)
    back = []
    while ilya.t("button.back") in ilya.labels:
        await ilya.tap(ilya.t("button.back"))
        back.append(ilya.asked)
    assert back == [step for step in reversed(forth) if step != "seen"]
    assert ilya.t("question.now", answer=ilya.label("decision-makers", "b2b")) in ilya.text
    await ilya.step(DAIRY)
    assert ilya.asked == "guess"


async def test_back_changes_an_answer_and_the_check_goes_on_where_it_was(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.until("offer", {"cycle": "b2c"})
    await anna.tap(anna.t("button.back"))
    assert anna.question("cycle") in anna.text
    assert await anna.tap(anna.label("cycle", "b2b")) == anna.t("toast.changed")
    assert anna.question("offer") in anna.text
    await anna.finish({})
    await anna.more(anna.t("button.answers"))
    assert f"{anna.said.rows['cycle'].title}: {anna.label('cycle', 'b2b')}" in anna.text


async def test_every_answer_is_in_the_database_before_the_tap_is_answered(anna: Talk) -> None:
    await anna.say("/deal")
    await anna.press(f"answer:{anna.check_id}:decision-makers:mid")
    (row,) = anna.house.rows("select answers from checks")
    assert row["answers"] == '{"decision-makers": "mid"}'


async def test_questions_are_edited_in_place_and_the_card_is_a_new_message(anna: Talk) -> None:
    await anna.check(DAIRY)
    question, card = anna.messages
    assert question["text"] == anna.t("finished.line")
    assert "reply_markup" not in question
    assert card["text"].startswith("Сделка 1")
