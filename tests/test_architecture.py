"""The house keeps its shape: arrows point one way, each thing has one place, files stay small."""

import ast
import fnmatch
import io
import re
import tokenize
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import handlers
from bot import replies

ROOT = Path(__file__).parents[1]

FIXED = {"bot", "handlers", "content", "templates", "tests", "bot.py", "requirements.txt"}
EXPECTED = {
    "README.md", "Makefile", "pyproject.toml", "requirements-dev.txt", ".env.example", "CONTRIBUTING.md",
    "CHANGELOG.md", "LICENSE", "docs", "deploy", ".ci", ".pre-commit-config.yaml", ".gitignore",
    "requirements.in", "requirements-dev.in",
}  # fmt: skip
"""Beside it what the ecosystem expects; the two .in files are what the pinned ones are made from."""

LARGE = 200
TOO_LARGE = 260
LARGE_FILES: set[str] = set()
"""Modules over LARGE code lines, each known by name."""

SQL = re.compile(r"\b(select\s.+\sfrom|insert\s+into|update\s+\w+\s+set|delete\s+from|create\s+table)\s", re.I | re.S)
WITHOUT_TEMPLATE = {"Notice", "Because", "Heard", "PushSample"}
"""Single sentences from the words of the screens, and buttons."""

CODE = sorted(path for folder in ("bot", "handlers") for path in (ROOT / folder).rglob("*.py"))
IDS = [path.relative_to(ROOT).as_posix() for path in CODE]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def imports(path: Path) -> Iterator[str]:
    """Every module imported, inside functions too."""
    package = path.relative_to(ROOT).parent.parts
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join([*above, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def imported(path: Path, *packages: str) -> list[str]:
    return [one for one in imports(path) if any(one == name or one.startswith(f"{name}.") for name in packages)]


def code_lines(path: Path) -> int:
    """Lines with code: no blank ones, comments or docstrings."""
    strings = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Expr)]
    docs = {
        line
        for node in strings
        if isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
    }
    nothing = {tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER}
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text("utf-8")).readline)
    lines = {n for one in tokens if one.type not in nothing for n in range(one.start[0], one.end[0] + 1)}
    return len(lines - docs)


def test_the_top_level_is_the_fixed_one() -> None:
    ignored = [line.rstrip("/") for line in (ROOT / ".gitignore").read_text("utf-8").split() if "/" not in line[:-1]]
    names = {
        path.name
        for path in ROOT.iterdir()
        if path.name != ".git" and not any(fnmatch.fnmatch(path.name, pattern) for pattern in ignored)
    }
    assert names >= FIXED
    assert names - FIXED - EXPECTED == set()


@pytest.mark.parametrize("path", CODE, ids=IDS)
def test_arrows_point_from_bot_py_to_handlers_to_bot(path: Path) -> None:
    forbidden = ["tests"]
    name = name_of(path)
    if name.startswith("bot/"):
        forbidden.append("handlers")
        if not name.startswith(("bot/runtime/", "bot/playground/")):
            forbidden += ["telegram", "aiohttp", "bot.runtime", "bot.playground"]
        forbidden += ["jinja2", "babel", "typer"]
    elif not name.startswith("handlers/screens/"):
        forbidden.append("jinja2")
    assert imported(path, *forbidden) == []


def test_the_command_line_knows_handlers_only() -> None:
    ours = imported(ROOT / "bot.py", "bot", "handlers", "tests", "telegram", "jinja2", "aiohttp")
    assert ours
    assert all(one.startswith("handlers.commands.") for one in ours)


def test_the_map_of_the_readme_names_what_there_is_and_all_of_the_bot() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    named = set(re.findall(r"`((?:bot|handlers|content|templates|tests)/[\w./]*)`", text))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    modules = {name_of(path) for path in (ROOT / "bot").glob("*.py")} - {"bot/__init__.py"}
    packages = {f"{name_of(path.parent)}/" for path in (ROOT / "bot").glob("*/__init__.py")}
    assert (modules | packages) - named == {"bot/settings.py"}


@pytest.mark.parametrize("path", [p for p in CODE if "playground" in p.parts], ids=lambda path: path.name)
def test_the_playground_imports_nothing_of_the_bot(path: Path) -> None:
    ours = imported(path, "bot", "handlers")
    assert [one for one in ours if not one.startswith("bot.playground")] == []


PURE = (
    "check/diagnosis", "check/advice", "check/course", "check/options", "check/report", "check/questions",
    "check/usual", "deals/names", "deals/talk", "deals/followup", "deals/mirror", "pushes/placeholder",
)  # fmt: skip


@pytest.mark.parametrize("name", PURE)
def test_what_is_pure_imports_no_store_and_no_io(name: str) -> None:
    path = ROOT / "bot" / f"{name}.py"
    assert imported(path, "bot.store", "bot.turn", "asyncio", "aiosqlite", "time", "datetime", "random", "os") == []
    assert not [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.AsyncFunctionDef)]


@pytest.mark.parametrize("path", CODE, ids=IDS)
def test_sql_stands_in_the_store_only(path: Path) -> None:
    if name_of(path).startswith("bot/store/"):
        return
    texts = [node.value for node in ast.walk(tree_of(path)) if isinstance(node, ast.Constant)]
    assert [text for text in texts if isinstance(text, str) and SQL.search(text)] == []


def test_the_rule_about_sql_would_find_sql() -> None:
    found = [
        path.name
        for path in CODE
        if name_of(path).startswith("bot/store/")
        and any(isinstance(n, ast.Constant) and SQL.search(str(n.value)) for n in ast.walk(tree_of(path)))
    ]
    assert {"checks.py", "inbox.py", "people.py"} <= set(found)


@pytest.mark.parametrize("path", CODE, ids=IDS)
def test_modules_stay_small(path: Path) -> None:
    lines = code_lines(path)
    assert lines <= TOO_LARGE
    assert (lines > LARGE) == (name_of(path) in LARGE_FILES)


FEATURES = [ROOT / "handlers" / f"{feature.__name__.rpartition('.')[2]}.py" for feature in handlers.FEATURES]


def functions(path: Path) -> list[ast.AsyncFunctionDef]:
    return [node for node in tree_of(path).body if isinstance(node, ast.AsyncFunctionDef)]


def handles(function: ast.AsyncFunctionDef) -> bool:
    return [arg.arg for arg in function.args.args] == ["update", "context"]


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.name)
def test_a_feature_ends_with_its_handlers(path: Path) -> None:
    last = tree_of(path).body[-1]
    assert isinstance(last, ast.Assign)
    assert [target.id for target in last.targets if isinstance(target, ast.Name)] == ["HANDLERS"]


def test_every_module_that_handles_updates_is_a_feature() -> None:
    handling = {
        path for path in (ROOT / "handlers").glob("*.py")
        if "HANDLERS" in {getattr(target, "id", "") for node in tree_of(path).body if isinstance(node, ast.Assign)
                          for target in node.targets}
        or any(handles(function) for function in functions(path))
    }  # fmt: skip
    assert handling == set(FEATURES)


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.name)
def test_a_handler_is_who_one_use_case_one_screen(path: Path) -> None:
    found = [function for function in functions(path) if handles(function)]
    assert found
    for function in found:
        assert (function.end_lineno or 0) - function.lineno + 1 <= 10, function.name


@pytest.mark.parametrize("path", FEATURES, ids=lambda path: path.name)
def test_handlers_neither_send_nor_commit(path: Path) -> None:
    called = {node.func.attr for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)
              and isinstance(node.func, ast.Attribute)}  # fmt: skip
    assert not called & {"commit", "send_message", "edit_message_text", "reply_text", "send_photo", "do_request"}
    assert imported(path, "bot.store", "bot.runtime") == []


ALL_REPLIES = [kind for kind in vars(replies).values() if isinstance(kind, type) and issubclass(kind, replies.Reply)]
REPLIES = [kind for kind in ALL_REPLIES if not any(kind in other.__bases__ for other in ALL_REPLIES)]
"""Those that are answered, not only built upon."""


def test_templates_are_named_after_replies_and_all_are_used() -> None:
    names = {path.name for path in (ROOT / "templates").glob("*.html.j2")}
    assert names == {f"{kind.__name__}.html.j2" for kind in REPLIES if kind.__name__ not in WITHOUT_TEMPLATE}


def test_templates_hold_layout_and_no_prose() -> None:
    for path in (ROOT / "templates").glob("*.j2"):
        text = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|<[^>]+>", "", path.read_text("utf-8"), flags=re.S)
        assert not re.search(r"[^\W\d_]{4,}", text), path.name


def test_every_reply_has_a_screen() -> None:
    from handlers.screens.base import render

    for kind in REPLIES:
        assert render.dispatch(kind) is not render.dispatch(object), kind


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned(name: str) -> None:
    lines = [line.split("#")[0].strip() for line in (ROOT / name).read_text("utf-8").splitlines()]
    wanted = [line for line in lines if line and not line.startswith(("-r ", "-c ", "--hash"))]
    assert wanted
    for line in wanted:
        assert re.fullmatch(r"[a-z0-9._-]+(\[[a-z0-9,-]+\])?==[\w.+!]+( *;.*)?( *\\)?", line, re.I), line
