"""A typed text where a button is expected."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check.options import match
from bot.check.questions import choices
from tests.core.shipped import CATALOG, steady

CYCLE = {
    "b2b": ["Два месяца и больше", "месяцы", "полгода"],
    "mid": ["От недели до двух месяцев", "пара недель"],
    "b2c": ["До недели, иногда один разговор", "сразу", "ещё сегодня"],
    "unknown": ["Не знаю", "хз"],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1", "b2b"), (" 3. ", "b2c"), ("4)", "unknown"), ("0", None), ("5", None), ("1" * 5000, None), ("²", None),
        ("Два месяца и больше", "b2b"), ("ДВА МЕСЯЦА", "b2b"), ("от недели", "mid"), ("до недели иногда", "b2c"),
        ("полгода", "b2b"), ("сразу!!!", "b2c"), ("еще сегодня", "b2c"), ("хз", "unknown"),
        ("думаю, пара недель или около того", "mid"), ("палгода", "b2b"), ("не зняю", "unknown"),
        ("", None), ("   ", None), ("🙂🙂", None), ("?!", None), ("д", None), ("тендер", None), ("\0", None),
        ("полгода или сразу", None), ("<b>сразу</b>", "b2c"), ("'; drop table checks; --", None), ("x" * 10_000, None),
    ],
)  # fmt: skip
def test_a_typed_text_means_the_option_it_is_nearest_to_or_none(text: str, expected: str | None) -> None:
    assert match(text, CYCLE) == expected


def test_a_beginning_that_two_options_share_means_none() -> None:
    assert match("да", {"yes": ["Да, точно"], "almost": ["Да, почти"], "no": ["Нет"]}) is None
    assert match("да, п", {"yes": ["Да, точно"], "almost": ["Да, почти"], "no": ["Нет"]}) == "almost"


def test_a_number_that_is_a_word_of_an_option_is_understood() -> None:
    public = {"yes": ["Да, госзакупка", "44", "223"], "no": ["Нет"]}
    assert (match("44", public), match("223", public), match("2", public)) == ("yes", "yes", "no")


NEGATED = {
    "ru": {
        "decision-makers": ["не сам решает", "не один человек"],
        "procedure": ["не тендер", "нетендер", "не через тендер", "никакого тендера", "без тендера"],
        "product": ["не комплекс"],
        "competence": ["без эксперта", "не специалист"],
        "team": ["не только я", "не несколько отделов"],
        "role": ["не только я"],
        "needs": ["не один раз"],
        "impact": ["исправить"],
        "usual": ["не как обычно"],
    },
    "en": {
        "decision-makers": ["not alone", "she doesn't decide alone", "she doesnt decide alone", "not several"],
        "procedure": ["no tender", "not a tender", "isn’t a tender", "no lawyer"],
        "product": ["not complex"],
        "competence": ["without an expert", "no expert needed"],
        "team": ["not several departments", "not only me"],
        "role": ["not only me"],
        "needs": ["never more than once"],
        "usual": ["not the same"],
    },
}


@pytest.mark.parametrize(
    ("lang", "step", "text"),
    [(lang, step, text) for lang, steps in NEGATED.items() for step, texts in steps.items() for text in texts],
)
def test_a_negated_answer_is_never_taken_for_the_answer(lang: str, step: str, text: str) -> None:
    assert match(text, choices(CATALOG, lang, step), CATALOG.said(lang).negations) is None


@pytest.mark.parametrize(
    ("lang", "step", "text", "expected"),
    [
        ("ru", "success-factor", "без записей", "b2c"), ("ru", "success-factor", "иду без записей", "b2c"),
        ("ru", "competence", "без эксперта никак", "b2b"), ("ru", "competence", "без подсказки", "b2c"),
        ("ru", "focus", "дат нет", "b2c"), ("ru", "market", "никто", "b2b"), ("ru", "impact", "не исправить", "b2b"),
        ("ru", "procedure", "не знаю", "unknown"), ("ru", "procedure", "незнаю", "unknown"),
        ("ru", "procedure", "не знаю, наверное тендер", None), ("ru", "needs", "не дошли", "unknown"),
        ("ru", "role", "никто кроме меня", "b2c"), ("ru", "effort", "не больше, чем на других", "b2c"),
        ("en", "success-factor", "no notes", "b2c"), ("en", "success-factor", "I have no notes", "b2c"),
        ("en", "success-factor", "too early", "unknown"), ("en", "procedure", "I don’t know", "unknown"),
        ("en", "procedure", "dont know", "unknown"), ("en", "procedure", "no idea, not sure", "unknown"),
        ("en", "focus", "no dates", "b2c"), ("en", "market", "no one", "b2b"), ("en", "public", "not public", "no"),
    ],
)  # fmt: skip
def test_an_answer_that_is_negative_itself_can_be_typed(lang: str, step: str, text: str, expected: str | None) -> None:
    assert match(text, choices(CATALOG, lang, step), CATALOG.said(lang).negations) == expected


@pytest.mark.parametrize(
    ("step", "text", "expected"),
    [
        ("decision-makers", "one", None), ("decision-makers", "one person", None), ("team", "me", None),
        ("decision-makers", "one person, after", "mid"), ("decision-makers", "just one", "b2c"),
    ],
)  # fmt: skip
def test_what_begins_two_answers_is_asked_again(step: str, text: str, expected: str | None) -> None:
    assert match(text, choices(CATALOG, "en", step), CATALOG.said("en").negations) == expected


@steady
@given(st.text(max_size=60))
def test_any_text_means_an_option_or_none(text: str) -> None:
    assert match(text, CYCLE) in (None, *CYCLE)


@steady
@given(st.sampled_from(sorted(CYCLE)), st.data())
def test_upper_case_spaces_and_a_full_stop_change_nothing(value: str, data: st.DataObject) -> None:
    word = data.draw(st.sampled_from(CYCLE[value]))
    assert match(f"  {word.upper()}.  ", CYCLE) == value
