"""The card in words: within its limits, and every sentence an answer given back."""

import html
import random
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check.advice import Finding
from bot.check.course import Progress
from bot.check.diagnosis import Value
from bot.check.report import Report, compare, compare_with_prior
from bot.replies import Reasons
from tests.core.paper import STAGES, WAYS
from tests.core.shipped import (
    CATALOG,
    DEAL,
    LANGS,
    RULES,
    TEXTS,
    VALUES,
    all_answers,
    card,
    check_of,
    drawn,
    render,
    stages,
    steady,
)  # fmt: skip
from tests.core.test_advice import SAMPLE
from tests.core.test_report import FITTING, QUICK

LIMIT = 1200
LONGEST_NAME = "Щ" * 60
UNFILLED = re.compile(
    r"\{\{|\}\}|\{%|\bNone\b|\bnan\b|Undefined|" + "|".join(s for s in CATALOG.table.rows if "-" in s)
)


def shown(text: str) -> str:
    """As Telegram counts it: without tags and entities."""
    return html.unescape(re.sub(r"<[^>]+>", "", text))


def sentence(finding: Finding, progress: Progress, lang: str) -> str:
    """What the content says for exactly these answers; `facts` left open."""
    words = CATALOG.languages[lang].mismatches
    if finding.kind == "over":
        return words.over[str(finding.way)].finding.replace("{{ facts }}", "")
    if finding.kind == "blind":
        return words.blind[finding.row].finding
    entry = words.under[finding.id]
    pair = f"{progress.answers[finding.row]}_{progress.answers[str(finding.way)]}"
    source = entry.public.finding if progress.is_public and entry.public and entry.public.finding else entry.finding
    return source if isinstance(source, str) else str(getattr(source, pair))


def plain(text: str) -> str:
    """Content as it stands on the card."""
    return re.sub(r"\*+", "", text)


def quoted(line: str) -> str:
    """As Russian quotes: the full stop stands behind, other marks stay inside."""
    return f"«{line.removesuffix('.')}»." if line.endswith(".") else f"«{line}»"


@pytest.mark.parametrize("lang", LANGS)
def test_every_card_is_within_1200_characters_and_filled(lang: str) -> None:
    rnd = random.Random(lang)
    for progress in drawn(21, 700):
        row, value = rnd.choice((*DEAL, *WAYS)), rnd.choice(VALUES)
        earlier = Report(RULES, progress.with_answer(row, value))
        change = rnd.choice((None, compare(row, earlier, Report(RULES, progress))))
        number, moved = rnd.choice((1, 99)), None
        if change is None:
            moved = rnd.choice((None, compare_with_prior(earlier.progress, earlier.numbers(), Report(RULES, progress))))
        text = card(progress, lang, name=LONGEST_NAME, number=number, change=change, moved=moved)
        assert len(shown(text)) <= LIMIT, text
        assert not UNFILLED.search(text), text


@pytest.mark.parametrize("lang", LANGS)
def test_the_longest_combinations_fit_too(lang: str) -> None:
    """Climbs from random checks to those with the longest sentences."""
    rnd = random.Random(lang)
    for start in drawn(22, 10):
        best, most = start, 0
        for _ in range(150):
            row, value = rnd.choice((*DEAL, *WAYS)), rnd.choice(VALUES)
            tried = replace(best.with_answer(row, value), guess=3, stage=rnd.choice((best.stage, *STAGES)))
            top = Report(RULES, tried).top
            long = sum(len(sentence(finding, tried, lang)) for finding in top) + 100 * len(top)
            if long >= most:
                change = compare(row, Report(RULES, best), Report(RULES, tried))
                before = Report(RULES, other_in_all(tried))
                moved = compare_with_prior(before.progress, before.numbers(), Report(RULES, tried))
                best, most = tried, long
                for told in ({"change": change}, {"moved": moved}):
                    text = card(tried, lang, name=LONGEST_NAME, number=1, **told)
                    assert len(shown(text)) <= LIMIT, text
        assert most > 400


def other_in_all(progress: Progress) -> Progress:
    """As much has moved since as can."""
    other: dict[Value, Value] = {"b2b": "b2c", "b2c": "b2b", "mid": "b2c", "unknown": "b2b"}
    return replace(progress, answers={row: other[value] for row, value in progress.answers.items()})


def test_the_sample_card_reads_as_in_the_voice_paper() -> None:
    text = card(Progress(SAMPLE, "negotiation", public=0), "ru", name="Молкомбинат, компрессорная")
    words = CATALOG.languages["ru"]
    rows, under = words.rows, words.mismatches.under
    first = under["decision-makers.success-factor"]
    parts = text.split("\n\n")
    assert parts[0].splitlines() == [
        "<b>Молкомбинат, компрессорная</b> · переговоры",
        "Сделка <b>как в B2B</b>: 5 признаков из 7, 1 посередине, 1 неизвестен.",
        "Ваша работа ей подходит: <b>2,5 из 6</b>.",
    ]
    assert parts[1].splitlines() == [
        f"<b>Главное на неделю. {rows['decision-makers'].title}</b>",
        first.finding.b2b_b2c,
        f"<b>Сделать:</b> {first.late}",
        f"<b>Сказать:</b> {quoted(first.line)}",
    ]
    rules, blind = under["procedure.negotiation"], words.mismatches.blind["cycle"]
    assert parts[2].splitlines() == [
        "<b>Потом</b>",
        f"• <b>{rows['procedure'].title}.</b> {rules.finding.b2b_b2c} {rules.late}",
        f"• <b>{rows['cycle'].title}.</b> {blind.finding} {blind.late}",
    ]
    cycle = rows["cycle"].question
    assert cycle
    assert parts[3:] == [f"<b>Спросить у клиента:</b> {quoted(str(cycle.ask))}"]


def test_the_english_card_says_the_same_in_english() -> None:
    text = card(Progress(SAMPLE, "negotiation", public=0), "en", name="Dairy, compressors")
    first = CATALOG.languages["en"].mismatches.under["decision-makers.success-factor"]
    assert "<b>2.5 of 6</b>" in text
    assert all(word in text for word in ("as in B2B", "1 in between", "1 unknown"))
    assert html.unescape(text).count(first.finding.b2b_b2c) == 1
    assert not re.search("[а-яё]", text)


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_where_all_fits_keeps_what_the_deal_stands_on(lang: str) -> None:
    rows = CATALOG.languages[lang].rows
    for answers, keep in ((FITTING, rows["decision-makers"].b2b), (QUICK, rows["decision-makers"].b2c)):
        text = html.unescape(card(Progress(answers, "needs"), lang))
        assert str(keep.hold) in text
        assert keep.line.removesuffix(".") in text
        assert TEXTS.words[lang].plain("card.all") in text


@pytest.mark.parametrize("lang", LANGS)
def test_a_card_with_too_little_known_says_so_and_what_to_ask(lang: str) -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "cycle": "unknown", "market": "unknown"}
    text = html.unescape(card(Progress(answers, "needs"), lang))
    rows = CATALOG.languages[lang].rows
    for slug in ("cycle", "market"):
        question = rows[slug].question
        assert question
        assert str(question.ask) in text
    assert TEXTS.words[lang].plain("card.next") in text


@pytest.mark.parametrize("lang", LANGS)
def test_each_finding_is_said_in_the_words_for_exactly_these_answers(lang: str) -> None:
    for progress in drawn(23, 300):
        text = shown(card(progress, lang))
        top = Report(RULES, progress).top
        for finding in top:
            assert plain(sentence(finding, progress, lang)) in text
            assert CATALOG.languages[lang].rows[finding.row].title in text
        over = [finding for finding in top if finding.kind == "over"]
        for finding in over:
            facts = [CATALOG.languages[lang].rows[row].fact for row in finding.rows[:2]]
            assert all(fact and fact.b2c[1:] in text for fact in facts)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("stage", STAGES)
def test_the_action_is_worded_for_the_stage(lang: str, stage: str) -> None:
    progress = Progress({"team": "b2b", "role": "b2c"}, stage)
    words = CATALOG.languages[lang].mismatches.under["team.role"]
    wanted, other = (words.early, words.late) if stage in ("contact", "needs") else (words.late, words.early)
    text = html.unescape(card(progress, lang))
    assert wanted in text
    assert other not in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", RULES.mismatches.public.words)
def test_in_a_public_purchase_the_texts_are_swapped(lang: str, name: str) -> None:
    answers: dict[str, Value] = {"procedure": "b2b"}
    words = CATALOG.languages[lang].mismatches
    if name.startswith("blind."):
        row = name.removeprefix("blind.")
        answers[row] = "unknown"
        usual, public = words.blind[row].late, words.blind[row].public
    else:
        row, way = name.split(".")
        answers |= {row: "b2b", way: "b2c"}
        usual, public = words.under[name].late, words.under[name].public
    assert public
    yes = html.unescape(card(Progress(answers, "offer", public=1), lang))
    no = html.unescape(card(Progress(answers, "offer", public=0), lang))
    assert public.late in yes
    assert usual not in yes
    assert usual in no
    assert public.late not in no


@pytest.mark.parametrize("lang", LANGS)
def test_in_a_public_purchase_nobody_is_sent_to_each_decider(lang: str) -> None:
    answers: dict[str, Value] = {"decision-makers": "b2b", "procedure": "b2b", "negotiation": "b2c"}
    muted = CATALOG.languages[lang].mismatches.under["decision-makers.negotiation"]
    yes = html.unescape(card(Progress(answers, "offer", public=1), lang))
    no = html.unescape(card(Progress(answers, "offer", public=0), lang))
    assert muted.finding.b2b_b2c in no
    assert muted.finding.b2b_b2c not in yes
    assert muted.late not in yes


@steady
@given(all_answers, stages, st.data())
def test_another_answer_to_what_a_finding_rests_on_changes_the_card(
    answers: dict[str, Value], stage: str, data: st.DataObject
) -> None:
    progress = Progress(answers, stage)
    findings = Report(RULES, progress).top
    if not findings:
        return
    finding = data.draw(st.sampled_from(findings))
    row = data.draw(st.sampled_from([*finding.rows, *([finding.way] if finding.way else [])]))
    value = data.draw(st.sampled_from([value for value in VALUES if value != answers[row]]))
    changed = progress.with_answer(row, value)
    for lang in LANGS:
        assert card(changed, lang) != card(progress, lang)
    if row == finding.way and value == "unknown":
        assert finding.way not in [one.way for one in Report(RULES, changed).findings]


def test_what_was_not_answered_is_on_no_card() -> None:
    """One finding alone: no other row's words."""
    for finding, answers in (
        ("team.role", {"team": "b2b", "role": "b2c"}),
        ("cycle.focus", {"cycle": "b2b", "focus": "mid"}),
    ):
        text = html.unescape(card(Progress(answers, "offer"), "ru"))  # type: ignore[arg-type]
        words = CATALOG.languages["ru"]
        for name, under in words.mismatches.under.items():
            for each in (under.finding.b2b_b2c, under.finding.b2b_mid, under.finding.mid_b2c):
                assert each not in text or name == finding
        named = [slug for slug, row in words.rows.items() if f"{row.title}</b>" in text]
        assert named == [finding.split(".")[0]]


def test_a_hostile_name_is_shown_as_text() -> None:
    text = card(Progress(SAMPLE, "offer"), "ru", name="<b>Завод</b> & {{ 7 * 7 }}")
    assert text.startswith("<b>&lt;b&gt;Завод&lt;/b&gt; &amp; {{ 7 * 7 }}</b>")


@pytest.mark.parametrize(
    ("lang", "answers", "told"),
    [
        ("en", {**dict.fromkeys(DEAL, "b2c"), "market": "b2b"}, ["1 point out of 18.", "in between as a mix"]),
        ("en", {**dict.fromkeys(DEAL, "b2c"), "market": "mid"}, ["0.5 points out of 18."]),
        ("en", {"market": "b2b"}, ["1 point of 18 is known"]),
        ("en", {"cycle": "b2b"}, ["2 points of 18 are known"]),
        ("ru", {**dict.fromkeys(DEAL, "b2c"), "market": "b2b"}, ["1 очко из 18.", "между ними смешанная"]),
        ("ru", {**dict.fromkeys(DEAL, "b2c"), "cycle": "b2b"}, ["2 очка из 18."]),
        ("ru", {**dict.fromkeys(DEAL, "b2c"), "cycle": "mid", "market": "mid"}, ["1,5 очка из 18."]),
        ("ru", {"decision-makers": "b2b", "cycle": "b2b"}, ["Известно 5 очков из 18."]),
    ],
)
def test_the_reasons_count_points_as_the_language_does(lang: str, answers: dict[str, Value], told: list[str]) -> None:
    progress = Progress(answers, "offer")
    reply = Reasons(check=check_of(progress), catalog=CATALOG, report=Report(RULES, progress), moved=None, page=0)
    assert [words for words in told if words not in render(reply, lang)] == []
