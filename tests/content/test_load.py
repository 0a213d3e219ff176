"""What is wrong with a content tree is named by file, key and rule."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from shutil import copy

import pytest

from bot.catalog import Catalog, ContentError, Language, Problem, load, read_files, version_of
from bot.check.questions import choices
from handlers.screens.words import load_words
from tests.content.small import GOAL, GOAL_OF_DEAL, HABIT, small

Files = dict[str, str]
CONTENT = Path(__file__).parents[2] / "content"


def swap(file: str, old: str, new: str) -> Callable[[Files], None]:
    def change(files: Files) -> None:
        assert old in files[file], (file, old)
        files[file] = files[file].replace(old, new, 1)

    return change


def rename(file: str, old: str, new: str) -> Callable[[Files], None]:
    return lambda files: files.__setitem__(file, files[file].replace(old, new))


def drop(file: str) -> Callable[[Files], None]:
    return lambda files: files.__delitem__(file)


def put(file: str, text: str) -> Callable[[Files], None]:
    return lambda files: files.__setitem__(file, text)


SIZE, RULES, SAID = "en/rows/size.toml", "mismatches.toml", "en/mismatches.toml"

BROKEN = {
    "missing row": (drop(SIZE), SIZE, "", "is missing"),
    "missing strategy": (drop("en/strategy/size.b2b.md"), "en/strategy/size.b2b.md", "", "is missing"),
    "missing tips": (drop("en/tips/pace.toml"), "en/tips/pace.toml", "", "is missing"),
    "missing mismatches": (drop(SAID), SAID, "", "is missing"),
    "a word that begins another answer": (
        swap(SIZE, '["sole", "alone"', '["one with", "alone"'),
        SIZE, "question.words.b2c", "'one with' begins another answer: 'One with an adviser'",
    ),
    "a word that begins another answer of a step": (
        swap("en/steps.toml", '["end", "money"', '["fir", "money"'),
        "en/steps.toml", "stage.words.last", "'fir' begins another answer: 'First'",
    ),
    "missing words": (drop("en/typed.toml"), "en/typed.toml", "", "is missing"),
    "no negation": (swap("en/typed.toml", '"not", "no"', ""), "en/typed.toml", "negations", "at least 1"),
    "missing steps": (drop("en/steps.toml"), "en/steps.toml", "", "is missing"),
    "missing table": (drop("rows.toml"), "rows.toml", "", "is missing"),
    "empty row": (put(SIZE, "# nothing yet\n"), SIZE, "", "is empty"),
    "empty table": (put("rows.toml", ""), "rows.toml", "", "is empty"),
    "broken TOML": (swap(SIZE, 'title = "', "title = "), SIZE, "", "is not TOML"),
    "key twice": (swap(SIZE, "[question]", 'title = "x"\n[question]'), SIZE, "", "is not TOML"),
    "unknown key": (swap(SIZE, "[question]", "[question]\nhint = 1"), SIZE, "question.hint", "Extra inputs"),
    "unknown part": (put(SAID, small()[SAID] + "[note]\n"), SAID, "note", "Extra inputs"),
    "missing key": (swap(SIZE, 'why = "Nobody can be convinced unseen."', ""), SIZE, "question.why", "required"),
    "too long": (swap(SIZE, "A group with roles", "x" * 41), SIZE, "question.b2b", "at most 40"),
    "too short": (swap(SIZE, "Several people decide together.", "x"), SIZE, "b2b.gist", "at least 10"),
    "few aliases": (swap(SIZE, '"size word 0", ', ""), SIZE, "aliases", "at least 12"),
    "number for text": (swap(SIZE, '"The size"', "7"), SIZE, "title", "string"),
    "no question": (swap("en/rows/pace.toml", "[question", "[tips"), "en/rows/pace.toml", "tips", "Extra inputs"),
    "question of a company row": (
        swap(
            "en/rows/board.toml",
            "[b2b]",
            small()["en/rows/pace.toml"].split("[b2b]")[0].split("]\n", 1)[1] + "[b2b]",
        ),
        "en/rows/board.toml", "question", "a row of kind company has no question",
    ),
    "no fact": (swap(SIZE, small()[SIZE].split("[b2b]")[0].split('"single"]')[1], "\n"), SIZE, "fact", "deal rows"),
    "no question to ask": (swap(SIZE, 'ask = "Who signs this in the end?"', ""), SIZE, "question.ask", "deal rows"),
    "no question about the typical sale": (
        swap("en/rows/pace.toml", HABIT, ""), "en/rows/pace.toml", "question.typical", "way rows have it"),
    "a fact asked about the typical sale": (
        put(SIZE, small()[SIZE] + HABIT), SIZE, "question.typical", "others don't"),
    "half a question about the typical sale": (
        swap("en/rows/pace.toml", 'mid = "Two of them"', ""), "en/rows/pace.toml", "question.typical.mid", "required"),
    "a long answer about the typical sale": (
        swap("en/rows/pace.toml", "Three and more", "x" * 41),
        "en/rows/pace.toml", "question.typical.b2b", "at most 40",
    ),
    "no hold": (swap(SIZE, 'hold = "Everybody who decides has heard you."', ""), SIZE, "b2b", "early, hold, late"),
    "no goal": (swap(SIZE, GOAL + GOAL_OF_DEAL, "\n"), SIZE, "goal", "a row of kind deal has a goal"),
    "no goal of a way row": (
        swap("en/rows/pace.toml", GOAL, "\n"), "en/rows/pace.toml", "goal", "a row of kind way has a goal"),
    "goal of a company row": (
        put("en/rows/board.toml", small()["en/rows/board.toml"] + GOAL),
        "en/rows/board.toml", "goal", "a row of kind company has no goal",
    ),
    "goal lacks a pole": (swap(SIZE, 'b2c_ask = "Which one is closer?"', ""), SIZE, "goal.b2c_ask", "required"),
    "long goal": (swap(SIZE, "leave with three names", f"leave {'x' * 85}"), SIZE, "goal.b2b", "at most 90"),
    "long question of a goal": (swap(SIZE, "Who else reads", "x" * 100), SIZE, "goal.b2b_ask", "at most 100"),
    "no goal for an unknown": (
        swap(SIZE, 'unknown = "learn who signs in the end"', ""), SIZE, "goal.unknown", "client"),
    "goal for an unknown that is never asked": (
        put("en/rows/pace.toml", small()["en/rows/pace.toml"] + GOAL_OF_DEAL.splitlines()[0]),
        "en/rows/pace.toml", "goal.unknown", "others don't",
    ),
    "no goal in a public purchase": (
        swap(SIZE, 'public = "learn where official questions go"', ""), SIZE, "goal.public", "have it"),
    "nothing to avoid in a public purchase": (
        swap(SIZE, "public_avoid = ", "# "), SIZE, "goal.public_avoid", "have it"),
    "public goal where the findings have none": (
        put("en/rows/pace.toml", small()["en/rows/pace.toml"] + GOAL_OF_DEAL.splitlines()[2]),
        "en/rows/pace.toml", "goal.public_ask", "others don't",
    ),
    "no manager": (
        swap("en/rows/board.toml", 'manager = "Look at two letters."', ""),
        "en/rows/board.toml", "b2b", "manager, salesperson",
    ),
    "no such option": (
        swap("en/tips/size.toml", "correct = 2", "correct = 4"), "en/tips/size.toml", "recall.correct", "options"),
    "one tip": (
        swap("en/tips/size.toml", "[[b2b]]", "[[b2c]]"), "en/tips/size.toml", "b2b", "at least 2"),
    "unknown file": (put("en/rows/speed.toml", "a = 1"), "en/rows/speed.toml", "", "belongs to no row"),
    "second language": (put("de/rows/size.toml", small()[SIZE]), "de/tips/size.toml", "", "is missing"),
    "step lacks options": (swap("en/steps.toml", ', last = "Last"', ""), "en/steps.toml", "stage", "first, last"),
    "finding lacks words": (
        swap(SAID, '[under."size.pace"]', '[under."size.size"]'), SAID, "under.size.size.finding", "",
    ),
    "unknown finding": (rename(SAID, "[over.pace", "[over.size"), SAID, "over.size", "is no mismatch"),
    "over lacks": (rename(SAID, "[over.pace", "[over.size"), SAID, "over.pace", "is missing"),
    "blind lacks": (swap(SAID, "[blind.size]", "[blind.pace]"), SAID, "blind.size", "is missing"),
    "no question of a manager to under-selling": (
        swap(SAID, 'ask_seller = "Which of them have', '# "'), SAID, "under.size.pace.ask_seller", "is missing"),
    "no question of a manager to over-selling": (
        swap(SAID, 'ask_seller = "Which of the three', '# "'), SAID, "over.pace.ask_seller", "is missing"),
    "no question of a manager to a blind spot": (
        swap(SAID, 'ask_seller = "Where could', '# "'), SAID, "blind.size.ask_seller", "is missing"),
    "long question of a manager": (
        swap(SAID, "Where could", "x" * 110), SAID, "blind.size.ask_seller", "at most 120"),
    "no words for too much in the typical sale": (
        swap(SAID, small()[SAID][small()[SAID].index("[over.pace.typical]") : small()[SAID].index("[blind")], ""),
        SAID, "over.pace.typical", "is missing",
    ),
    "words for the typical sale not named": (
        swap(RULES, '[typical]\nwords = ["size.pace"]', ""), SAID, "under.size.pace.typical", "exactly"),
    "unknown words for the typical sale": (
        swap(RULES, '[typical]\nwords = ["size.pace"]', '[typical]\nwords = ["a.b"]'),
        RULES, "typical.words", "'a.b'",
    ),
    "no question of a manager to the typical sale": (
        swap(SAID, 'ask_seller = "Which talk could', '# "'), SAID, "over.pace.typical.ask_seller", "required"),
    "public words not named": (
        swap(RULES, '[public]\nwords = ["size.pace"]', "[public]\nwords = []"), SAID, "size.pace.public", "exactly"),
    "unknown slug changed": (
        swap("rows.toml", 'b2b = ["size"]', 'b2b = ["speed"]'), "rows.toml", "size", "unknown row 'speed'"),
    "unknown group": (swap("rows.toml", 'group = "all"', 'group = "few"'), "rows.toml", "size", "unknown group 'few'"),
    "slug twice": (swap("rows.toml", 'slug = "board"', 'slug = "size"'), "rows.toml", "row", "twice"),
    "no weight": (swap("rows.toml", "weight = 3", "weight = 0"), "rows.toml", "size", "weight, place and ask"),
    "place left out": (swap("rows.toml", "place = 1", "place = 2"), "rows.toml", "place", "1, 2, 3"),
    "who knows": (swap("rows.toml", 'client = ["size"]', "client = []"), "rows.toml", "unknown.client", "once"),
    "unknown slug in part A": (swap("rows.toml", "{ size = 1 }", "{ pace = 1 }"), "rows.toml", "part_a.last", "'pace'"),
    "unknown slug in part B": (swap("rows.toml", '["pace"] }', '["speed"] }'), "rows.toml", "part_b.first", "'speed'"),
    "unknown stage in part B": (
        swap("rows.toml", "{ first = [", "{ early = ["), "rows.toml", "part_b.early", "no stage",
    ),
    "all stages early": (swap("rows.toml", 'early = ["first"]', 'early = ["x"]'), "rows.toml", "early", "stages"),
    "unknown deal row": (swap(RULES, "harm = { size = 3 }", "harm = { board = 3 }"), RULES, "way.pace", "'board'"),
    "unknown way row": (swap(RULES, "[way.pace]", "[way.size]"), RULES, "way", "rows of kind way"),
    "stage lacks": (swap(RULES, "first = 1, ", ""), RULES, "way.pace.stage", "stages"),
    "unknown blind row": (swap(RULES, 'row = "size", harm', 'row = "pace", harm'), RULES, "blind.rows", "'pace'"),
    "unknown muted pair": (swap(RULES, "muted = []", 'muted = ["a.b"]'), RULES, "public.muted", "'a.b'"),
    "unknown people": (swap(RULES, "people = []", 'people = ["a.b"]'), RULES, "public.people", "'a.b'"),
}  # fmt: skip


def problems(files: Files) -> list[Problem]:
    with pytest.raises(ContentError) as caught:
        load(files)
    return caught.value.problems


def test_a_good_tree_is_read() -> None:
    catalog = load(small())
    assert list(catalog.languages) == ["en"]
    assert [row.slug for row in catalog.table.deal] == ["size"]
    assert catalog.languages["en"].rows["size"].b2b.strategy.startswith("**Find the others**")


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_broken_is_named_by_file_key_and_rule(name: str) -> None:
    change, file, key, rule = BROKEN[name]
    files = small()
    change(files)
    found = problems(files)
    assert [one for one in found if one.file == file and one.key.startswith(key) and rule in one.rule], found


def test_all_problems_are_collected_and_the_first_is_said_in_one_sentence() -> None:
    files = small()
    del files["en/tips/size.toml"], files["en/strategy/pace.b2c.md"]
    with pytest.raises(ContentError) as caught:
        load(files)
    assert {one.file for one in caught.value.problems} == {"en/tips/size.toml", "en/strategy/pace.b2c.md"}
    said = str(caught.value)
    assert said.startswith("The content can't be used: en/strategy/pace.b2c.md: is missing")
    assert "(and 1 more; `python bot.py content` lists them)" in said
    assert "\n" not in said


def test_a_problem_reads_file_key_rule() -> None:
    assert str(Problem("en/ui/card.toml", "card.do", "is missing")) == "en/ui/card.toml: card.do: is missing"
    assert str(Problem("en/steps.toml", "", "is missing")) == "en/steps.toml: is missing"


def test_a_missing_folder_and_an_unreadable_file_are_named(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match="the folder is missing or empty"):
        read_files(tmp_path / "content")
    (tmp_path / "rows.toml").write_bytes(b"title = \xff")
    with pytest.raises(ContentError, match=r"rows\.toml: can't be read"):
        read_files(tmp_path)


def test_the_version_changes_with_every_file_and_name() -> None:
    files = small()
    assert version_of(files) == version_of(dict(reversed(files.items())))
    assert version_of({**files, "rows.toml": files["rows.toml"] + "\n"}) != version_of(files)
    moved = {("en/steps2.toml" if name == "en/steps.toml" else name): text for name, text in files.items()}
    assert version_of(moved) != version_of(files)


def test_content_kept_in_the_database_is_read_back_the_same_but_for_what_is_searched() -> None:
    for catalog in (load(small()), load(read_files(CONTENT))):
        languages = {lang: unsearched(said) for lang, said in catalog.languages.items()}
        assert Catalog.model_validate_json(catalog.kept()) == catalog.model_copy(update={"languages": languages})


def unsearched(said: Language) -> Language:
    rows = {slug: row.model_copy(update={"aliases": (), "clients_say": ()}) for slug, row in said.rows.items()}
    return said.model_copy(update={"rows": rows})


def test_a_row_without_search_words_is_named() -> None:
    files = small()
    name = next(file for file in sorted(files) if "/rows/" in file)
    files[name] = re.sub(r"^aliases = \[.*?\]\n", "", files[name], flags=re.DOTALL | re.MULTILINE)
    with pytest.raises(ContentError) as caught:
        load(files)
    assert [(p.file, p.key, p.rule) for p in caught.value.problems] == [(name, "aliases", "is missing")]


@pytest.mark.parametrize(
    ("ru", "key", "rule"),
    [
        ('[a]\nb = "x"', "a.c", "is missing"),
        ('[a]\nb = "x"\nc.one = "1"\nc.other = "2"', "a.c.few", "this plural form is missing"),
        ('[a]\nb = "{{ x"\nc = "y"', "a.b", "is no template"),
        ("[a\n", "", "can't be read"),
    ],
)
def test_what_is_wrong_with_the_words_of_the_screens_is_named(tmp_path: Path, ru: str, key: str, rule: str) -> None:
    for lang, text in (("ru", ru), ("en", '[a]\nb = "x"\nc = "y"')):
        (tmp_path / lang / "ui").mkdir(parents=True)
        (tmp_path / lang / "ui" / "card.toml").write_text(text, "utf-8")
        copy(CONTENT / lang / "numbers.toml", tmp_path / lang)
    with pytest.raises(ContentError) as caught:
        load_words(tmp_path, ["ru", "en"])
    assert [p for p in caught.value.problems if (p.file, p.key) == ("ru/ui/card.toml", key) and rule in p.rule]


def test_a_language_without_words_of_the_screens_is_named(tmp_path: Path) -> None:
    (tmp_path / "en").mkdir()
    copy(CONTENT / "en" / "numbers.toml", tmp_path / "en")
    with pytest.raises(ContentError, match="the words of the screens are missing"):
        load_words(tmp_path, ["en"])


def before_the_typical_sale_had_words() -> str:
    kept = json.loads(load(small()).kept())
    said = kept["languages"]["en"]
    under, over = said["mismatches"]["under"]["size.pace"], said["mismatches"]["over"]["pace"]
    for words in (kept["mismatches"], said["rows"]["pace"]["question"], under, over):
        del words["typical"]
    return json.dumps(kept, separators=(",", ":"))


def test_content_kept_before_the_typical_sale_had_words_speaks_of_it_as_of_a_deal() -> None:
    read = Catalog.model_validate_json(before_the_typical_sale_had_words())
    assert choices(read, "en", "pace", typical=True) == choices(read, "en", "pace")
    said = read.said("en").mismatches
    assert said.spoken("over.pace", public=False, typical=True) is said.over["pace"]


def test_content_kept_before_managers_had_questions_is_still_read() -> None:
    asked = re.compile(r',?"ask_seller":"[^"]*"')
    kept, gone = asked.subn("", before_the_typical_sale_had_words())
    read = Catalog.model_validate_json(kept)
    assert (gone, read.said("en").mismatches.over["pace"].ask_seller) == (3, "")
