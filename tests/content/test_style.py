"""How texts must sound: every rule can fail, and says where."""

from collections.abc import Callable
from pathlib import Path

import pytest

from bot.catalog import Problem, load
from bot.catalog.style import check, sentences
from tests.content.small import STYLE, small
from tests.content.test_load import Files, put, swap

SIZE, SAID, PAGE, TIPS = "en/rows/size.toml", "en/mismatches.toml", "en/strategy/size.b2b.md", "en/tips/size.toml"
LINE = 'line = "Who else looks at this?"'
GIST = "Several people decide together."


def styled(
    folder: Path, change: Callable[[Files], None] | None = None, style: str = STYLE, ui: str = ""
) -> list[Problem]:
    files = small()
    if change:
        change(files)
    (folder / "en" / "ui").mkdir(parents=True)
    (folder / "en" / "style.toml").write_text(style, "utf-8")
    (folder / "en" / "ui" / "card.toml").write_text(ui, "utf-8")
    return check(load(files), folder)


LONG = " ".join(["word"] * 23)

BROKEN = {
    "banned in a row": (swap(SIZE, GIST, "Several people decide!"), SIZE, "b2b.gist", "'!' is banned: an exclamation"),
    "banned in a strategy": (swap(PAGE, "wants", "wants!"), PAGE, "", "'!' is banned"),
    "banned in a tip": (swap(TIPS, "three people.", "three!"), TIPS, "b2b.1.situation", "'!' is banned"),
    "banned in recall": (swap(TIPS, '"Nobody"', '"Nobody!"'), TIPS, "recall.options.3", "'!' is banned"),
    "banned in a finding": (swap(SAID, "talk to one.", "talk!"), SAID, "under.size.pace.finding.b2b_b2c", "banned"),
    "banned in a step": (
        swap("en/steps.toml", "Which stage is it?", "Stage!"), "en/steps.toml: stage", "text", "banned"),
    "long sentence": (
        swap(PAGE, "People decide together, and", f"People decide together {LONG}, and"),
        PAGE, "", "a sentence of 34 words: 'People decide together word'...",
    ),
    "no verb": (swap(SIZE, 'early = "Ask for', 'early = "One more'), SIZE, "b2b.early", "begins with a verb"),
    "no verb for the manager": (
        swap("en/rows/board.toml", '"Look at two', '"Two'), "en/rows/board.toml", "b2b.manager", "begins with a verb"),
    "no verb in a finding": (swap(SAID, '"Keep to', '"Only'), SAID, "over.pace.early", "begins with a verb"),
    "long line": (
        swap(SIZE, LINE, f'line = "{" ".join(["it"] * 26)}?"'), SIZE, "b2b.line", "at most 25 words"),
    "quoted line": (swap(SIZE, LINE, 'line = "“Who else looks?”"'), SIZE, "b2b.line", "no quotation marks"),
    "quoted question": (swap(SIZE, '"Who signs this', '"«Who signs this'), SIZE, "question.ask", "no quotation"),
    "quoted tip": (swap(TIPS, 'line = "', 'line = "«'), TIPS, "b2b.1.line", "no quotation marks"),
    "banned in a goal": (swap(SIZE, "three names", "three names!"), SIZE, "goal.b2b", "'!' is banned"),
    "quoted question of a goal": (
        swap(SIZE, '"Who else reads', '"«Who else reads'), SIZE, "goal.b2b_ask", "no quotation"),
    "long question of a goal": (
        swap(SIZE, "Who else reads", "is it " * 13), SIZE, "goal.b2b_ask", "at most 25 words"),
    "no question in a goal": (
        swap(SIZE, "one is closer?", "one is closer."), SIZE, "goal.b2c_ask", "ends with a question mark"),
    "long question of a manager": (
        swap(SAID, "Which of the three talks", "is it " * 18), SAID, "over.pace.ask_seller", "at most 25 words"),
    "quoted question of a manager": (
        swap(SAID, '"Where could the name', '"“Where could the name'), SAID, "blind.size.ask_seller", "no quotation"),
    "no question of a manager": (
        swap(SAID, "talked to?", "talked to."), SAID, "under.size.pace.ask_seller", "ends with a question mark"),
    "goal that begins a sentence": (swap(SIZE, '"leave with a', '"Leave with a'), SIZE, "goal.b2c", "in lower case"),
    "goal that ends a sentence": (swap(SIZE, "three names", "three names."), SIZE, "goal.b2b", "no full stop"),
    "goal of an unknown without a verb": (
        swap(SIZE, "learn who signs", "those who sign"), SIZE, "goal.unknown", "begins with a verb"),
    "what not to do without a verb": (
        swap(SIZE, "talking about", "talk about"), SIZE, "goal.b2b_avoid", "begins with a verb"),
    "no law in the goal of a public purchase": (
        swap(SIZE, "after the notice", "later"), SIZE, "goal.public", "what the law allows"),
    "nothing filled in a goal": (swap(SIZE, "three names", "{{ stage }}"), SIZE, "goal.b2b", "nothing can"),
    "short strategy": (put(PAGE, small()[PAGE][:200] + "\n\nDone when it is."), PAGE, "", "words, not 80 to 150"),
    "no title": (swap(PAGE, "**Find the others**", "Find the others"), PAGE, "", "title in bold"),
    "no end": (swap(PAGE, "Done when", "Done as soon as"), PAGE, "", "last paragraph says when it is done"),
    "alias twice": (
        swap(SIZE, '"size word 1"', '"Pace  word 1"'), "en/rows/pace.toml", "aliases", "stands at 'size'"),
    "long tip": (
        swap(TIPS, '"A letter names', '"' + "Names stand in it. " * 20 + "A letter names"),
        TIPS, "b2b.1", "characters, not 350",
    ),
    "no facts": (swap(SAID, "{{ facts }}, and", "They are few, and"), SAID, "over.pace", "begins with {{ facts }}"),
    "no facts of the typical sale": (
        swap(SAID, "{{ facts }}, and you talk to everyone", "They are few, you talk to all"),
        SAID, "over.pace.typical", "begins with {{ facts }}",
    ),
    "long over of the typical sale": (
        swap(SAID, "talk to everyone thrice", "talk " * 13), SAID, "over.pace.typical", "then at most 60"),
    "no verb in a step of the typical sale": (
        swap(SAID, '"Keep to a talk each', '"Only a talk each'), SAID, "over.pace.typical.early", "begins with a verb"),
    "long over": (swap(SAID, "you talk to three", "you " + "talk " * 12), SAID, "over.pace", "then at most 60"),
    "no law": (swap(SAID, "official questions", "questions"), SAID, "size.pace.public", "what the law allows"),
    "unknown placeholder": (
        swap(PAGE, "**\n\nPeople", "**\n\n{{ deal.owner }}"), PAGE, "", "'{{ deal.owner }} decide"),
    "placeholder of a company row": (
        swap(PAGE, "**\n\nPeople", '**\n\n{{ answers["board"] }}'), PAGE, "", "can't be filled in here"),
    "placeholder of an unknown row": (
        swap(PAGE, "**\n\nPeople", '**\n\n{{ answers["speed"] }}'), PAGE, "", "can't be filled in here"),
    "placeholder where nothing is filled in": (
        swap(SIZE, LINE, 'line = "Who else looks at {{ deal.name }}?"'), SIZE, "b2b.line", "nothing can"),
    "facts out of place": (
        swap(SAID, "A group decides, you talk to one.", "{{ facts }}, you talk to one."),
        SAID, "under.size.pace.finding.b2b_b2c", "'{{ facts }}",
    ),
    "statement": (swap(PAGE, "**\n\nPeople", "**\n\n{% if stage %}"), PAGE, "", "can't be filled in here"),
    "open brace": (swap(PAGE, "**\n\nPeople", "**\n\n{{ stage }"), PAGE, "", "can't be filled in here"),
}  # fmt: skip


def test_a_good_tree_has_no_problem(tmp_path: Path) -> None:
    assert styled(tmp_path, ui='[a]\nb = "x"') == []


@pytest.mark.parametrize("name", BROKEN)
def test_every_rule_names_what_breaks_it(name: str, tmp_path: Path) -> None:
    change, file, key, rule = BROKEN[name]
    found = styled(tmp_path, change)
    assert [one for one in found if (one.file, one.key) == (file, key) and rule in one.rule], found


@pytest.mark.parametrize("text", ["{{ deal.name }}", "{{ stage }}", '{{ answers["size"] }}', '{{ answers["pace"] }}'])
def test_what_is_known_may_stand_in_strategies_and_findings(text: str, tmp_path: Path) -> None:
    def change(files: Files) -> None:
        swap(PAGE, "**\n\nPeople", f"**\n\nPeople of {text}")(files)
        swap(SAID, '"A group decides, you talk to one."', f"'A group decides, you talk to {text}.'")(files)

    assert styled(tmp_path, change) == []


def test_the_words_of_the_screens_are_checked_too(tmp_path: Path) -> None:
    (problem,) = styled(tmp_path, ui='[a]\nb = "x!"')
    assert (problem.file, problem.rule) == ("en/ui/card.toml", "'!' is banned: an exclamation mark")


def test_the_average_of_a_language_counts(tmp_path: Path) -> None:
    (problem,) = styled(tmp_path, style=STYLE.replace("average_words = 14", "average_words = 4"))
    assert problem.file == "en"
    assert "words a sentence on average" in problem.rule


@pytest.mark.parametrize(
    ("style", "rule"),
    [
        ("", "can't be used"), ("a = [", "can't be used"), (STYLE + 'more = "x"', "can't be used"),
        (STYLE.replace("match = '!'", "match = '('"), "can't be used"),
    ],
)  # fmt: skip
def test_a_style_that_is_broken_is_named(style: str, rule: str, tmp_path: Path) -> None:
    (problem,) = styled(tmp_path, style=style)
    assert problem.file == "en/style.toml"
    assert rule in problem.rule


def test_a_missing_or_unreadable_style_is_named(tmp_path: Path) -> None:
    styled(tmp_path)
    catalog = load(small())
    (tmp_path / "en" / "style.toml").write_bytes(b"\xff")
    assert [one.file for one in check(catalog, tmp_path)] == ["en/style.toml"]
    (tmp_path / "en" / "style.toml").unlink()
    assert [one.file for one in check(catalog, tmp_path)] == ["en/style.toml"]


def test_the_guarded_strategies_must_speak_of_the_law(tmp_path: Path) -> None:
    def rename(files: Files) -> None:
        for name in list(files):
            text = files.pop(name).replace('"size"', '"procedure"').replace("size =", "procedure =")
            files[name.replace("/size.", "/procedure.")] = text.replace("size.pace", "procedure.pace").replace(
                "[blind.size]", "[blind.procedure]"
            )

    (problem,) = styled(tmp_path, rename)
    assert (problem.file, problem.rule) == (
        "en/strategy/procedure.b2b.md", "must say what the law allows in a public purchase",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        ("One two. Three four five?", [2, 3]), ("- one two\n- three", [2, 1]), ("«Да», — и пошёл: нет", [3, 1]),
        ("**Bold** and {{ deal.name }} here", [4]), ("2,5 из 6 e-mail", [5]), ("", []), ("...", []),
    ],
)  # fmt: skip
def test_sentences_are_counted_in_words(text: str, lengths: list[int]) -> None:
    assert [len(words) for words in sentences(text)] == lengths
