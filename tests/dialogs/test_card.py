"""The card in its four kinds, and what its buttons lead to."""

import re

import pytest

from tests.dialogs.deals import CARDS, COMMITTEE, DAIRY, FACTORY, FOG, MURKY, PART_A, PART_B, PHONES, QUICK
from tests.dialogs.house import Talk, datas


async def test_a_card_of_findings_has_one_in_full_and_two_in_a_line(anyone: Talk) -> None:
    text = await anyone.check({**DAIRY, "rest": "yes"}, name="Молкомбинат")
    first = anyone.said.mismatches.under["decision-makers.success-factor"]
    lines = text.splitlines()
    assert lines[0] == f"Молкомбинат · {anyone.t('stage.negotiation')}"
    assert anyone.t("card.fit", points={"ru": "2,5", "en": "2.5"}[anyone.lang], of=6) in text
    assert anyone.t("card.main", row=anyone.said.rows["decision-makers"].title) in lines
    assert first.finding.b2b_b2c in lines
    assert f"{anyone.t('card.do')} {first.late}" in lines
    assert f"{anyone.t('card.say')} {anyone.t('card.quote', line=first.line)}" in lines
    after = lines[lines.index(anyone.t("card.then")) + 1 :]
    assert [line.startswith("• ") for line in after[:3]] == [True, True, False]
    assert text.count("• ") == 2


async def test_the_sample_deal_is_told_in_russian_as_a_person_would(anna: Talk) -> None:
    text = await anna.check({**DAIRY, "rest": "yes"}, name="Молкомбинат")
    assert text.startswith("Молкомбинат · переговоры\n")
    assert "как в B2B" in text.splitlines()[1]
    assert "2,5 из 6" in text
    assert "скорее да" in text
    assert "%" not in text


async def test_a_first_card_says_what_its_type_means_and_the_next_no_more(anyone: Talk) -> None:
    means, bare = anyone.t("band.means_b2c"), anyone.t("band.b2c")
    assert means in await anyone.check(QUICK)
    second = await anyone.check(QUICK)
    assert means not in second
    assert bare in second


@pytest.mark.parametrize("deal", [PHONES, FACTORY])
async def test_a_card_where_all_fits_says_so_and_what_to_hold_on_to(anyone: Talk, deal: dict[str, str]) -> None:
    text = await anyone.check(deal)
    assert f"{anyone.t('card.fit', points=6, of=6)} {anyone.t('card.all')}" in text
    pole = deal["decision-makers"]
    hold = getattr(anyone.said.rows["decision-makers"], pole)
    assert f"{anyone.t('card.keep')} {hold.hold}" in text
    assert f"{anyone.t('card.say')} {anyone.t('card.quote', line=hold.line)}" in text
    assert anyone.t("card.do") not in text


async def test_a_card_without_enough_data_names_no_type_and_asks_for_it(anyone: Talk) -> None:
    text = await anyone.check(FOG)
    assert anyone.t("card.unknown", signs="").removesuffix(".") in text
    assert anyone.t("card.no_fit") in text
    assert anyone.t("card.clear") in text
    assert anyone.t("card.client") in text
    assert anyone.t("card.own") in text
    assert anyone.t("card.next") in text
    assert anyone.t("button.strategy") not in anyone.labels


async def test_a_card_of_blind_spots_asks_in_place_of_saying(anyone: Talk) -> None:
    text = await anyone.check({**MURKY, "rest": "yes"})
    blind = anyone.said.mismatches.blind["decision-makers"]
    assert anyone.t("card.blind", row=anyone.said.rows["decision-makers"].title) in text.splitlines()
    assert blind.finding in text
    assert f"{anyone.t('card.ask')} {anyone.t('card.quote', line=blind.line)}" in text
    assert anyone.t("card.say") not in text
    question = anyone.said.rows["decision-makers"].question
    assert question is not None
    assert f"{anyone.t('card.client')} {anyone.t('card.quote', line=question.ask)}" not in text


async def test_over_selling_is_said_with_the_facts_that_prove_it(ilya: Talk) -> None:
    text = await ilya.check({**COMMITTEE, "rest": "yes"})
    facts = [ilya.said.rows[row].fact for row in ("cycle", "profit-source")]
    assert all(fact and fact.b2c.lower() in text.lower() for fact in facts)
    assert ilya.said.mismatches.over["focus"].early in text


@pytest.mark.parametrize("kind", ["findings", "unknown"])
async def test_the_reasons_go_through_every_row_and_back_to_the_card(anyone: Talk, kind: str) -> None:
    card = await anyone.check(CARDS[kind])
    await anyone.tap(anyone.t("button.why"))
    pages = [anyone.text]
    while "›" in anyone.labels:
        await anyone.tap("›")
        pages.append(anyone.text)
    assert len(pages) == 4
    assert [anyone.t("why.page", n=n, of=4) in page for n, page in enumerate(pages, 1)] == [True] * 4
    titles = [line for page in pages for line in page.splitlines()]
    for row in (*PART_A, *PART_B):
        assert [line for line in titles if line == anyone.said.rows[row].title or line.startswith(
            f"{anyone.said.rows[row].title} · "
        )], row  # fmt: skip
    while "‹" in anyone.labels:
        await anyone.tap("‹")
    assert anyone.text == pages[0]
    await anyone.press(f"card:{anyone.check_id}")
    assert anyone.text == card


async def test_the_percentage_stands_only_among_the_reasons(anyone: Talk) -> None:
    card = await anyone.check(FACTORY)
    assert "%" not in card
    await anyone.tap(anyone.t("button.why"))
    assert re.search(r"100\s?%", anyone.text)
    assert anyone.t("why.answer", answer=anyone.label("decision-makers", "b2b")) in anyone.text


async def test_the_list_of_answers_shows_each_as_it_was_given(anyone: Talk) -> None:
    await anyone.check(DAIRY)
    await anyone.more(anyone.t("button.answers"))
    assert f"{anyone.t('answers.stage')}: {anyone.label('stage', 'negotiation')}" in anyone.text
    assert f"{anyone.t('answers.public')}: {anyone.label('public', 'no')}" in anyone.text
    for row in ("decision-makers", "cycle", "focus"):
        value = DAIRY.get(row, "unknown")
        assert f"{anyone.said.rows[row].title}: {anyone.label(row, value)}" in anyone.text
    assert f"{anyone.said.rows['competence'].title}: {anyone.t('answers.none')}" in anyone.text


async def test_an_edited_answer_shows_what_has_gone_and_the_fit_before(anyone: Talk) -> None:
    await anyone.check({**DAIRY, "rest": "yes"})
    await anyone.more(anyone.t("button.answers"))
    await anyone.tap(anyone.said.rows["success-factor"].title)
    assert anyone.t("question.edit") in anyone.text
    assert anyone.t("question.now", answer=anyone.label("success-factor", "b2c")) in anyone.text
    await anyone.tap(anyone.label("success-factor", "b2b"))
    number = {"ru": ",", "en": "."}[anyone.lang]
    assert anyone.t("card.fit", points=f"3{number}5", of=6) in anyone.text
    assert anyone.t("card.was", points=f"2{number}5", of=6) in anyone.text
    title = anyone.said.rows["success-factor"].title
    assert f"{anyone.t('card.changed', row=title)} {anyone.t('card.gone', rows=title)}" in anyone.text
    await anyone.more(anyone.t("button.answers"))
    await anyone.tap(title)
    await anyone.tap(anyone.label("success-factor", "b2c"))
    assert f"{anyone.t('card.changed', row=title)} {anyone.t('card.new', rows=title)}" in anyone.text


async def test_the_same_answer_again_changes_nothing_and_says_so(anna: Talk) -> None:
    card = await anna.check(QUICK)
    await anna.more(anna.t("button.answers"))
    await anna.tap(anna.said.rows["cycle"].title)
    assert await anna.tap(anna.label("cycle", "b2c")) == anna.t("toast.same")
    assert anna.text == card


async def test_any_answer_can_be_edited_and_left_alone(anna: Talk) -> None:
    await anna.check(DAIRY)
    await anna.more(anna.t("button.answers"))
    edits = [data for data in datas(anna.last) if data.startswith("edit:")]
    assert [data.split(":")[2] for data in edits] == [
        "stage", *PART_A[:6], "public", *PART_A[6:], *PART_B,
    ]  # fmt: skip
    for data in edits:
        listed = anna.text
        await anna.press(data)
        assert anna.question(data.split(":")[2]) in anna.text
        await anna.tap(anna.t("button.to_answers"))
        assert anna.text == listed


async def test_the_stage_of_a_finished_check_can_be_changed(anna: Talk) -> None:
    await anna.check(DAIRY)
    await anna.more(anna.t("button.answers"))
    await anna.tap(anna.t("answers.stage"))
    await anna.tap(anna.label("stage", "needs"))
    assert anna.t("stage.needs") in anna.text.splitlines()[0]
    assert anna.t("card.changed", row=anna.t("answers.stage")) in anna.text


def says_the_law(talk: Talk) -> bool:
    stems = talk.t("card.law_words").split()
    return any(all(stem in line.lower() for stem in stems) for line in talk.text.splitlines())


@pytest.mark.parametrize("public", ["yes", "unknown"])
async def test_the_law_has_a_line_of_its_own_only_where_the_card_does_not_speak_of_it(
    anyone: Talk, public: str
) -> None:
    text = await anyone.check({**DAIRY, "public": public, "rest": "yes"})
    assert says_the_law(anyone)
    assert (anyone.t("card.law_maybe") in text) == (public == "unknown")
    assert anyone.t("card.law") not in text


async def test_rules_that_come_later_are_asked_about_the_law_too(ilya: Talk) -> None:
    await ilya.check({**DAIRY, "procedure": "b2c", "rest": "yes"})
    await ilya.more(ilya.t("button.answers"))
    assert ilya.t("answers.public") not in ilya.labels
    await ilya.tap(ilya.said.rows["procedure"].title)
    await ilya.tap(ilya.label("procedure", "b2b"))
    assert ilya.question("public") in ilya.text
    await ilya.tap(ilya.label("public", "yes"))
    assert says_the_law(ilya)
    assert ilya.t("card.law") not in ilya.text
    await ilya.more(ilya.t("button.answers"))
    await ilya.tap(ilya.t("answers.public"))
    await ilya.tap(ilya.label("public", "no"))
    assert not says_the_law(ilya)


@pytest.mark.parametrize("kind", ["findings", "fits"])
async def test_the_strategy_is_of_the_row_on_top_and_others_by_their_buttons(anyone: Talk, kind: str) -> None:
    card = await anyone.check(CARDS[kind])
    await anyone.more(anyone.t("button.strategy"))
    titles = {words.title: slug for slug, words in anyone.said.rows.items()}
    seen, others = {anyone.text.split(" · ")[0]}, anyone.labels[:-1]
    while others:
        title = others.pop()
        await anyone.tap(title)
        assert anyone.text.startswith(f"{title} · ")
        assert anyone.t("strategy.do") in anyone.text
        assert anyone.t("strategy.say") in anyone.text
        seen.add(title)
        others += [label for label in anyone.labels[:-1] if label not in seen and label not in others]
    assert seen <= set(titles)
    await anyone.tap(anyone.t("button.card"))
    assert anyone.text == card


async def test_the_strategy_speaks_for_what_the_deal_asks_and_not_for_what_is_done(ilya: Talk) -> None:
    await ilya.check(COMMITTEE)
    await ilya.more(ilya.t("button.strategy"))
    assert ilya.text.splitlines()[0].endswith(ilya.t("compare.b2c"))
    await ilya.check({**DAIRY, "rest": "yes"})
    await ilya.press(f"strategy:{ilya.check_id}:success-factor", stale=True)
    assert ilya.text.splitlines()[0].endswith(ilya.t("compare.b2b"))


async def test_another_check_begins_from_the_card_and_leaves_the_card_where_it_is(anna: Talk) -> None:
    card = await anna.check(QUICK)
    await anna.more(anna.t("button.again"))
    assert anna.question("decision-makers") in anna.text
    assert anna.messages[-2]["text"] == card
