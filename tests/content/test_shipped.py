"""The shipped content, language by language: a new folder is tested by itself."""

import re
from pathlib import Path

import pytest
from jinja2 import Environment, meta

from bot.catalog import KNOWN, load, read_files
from bot.catalog.style import check
from bot.check.options import match
from bot.check.questions import choices
from handlers.screens.words import load_words

CONTENT = Path(__file__).parents[2] / "content"
LANGS = sorted(folder.name for folder in CONTENT.glob("*/"))
CATALOG = load(read_files(CONTENT))
WORDS = load_words(CONTENT, LANGS)
STEPS = [row.slug for row in CATALOG.table.row if row.kind != "company"]


def test_russian_and_english_are_there() -> None:
    assert {"ru", "en"} <= set(LANGS) == set(CATALOG.languages)


@pytest.mark.parametrize("lang", LANGS)
def test_the_check_of_content_is_silent(lang: str) -> None:
    problems = [str(problem) for problem in check(CATALOG, CONTENT) if problem.file.split("/")[0] == lang]
    assert problems == []


@pytest.mark.parametrize("lang", LANGS)
def test_everything_asked_for_is_there(lang: str) -> None:
    said = CATALOG.languages[lang]
    assert len(said.rows) == 21
    assert (len(said.mismatches.under), len(said.mismatches.over), len(said.mismatches.blind)) == (16, 6, 4)
    assert all(len(row.aliases) >= 12 for row in said.rows.values())
    assert all(not row.clients_say or len(row.clients_say) >= 6 for row in said.rows.values())
    assert all(len(tips.b2b) == len(tips.b2c) == 2 for tips in said.tips.values())
    assert sum(bool(row.question) for row in said.rows.values()) == 16


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("typical", [False, True])
@pytest.mark.parametrize("step", [*STEPS, "stage", "public", "guess"])
def test_every_answer_can_be_typed_by_its_number_its_label_and_its_words(step: str, typical: bool, lang: str) -> None:
    options, negations = choices(CATALOG, lang, step, typical=typical), CATALOG.said(lang).negations
    for number, (value, words) in enumerate(options.items(), 1):
        assert match(str(number), options, negations) == value
        for word in words:
            assert match(word, options, negations) == value, (word, value)


@pytest.mark.parametrize("lang", LANGS)
def test_the_answers_of_a_question_are_all_different(lang: str) -> None:
    for slug in STEPS:
        question = CATALOG.languages[lang].rows[slug].question
        assert question
        for typical in (False, True):
            assert len({getattr(question.asked(typical=typical), value) for value in KNOWN}) == 3


@pytest.mark.parametrize("lang", LANGS)
def test_the_work_is_asked_about_otherwise_where_it_is_a_typical_sale(lang: str) -> None:
    rows = CATALOG.languages[lang].rows
    ways = [question for row in CATALOG.table.way if (question := rows[row.slug].question)]
    assert len({question.asked(typical=typical).text for question in ways for typical in (False, True)}) == 12


@pytest.mark.parametrize("lang", LANGS)
def test_texts_are_filled_with_what_is_known_only(lang: str) -> None:
    """The same as the rule of the check, by Jinja2's own eyes."""
    env = Environment(autoescape=True)
    for name, text in read_files(CONTENT).items():
        if name.startswith(f"{lang}/"):
            known = {"deal", "stage", "answers"} if "/strategy/" in name else {"facts"}
            known |= {"deal", "stage", "answers"} if name.endswith("mismatches.toml") else set()
            assert meta.find_undeclared_variables(env.parse(text)) <= known, name
            assert {"name"} >= set(re.findall(r"deal\.(\w+)", text)), name


@pytest.mark.parametrize("lang", LANGS)
def test_no_file_of_one_language_is_missing_in_another(lang: str) -> None:
    def names(of: str) -> set[str]:
        return {path.relative_to(CONTENT / of).as_posix() for path in (CONTENT / of).rglob("*") if path.is_file()}

    assert names(lang) == names("en")


def test_the_languages_differ() -> None:
    russian, english = CATALOG.languages["ru"], CATALOG.languages["en"]
    for slug in CATALOG.table.rows:
        assert re.search("[а-яё]", russian.rows[slug].b2b.strategy)
        assert not re.search("[а-яё]", english.rows[slug].b2b.strategy + english.rows[slug].b2c.strategy)
        assert russian.rows[slug].title != english.rows[slug].title


@pytest.mark.parametrize("lang", LANGS)
def test_the_questions_of_a_manager_are_all_different_and_said_nowhere_else(lang: str) -> None:
    said = CATALOG.languages[lang].mismatches
    every = [words for part in (said.under, said.over, said.blind) for words in part.values()]
    habits = [habit for words in every if (habit := getattr(words, "typical", None))]
    asked = [words.ask_seller for words in (*every, *habits)]
    assert len(set(asked)) == len(asked) == 26 + 9
    everything = "\n".join(path.read_text("utf-8") for path in (CONTENT / lang).rglob("*") if path.is_file())
    assert [question for question in asked if everything.count(question.rstrip("?")) > 1] == []


def test_the_structure_is_the_domains() -> None:
    table = CATALOG.table
    assert [row.number for row in table.row] == list(range(1, 22))
    kinds = [row.kind for row in table.row]
    assert (kinds.count("deal"), kinds.count("way"), kinds.count("company")) == (10, 6, 5)
    groups = {group: {row.number for row in table.row if row.group == group} for group in table.groups}
    assert groups == {
        "decides": {2, 5, 7, 13, 4}, "sell": {3, 14, 15}, "talk": {8, 9, 10, 21}, "work": {6, 20, 11, 16},
        "money": {1, 12, 17, 18, 19},
    }  # fmt: skip
