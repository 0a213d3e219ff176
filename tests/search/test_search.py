"""What the search understands, one ability a test."""

import pytest

from bot.search import Search
from bot.search import text as letters


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("Срок сделки", "ru", "cycle"),
        ("decision-makers", "en", "decision-makers"),
        ("ЛПР", "ru", "decision-makers"),
        ("quota", "en", "plan"),
    ],
)
def test_names_and_aliases(search: Search, text: str, lang: str, topic: str) -> None:
    found = search.find(text, lang)
    assert (found.topic, found.sure, found.nearest[0]) == (topic, True, topic)


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("скинь на почту", "ru", "negotiation"),
        ("скиньте на почту", "ru", "negotiation"),
        ("директор в отпуске", "ru", "decision-makers"),
        ("the boss is on holiday", "en", "decision-makers"),
        ("как попросить у начальника отпуск", "ru", None),
        ("how do i ask my boss for a vacation", "en", None),
    ],
)
def test_what_a_client_says_to_be_left_alone(search: Search, text: str, lang: str, topic: str | None) -> None:
    assert search.find(text, lang).topic == topic


@pytest.mark.parametrize(
    ("text", "topic"),
    [("циклами сделок", "cycle"), ("о тендерах", "procedure"), ("потребностями клиентов", "needs"), ("квоту", "plan")],
)
def test_word_forms(search: Search, text: str, topic: str) -> None:
    assert search.find(text, "ru").topic == topic


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("цикл сдлеки", "ru", "cycle"),
        ("патребности клеинта", "ru", "needs"),
        ("тендр", "ru", "procedure"),
        ("переговооры", "ru", "negotiation"),
        ("stakehodlers", "en", "decision-makers"),
        ("negociation", "en", "negotiation"),
        ("qouta", "en", "plan"),
    ],
)
def test_typos_of_long_and_short_words(search: Search, text: str, lang: str, topic: str) -> None:
    assert search.find(text, lang).topic == topic


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("wbrk cltkrb", "ru", "cycle"),
        ("gjnht,yjcnb", "ru", "needs"),
        ("rk.xtdst rkbtyns", "ru", "key-clients"),
        ("цикл cltkrb", "ru", "cycle"),
        ("еутвук", "en", "procedure"),
        ("лун фссщгте", "en", "key-clients"),
    ],
)
def test_the_wrong_keyboard_layout(search: Search, text: str, lang: str, topic: str) -> None:
    assert search.find(text, lang).topic == topic


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("cikl sdelki", "ru", "cycle"),
        ("tsikl sdelki", "ru", "cycle"),
        ("lpr", "ru", "decision-makers"),
        ("vyyavlenie potrebnostej", "ru", "needs"),
        ("сейлз сайкл", "en", "cycle"),
        ("прокьюрмент", "ru", "procedure"),
    ],
)
def test_transliteration_both_ways(search: Search, text: str, lang: str, topic: str) -> None:
    assert search.find(text, lang).topic == topic


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("sales cycle", "ru", "cycle"),
        ("переговоры", "en", "negotiation"),
        ("objections и возражения", "ru", "negotiation"),
    ],
)
def test_the_other_language_and_both_at_once(search: Search, text: str, lang: str, topic: str) -> None:
    assert search.find(text, lang).topic == topic


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("how does the cycle differ in B2B and B2C?", "en", "cycle"),
        ("чем отличается цикл сделки в b2b и b2c", "ru", "cycle"),
        ("расскажи пожалуйста про тендеры в б2б", "ru", "procedure"),
        ("what is the difference in negotiations between b2b and b2c", "en", "negotiation"),
    ],
)
def test_frames_of_a_question_carry_no_weight(search: Search, text: str, lang: str, topic: str) -> None:
    assert search.find(text, lang).topic == topic


@pytest.mark.parametrize(
    ("text", "lang", "topic"),
    [
        ("скиньте на почту", "ru", "negotiation"),
        ("мы подумаем", "ru", "cycle"),
        ("у нас уже есть поставщик", "ru", "market"),
        ("Слишком дорого!", "ru", "negotiation"),
        ("у нас тут тендер", "ru", "procedure"),
        ("send it by mail", "en", "negotiation"),
        ("we’ll think about it", "en", "cycle"),
        ("we already have a supplier", "en", "market"),
        ("I need to run it by my boss", "en", "decision-makers"),
    ],
)
def test_what_clients_say(search: Search, text: str, lang: str, topic: str) -> None:
    assert search.find(text, lang).topic == topic


@pytest.mark.parametrize(
    "text",
    ["ключёвые клиенты", "КЛЮЧЕВЫЕ   КЛИЕНТЫ", "ключевые-клиенты", "👍 ключевые клиенты 🚀", "<b>ключевые</b> клиенты"],
)
def test_letters_that_make_no_difference(search: Search, text: str) -> None:
    assert search.find(text, "ru").topic == "key-clients"


@pytest.mark.parametrize(
    ("text", "lang", "topics"),
    [
        ("обучение и показатели", "ru", {"training", "metrics"}),
        ("тендер и скидка", "ru", {"procedure", "negotiation"}),
        ("discount and tender", "en", {"procedure", "negotiation"}),
        ("price and tender", "en", {"procedure", "negotiation"}),
    ],
)
def test_two_topics_at_once_are_unsure_and_both_near(search: Search, text: str, lang: str, topics: set[str]) -> None:
    found = search.find(text, lang)
    assert found.topic is None
    assert not found.sure
    assert topics <= set(found.nearest)
    assert len(found.nearest) <= 3


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("погода в сочи на выходные", "ru"),
        ("план эвакуации при пожаре", "ru"),
        ("рецепт борща", "ru"),
        ("ключ от домофона", "ru"),
        ("ghbdtn", "ru"),
        ("weather tomorrow", "en"),
        ("client for ssh", "en"),
        ("stock market crash", "en"),
        ("python list comprehension", "en"),
        ("hello", "en"),
    ],
)
def test_nothing_near(search: Search, text: str, lang: str) -> None:
    found = search.find(text, lang)
    assert (found.topic, found.sure, found.nearest) == (None, False, ())


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\0", "\0" * 500, "\ud800", "?!.,", "🚀" * 300, "а" * 10_000, "цикл " * 2_000, "<" * 5_000,
        "<b>" * 3_000, "&amp;&lt;", "שלום עולם", "\u202eцикл", "مرحبا", "你好", "1" * 400, "'; drop table rows; --",
        "\n\t\r", "\u0301" * 200, "qwertyuiop" * 20,
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["ru", "en", "de", ""])
def test_garbage_is_survived(search: Search, text: str, lang: str) -> None:
    found = search.find(text, lang)
    assert found.sure == (found.topic is not None)
    assert len(found.nearest) <= 3
    search.explain(text, lang)


@pytest.mark.parametrize("text", ["цикл " * 2_000, "ﷺ " * 2_000, "<b>" * 3_000 + "цикл", "\u0301" * 5_000 + "цикл"])
def test_only_the_beginning_of_a_long_text_is_read(text: str) -> None:
    assert len(letters.clean(text)) <= letters.LONGEST


def test_the_whole_of_a_word_typed_on_the_other_keyboard_is_read(search: Search) -> None:
    why = search.explain("gjdnjhsy[ ghjlf;", "ru")
    assert {one.word for one in why if one.how == "layout"} >= {"повторынх", "продаж"}


def test_explain_names_words_and_phrases(search: Search) -> None:
    why = search.explain("чем отличается wbrk сдлеки", "ru")
    assert [one.weight for one in why] == sorted((one.weight for one in why), reverse=True)
    assert why[0].topic == "cycle"
    assert {(one.word, one.how) for one in why if one.topic == "cycle"} >= {("цикл", "layout"), ("сдлеки", "typo")}
    assert any(one.how == "phrase" and one.matched == "цикл сделки" for one in why)


def test_explain_of_nothing_is_empty(search: Search) -> None:
    assert search.explain("", "ru") == []
