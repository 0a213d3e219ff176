"""`python bot.py ...`: answers without Telegram, for authors and scripts."""

import io
import json
import os
import runpy
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from bot.check.course import Progress
from bot.check.report import Report
from tests.core.shipped import CATALOG, LANGS, RULES, TABLE, card, drawn
from tests.core.test_advice import SAMPLE

ROOT = Path(__file__).parents[1]
TOKEN = "123456:AAExampleExampleExampleExampleExample"
SETTINGS = ("BOT_TOKEN", "BOT_API_URL", "DATABASE_URL", "OWNER_IDS", "LOG_LEVEL")


class Ran(NamedTuple):
    code: int
    out: str
    err: str

    @property
    def json(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def process(
    *arguments: str | bytes, stdin: bytes = b"", root: Path = ROOT, env: Mapping[str, str] | None = None
) -> Ran:
    """A real process, as a script starts it, in a poor environment: the answer is UTF-8 all the same."""
    plain = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    plain["PYTHONIOENCODING"] = "ascii"
    command = [sys.executable, str(root / "bot.py"), *arguments]
    done = subprocess.run(command, input=stdin, capture_output=True, env={**plain, **(env or {})}, timeout=60)
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


Here = Callable[..., Ran]


@pytest.fixture
def here(monkeypatch: pytest.MonkeyPatch) -> Here:
    """The same script run in this process, where the content is read once for all cases."""

    def run(*arguments: str, stdin: bytes | None = b"") -> Ran:
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with monkeypatch.context() as patch:
            patch.setattr(sys, "argv", ["bot.py", *arguments])
            patch.setattr(sys, "stdin", None if stdin is None else io.TextIOWrapper(io.BytesIO(stdin), "ascii"))
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            with pytest.raises(SystemExit) as end:
                runpy.run_path(str(ROOT / "bot.py"), run_name="__main__")
        texts = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
        return Ran(int(end.value.code or 0), *texts)

    return run


def refused(ran: Ran, sentence: str) -> None:
    """One clear sentence on stderr, exit 2, and nothing of Python."""
    assert ran.code == 2, ran
    assert ran.err.count("\n") == 1, ran.err
    assert sentence in ran.err
    assert ran.err.rstrip()[-1] in ".)", ran.err
    assert "Traceback" not in ran.err


COMPARED = ["query", "lang", "topic", "sure", "nearest"]
ADVISED = [
    "share", "completeness", "band", "fit", "fit_of", "findings", "ask_client", "ask_own", "card",
]  # fmt: skip
FINDING = ["id", "kind", "way", "row", "rows", "size", "severity"]


def check_comparison(found: dict[str, Any], query: str, lang: str) -> None:
    assert list(found) == COMPARED
    assert (found["query"], found["lang"]) == (query, lang)
    assert found["topic"] is None or (found["topic"] in found["nearest"] and found["sure"] is True)
    assert isinstance(found["sure"], bool)
    assert len(found["nearest"]) <= 3
    assert set(found["nearest"]) <= set(TABLE.rows)


def test_compare_answers_a_query_a_line_in_order() -> None:
    queries = [
        "тендер",
        "",
        "  срок сделки  ",
        "мы подумаем",
        "0" * 10_000,
        "🙂",
        "'; drop table x; --",
        "рецепт борща",
    ]
    ran = process("compare", "--stdin", "--lang", "ru", "--json", stdin="\n".join(queries).encode())
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.json) == len(queries)
    for found, query in zip(ran.json, queries, strict=True):
        check_comparison(found, query, "ru")
    assert ran.json[0]["topic"] == "procedure"
    assert ran.json[2]["topic"] == ran.json[3]["topic"] == "cycle"
    assert [(found["topic"], found["nearest"]) for found in (ran.json[1], ran.json[5])] == [(None, []), (None, [])]


def test_compare_answers_with_the_topics_card(here: Here) -> None:
    ran = here("compare", "sales cycle", "--lang", "en")
    row = CATALOG.languages["en"].rows["cycle"]
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(row.title)
    assert all(text in ran.out for text in (row.b2b.gist, row.b2c.gist, row.b2b.tell, row.b2c.mistake))
    assert "<b>" not in ran.out
    (found,) = here("compare", "sales cycle", "--lang", "en", "--json").json
    check_comparison(found, "sales cycle", "en")
    assert found["topic"] == "cycle"


def test_compare_speaks_russian_where_nothing_is_said(here: Here) -> None:
    (found,) = here("compare", "срок", "--json").json
    assert found["lang"] == "ru"


def test_compare_says_when_nothing_is_near(here: Here) -> None:
    ran = here("compare", "🙂", "--lang", "en")
    assert (ran.code, ran.err) == (0, "")
    assert "🙂" in ran.out


def test_windows_line_ends_are_no_part_of_a_query(here: Here) -> None:
    ran = here("compare", "--stdin", "--json", "--lang", "en", stdin=b"cycle\r\ntender\r\n")
    assert [found["query"] for found in ran.json] == ["cycle", "tender"]


@pytest.mark.parametrize("command", ["compare", "advise"])
def test_a_byte_order_mark_is_no_part_of_the_first_line(here: Here, command: str) -> None:
    line = {"compare": "тендер", "advise": GOOD}[command]
    with_mark, without = (
        here(command, "--stdin", "--json", stdin=mark + line.encode()) for mark in (b"\xef\xbb\xbf", b"")
    )
    assert (with_mark.code, with_mark.out) == (0, without.out)


def line_of(progress: Progress, lang: str) -> bytes:
    asked = {"stage": progress.stage, "lang": lang, "answers": dict(progress.answers)}
    return json.dumps(asked, ensure_ascii=False).encode() + b"\n"


def test_advise_answers_a_check_a_line_in_order() -> None:
    checks = [(Progress(p.answers, p.stage), lang) for p in drawn(31, 40, asked=0.8) for lang in LANGS]
    checks += [(Progress({}, "offer"), "ru"), (Progress(SAMPLE, "negotiation"), "ru")]
    ran = process("advise", "--stdin", "--json", stdin=b"".join(line_of(*check) for check in checks))
    assert (ran.code, ran.err) == (0, "")
    assert len(ran.json) == len(checks)
    for advice, (progress, lang) in zip(ran.json, checks, strict=True):
        assert list(advice) == ADVISED
        report = Report(RULES, progress)
        assert {key: advice[key] for key in ADVISED[:-1]} == json.loads(json.dumps(report.numbers()))
        assert advice["card"] == card(progress, lang, name=None)
        assert advice["share"] is None or 0 <= advice["share"] <= 1
        assert 0 <= advice["completeness"] <= 1
        for finding in advice["findings"]:
            assert list(finding) == FINDING
            assert finding["row"] in finding["rows"]
            assert (finding["way"] is None) == (finding["kind"] == "blind")
        rest = [finding["severity"] for finding in advice["findings"][len(report.top) :]]
        assert rest == sorted(rest, reverse=True)


def test_advise_finds_what_the_paper_finds(here: Here) -> None:
    answers = [part for row, value in SAMPLE.items() for part in ("--answer", f"{row}={value}")]
    ran = here("advise", "--lang", "ru", "--stage", "negotiation", *answers, "--json")
    (advice,) = ran.json
    assert (advice["fit"], advice["fit_of"], advice["band"]) == (2.5, 6, "b2b")
    assert (advice["share"], advice["completeness"]) == (11.5 / 12, 12 / 18)
    assert [finding["id"] for finding in advice["findings"]] == [
        "decision-makers.success-factor", "procedure.negotiation", "blind.cycle", "offer.needs", "team.role",
    ]  # fmt: skip
    assert (advice["ask_client"], advice["ask_own"]) == (["cycle"], [])
    text = here("advise", "--lang", "ru", "--stage", "negotiation", *answers)
    assert "2,5 из 6" in text.out
    assert "<b>" not in text.out


def test_advise_knows_a_public_purchase(here: Here) -> None:
    pairs = ["--answer", "decision-makers=b2b", "--answer", "procedure=b2b", "--answer", "negotiation=b2c"]
    (usual,) = here("advise", "--stage", "offer", "--json", *pairs).json
    (public,) = here("advise", "--stage", "offer", "--json", "--public", *pairs).json
    assert [usual["findings"][0]["row"], public["findings"][0]["row"]] == ["decision-makers", "procedure"]


def test_a_check_with_nothing_answered_is_a_check(here: Here) -> None:
    (advice,) = here("advise", "--stage", "contact", "--lang", "en", "--json").json
    assert (advice["share"], advice["completeness"], advice["band"]) == (None, 0, "unknown")
    assert (advice["fit"], advice["fit_of"], advice["findings"]) == (0, 0, [])


ADVISE = ("advise", "--stage", "offer")

BAD_ARGUMENTS: list[tuple[tuple[str, ...], str]] = [
    (("compare",), "Give either a TEXT or --stdin."),
    (("compare", "x", "--stdin"), "Give either a TEXT or --stdin."),
    (("compare", "x", "--lang", "de"), "Unknown language 'de': use one of en, ru."),
    (("compare", "x", "--lang", ""), "Unknown language ''"),
    (("compare", "\udcff"), "The arguments are not UTF-8."),
    (("advise",), "Give a --stage: contact, needs, offer, negotiation or repeat."),
    (("advise", "--stage", "later"), "Unknown stage 'later': use one of contact, needs, offer, negotiation, repeat."),
    ((*ADVISE, "--lang", "xx"), "Unknown language 'xx'"),
    ((*ADVISE, "--answer", "cycle"), "'cycle' is no answer: write slug=value, for example cycle=b2b."),
    ((*ADVISE, "--answer", ""), "'' is no answer"),
    ((*ADVISE, "--answer", "speed=b2b"), "No question is asked about 'speed'"),
    ((*ADVISE, "--answer", "metrics=b2b"), "No question is asked about 'metrics'"),
    ((*ADVISE, "--answer", "=b2b"), "No question is asked about ''"),
    ((*ADVISE, "--answer", "cycle=yes"), "Unknown answer 'yes' for cycle: use one of b2b, mid, b2c, unknown."),
    ((*ADVISE, "--answer", "cycle="), "Unknown answer '' for cycle"),
    ((*ADVISE, "--answer", "cycle=B2B"), "Unknown answer 'B2B' for cycle"),
    ((*ADVISE, "--answer", "cycle=b2b=b2c"), "Unknown answer 'b2b=b2c' for cycle"),
    ((*ADVISE, "--answer", "cycle=b2b", "--answer", "cycle=b2b"), "'cycle' is answered twice."),
    ((*ADVISE, "--answer", "a\nb"), r"'a\nb' is no answer"),
    ((*ADVISE, "--stdin"), "With --stdin the stage and the answers come from the lines."),
    (("demo", "--port", "99999"), "99999 is no port: use one from 0 to 65535."),
    (("demo", "--port", "80000000000"), "80000000000 is no port: use one from 0 to 65535."),
    (("demo", "--port", "-1"), "-1 is no port: use one from 0 to 65535."),
    (("advise", "--stdin", "--answer", "cycle=b2b"), "With --stdin the stage and the answers come from the lines."),
]


@pytest.mark.parametrize(("arguments", "sentence"), BAD_ARGUMENTS)
def test_bad_arguments_get_one_sentence(here: Here, arguments: tuple[str, ...], sentence: str) -> None:
    ran = here(*arguments)
    refused(ran, sentence)
    assert ran.out == ""


GOOD = '{"stage": "offer", "lang": "ru", "answers": {"cycle": "b2b"}}'

BAD_LINES: list[tuple[str, str]] = [
    ("", "Line 2: is not JSON."),
    ("{", "Line 2: is not JSON."),
    ("[" * 100_000, "Line 2: is not JSON."),
    ("[]", "Line 2: is not an object like"),
    ("null", "Line 2: is not an object like"),
    ('"offer"', "Line 2: is not an object like"),
    ('{"stage": "offer", "lang": "ru"}', "Line 2: has no 'answers'."),
    ('{"lang": "ru", "answers": {}}', "Line 2: has no 'stage'."),
    ('{"stage": "offer", "answers": {}}', "Line 2: has no 'lang'."),
    ("{}", "Line 2: has no 'answers'."),
    ('{"stage": "offer", "lang": "ru", "answers": []}', "Line 2: is not an object like"),
    ('{"stage": "offer", "lang": "ru", "answers": null}', "Line 2: is not an object like"),
    ('{"stage": "offer", "lang": "ru", "answers": "cycle=b2b"}', "Line 2: is not an object like"),
    ('{"stage": "offer", "lang": "ru", "answers": {"cycle": 1}}', "Line 2: Unknown answer 1 for cycle"),
    ('{"stage": "offer", "lang": "ru", "answers": {"cycle": null}}', "Line 2: Unknown answer None for cycle"),
    ('{"stage": "offer", "lang": "ru", "answers": {"cycle": ["b2b"]}}', "Line 2: Unknown answer ['b2b'] for cycle"),
    ('{"stage": "offer", "lang": "ru", "answers": {"plan": "b2b"}}', "Line 2: No question is asked about 'plan'"),
    ('{"stage": "offer", "lang": "ru", "answers": {"\\ud800": "b2b"}}', "Line 2: No question is asked about"),
    ('{"stage": "offer", "lang": "ru", "answers": {"cycle": "b2b", "cycle": "b2c"}}', "Line 2: names 'cycle' twice."),
    ('{"stage": 5, "lang": "ru", "answers": {}}', "Line 2: Unknown stage '5'"),
    ('{"stage": null, "lang": "ru", "answers": {}}', "Line 2: Unknown stage 'None'"),
    ('{"stage": "offer", "lang": ["ru"], "answers": {}}', "Line 2: Unknown language"),
    ('{"stage": "offer", "lang": {}, "answers": {}}', "Line 2: Unknown language"),
    ('{"stage": "offer", "lang": "ru", "answers": {}, "public": "yes"}', "Line 2: 'public' is true, false or null."),
    ('{"stage": "offer", "lang": "ru", "answers": {}, "public": 1}', "Line 2: 'public' is true, false or null."),
    ('{"stage": "offer", "lang": "ru", "answers": {}, "name": "x"}', "Line 2: has an unknown key 'name'"),
]


@pytest.mark.parametrize(("line", "sentence"), BAD_LINES)
def test_a_bad_line_is_named_after_the_good_ones_are_answered(here: Here, line: str, sentence: str) -> None:
    ran = here("advise", "--stdin", "--json", stdin=f"{GOOD}\n{line}\n{GOOD}\n".encode())
    refused(ran, sentence)
    assert [advice["band"] for advice in ran.json] == ["unknown"]


@pytest.mark.parametrize("command", ["compare", "advise"])
@pytest.mark.parametrize(
    ("stdin", "sentence"),
    [
        (b"", "The input is empty: --stdin reads one question a line."),
        (None, "The input is empty"),
        (b"\xff\xfe", "Line 1 is not UTF-8."),
    ],
)
def test_input_that_is_no_text_gets_one_sentence(here: Here, command: str, stdin: bytes | None, sentence: str) -> None:
    refused(here(command, "--stdin", "--json", stdin=stdin), sentence)


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--nonsense",), "Error: No such option: --nonsense"),
        (("nonsense",), "Error: No such command 'nonsense'."),
        (("advise", "--stage"), "Error: Option '--stage' requires an argument."),
        (("compare", "two", "words"), "Error: Got unexpected extra argument(s) (words)"),
        (("demo", "--port", "x"), "Error: Invalid value for '--port'"),
    ],
)
def test_what_is_no_command_ends_with_one_sentence(here: Here, arguments: tuple[str, ...], sentence: str) -> None:
    ran = here(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert sentence in ran.err.splitlines()[-1]


def test_without_a_command_it_shows_what_there_is(here: Here) -> None:
    ran = here()
    assert ran.code == 2
    assert all(f"\n  {name} " in ran.out + ran.err for name in ("run", "demo", "compare", "advise", "content"))


def test_bad_input_ends_a_real_process_with_one_sentence_and_2() -> None:
    refused(process("compare", b"\xff", "--json"), "The arguments are not UTF-8.")
    second = process("advise", "--stdin", "--json", stdin=GOOD.encode() + b'\n{"stage": "\xff"}\n')
    refused(second, "Line 2 is not UTF-8.")
    assert len(second.json) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a full disk to write to")
@pytest.mark.parametrize(
    ("arguments", "stdin"),
    [
        (("compare", "цикл"), ""), (("compare", "цикл", "--json"), ""), (("compare", "--stdin"), "цикл\nтендер\n"),
        (("advise", "--stage", "offer"), ""), (("advise", "--stdin", "--json"), GOOD),
        (("advise", "--stdin"), f"{GOOD}\nnonsense\n"), (("content",), ""),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_be_written_ends_with_one_sentence(arguments: tuple[str, ...], stdin: str) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, str(ROOT / "bot.py"), *arguments],
            input=stdin.encode(), stdout=full, stderr=subprocess.PIPE, timeout=60, check=False,
        )  # fmt: skip
    refused(Ran(done.returncode, "", done.stderr.decode()), "The answer can't be written: No space left on device.")


def test_a_reader_who_has_enough_sees_no_traceback() -> None:
    command = [sys.executable, str(ROOT / "bot.py"), "compare", "--stdin", "--lang", "en"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as ran:
        assert ran.stdout
        ran.stdout.close()
        _, err = ran.communicate(b"cycle\n" * 50, timeout=60)
    assert b"Traceback" not in err


def test_wrong_settings_are_one_sentence_that_names_them_all(here: Here, monkeypatch: pytest.MonkeyPatch) -> None:
    odd = {"BOT_TOKEN": "hush-hush", "BOT_API_URL": "x", "DATABASE_URL": "y", "OWNER_IDS": "z"}
    for name, value in odd.items():
        monkeypatch.setenv(name, value)
    ran = here("run")
    refused(ran, "Wrong settings: BOT_TOKEN must look like 123456:AA")
    assert all(name in ran.err for name in odd)
    assert "hush" not in ran.err


def test_without_a_token_it_is_said_what_is_missing(
    here: Here, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in SETTINGS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    refused(here("run"), "Wrong settings: BOT_TOKEN is not set.")
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("OWNER_IDS", "Anna")
    ran = here("run")
    refused(ran, "Wrong settings: OWNER_IDS must be numbers, comma-separated.")
    assert TOKEN not in ran.err


def test_content_counts_what_is_there(here: Here) -> None:
    ran = here("content")
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert [line.split(":")[0] for line in lines] == LANGS
    for line, lang in zip(lines, LANGS, strict=True):
        said = CATALOG.languages[lang]
        assert "21 rows" in line
        assert f"{sum(len(row.aliases) for row in said.rows.values())} aliases" in line
        assert "42 strategies, 16 under-selling, 6 over-selling, 4 blind spots, 84 tips, 21 recall questions" in line


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The whole program, to be broken."""
    for part in ("bot", "handlers", "content", "templates"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "bot.py", tmp_path)
    return tmp_path


def test_broken_content_is_listed_with_file_key_and_rule_and_stops_everything_else(copy: Path) -> None:
    (copy / "content/ru/rows/cycle.toml").write_text("title = ", "utf-8")
    (copy / "content/en/tips/plan.toml").unlink()
    ui = copy / "content/en/ui/basics.toml"
    ui.write_text(ui.read_text("utf-8").replace("[welcome]\nhello", "[welcome]\nhallo"), "utf-8")
    listed = process("content", root=copy)
    assert (listed.code, listed.err) == (1, "")
    *problems, count = listed.out.splitlines()
    assert count == f"{len(problems)} errors."
    assert "en/tips/plan.toml: is missing" in problems
    assert "en/ui/basics.toml: welcome.hello: is missing" in problems
    assert any(problem.startswith("ru/rows/cycle.toml: is not TOML") for problem in problems)
    for arguments in (("compare", "срок"), ("run",)):
        ran = process(*arguments, root=copy, env={"BOT_TOKEN": TOKEN, "DATABASE_URL": f"sqlite:///{copy / 'x.db'}"})
        refused(ran, "The content can't be used: en/tips/plan.toml: is missing")
        assert "`python bot.py content` lists them)" in ran.err
    assert not (copy / "x.db").exists()


def test_a_text_that_breaks_a_rule_of_style_is_an_error_too(
    here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "content")
    page = tmp_path / "content/en/strategy/cycle.b2b.md"
    page.write_text(page.read_text("utf-8").replace("\n\n", "\n\nHurry up! ", 1), "utf-8")
    monkeypatch.setattr("handlers.commands.ROOT", tmp_path)
    ran = here("content")
    assert (ran.code, ran.err) == (1, "")
    assert ran.out == "en/strategy/cycle.b2b.md: '!' is banned: an exclamation mark\n1 error.\n"
