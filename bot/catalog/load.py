"""content/ -> Catalog: every error of every file is collected and named by file, key and rule."""

import hashlib
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.catalog.model import Catalog, Language, MismatchWords, RowWords, Step, Tips, TypedWords
from bot.catalog.parity import parity, structure
from bot.catalog.problem import ContentError, Problem
from bot.catalog.table import POLES, Mismatches, Table

__all__ = ["ContentError", "Problem", "load", "read_files", "version_of"]

Files = Mapping[str, str]
Model = TypeVar("Model", bound=BaseModel)


def read_files(root: Path) -> dict[str, str]:
    """All content files by their path below `root`. Raises ContentError."""
    files: dict[str, str] = {}
    problems = []
    for path in sorted(root.rglob("*")):
        other = path.name in {"README.md", "style.toml", "numbers.toml"} or path.parent.name == "ui"
        if other or path.suffix not in {".toml", ".md"}:
            continue
        name = path.relative_to(root).as_posix()
        try:
            files[name] = path.read_text("utf-8")
        except (OSError, UnicodeDecodeError) as error:
            problems.append(Problem(name, "", f"can't be read: {error}"))
    if not files and not problems:
        problems.append(Problem(root.name, "", "the folder is missing or empty"))
    if problems:
        raise ContentError(problems)
    return files


def version_of(files: Files) -> str:
    digest = hashlib.sha256()
    for name in sorted(files):
        digest.update(name.encode() + b"\0" + files[name].encode() + b"\0")
    return digest.hexdigest()[:16]


def load(files: Files) -> Catalog:
    """Raises ContentError with all problems at once."""
    return _Loader(files).catalog()


class _Loader:
    def __init__(self, files: Files) -> None:
        self.files = files
        self.problems: list[Problem] = []

    def catalog(self) -> Catalog:
        table = self.model("rows.toml", Table)
        mismatches = self.model("mismatches.toml", Mismatches)
        if not table or not mismatches:
            raise ContentError(self.problems)
        self.problems += structure(table, mismatches)
        names = sorted({name.split("/")[0] for name in self.files if "/" in name})
        if not names:
            self.problems.append(Problem(".", "", "no language folder"))
        languages = {lang: words for lang in names if (words := self.language(lang, table))}
        for lang, words in languages.items():
            self.problems += parity(lang, table, mismatches, words)
        if self.problems:
            raise ContentError(self.problems)
        return Catalog(version=version_of(self.files), table=table, mismatches=mismatches, languages=languages)

    def language(self, lang: str, table: Table) -> Language | None:
        rows = {row.slug: self.row(lang, row.slug) for row in table.row}
        tips = {row.slug: self.model(f"{lang}/tips/{row.slug}.toml", Tips) for row in table.row}
        mismatches = self.model(f"{lang}/mismatches.toml", MismatchWords)
        steps = self.steps(lang, table)
        typed = self.model(f"{lang}/typed.toml", TypedWords)
        known = {f"{lang}/{name}.toml" for name in ("mismatches", "steps", "typed")} | {
            f"{lang}/{part}/{slug}.toml" for part in ("rows", "tips") for slug in rows
        }
        known |= {f"{lang}/strategy/{slug}.{pole}.md" for slug in rows for pole in POLES}
        for name in sorted(self.files):
            if name.startswith(f"{lang}/") and name not in known:
                self.problems.append(Problem(name, "", "belongs to no row of rows.toml"))
        good_rows = {slug: row for slug, row in rows.items() if row}
        good_tips = {slug: tip for slug, tip in tips.items() if tip}
        if len(good_rows) < len(rows) or len(good_tips) < len(tips) or not mismatches:
            return None
        return Language(steps=steps, rows=good_rows, mismatches=mismatches, tips=good_tips, typed=typed)

    def steps(self, lang: str, table: Table) -> dict[str, Step]:
        name = f"{lang}/steps.toml"
        options = {
            "stage": set(table.stages),
            "public": {"yes", "no", "unknown"},
            "guess": set("12345"),
            "unknown": {"unknown"},
            "early": {"unknown"},
            **({"usual": {"yes", "no"}} if table.usual else {}),
        }
        steps = {}
        for key, data in self.toml(name).items():
            if step := self.check(name, Step, data):
                steps[key] = step
        for key, wanted in options.items():
            step = steps.get(key)
            if not step or set(step.options) != wanted or set(step.words) != wanted:
                self.problems.append(Problem(name, key, f"needs options and words for {', '.join(sorted(wanted))}"))
        return steps

    def row(self, lang: str, slug: str) -> RowWords | None:
        name = f"{lang}/rows/{slug}.toml"
        data = self.toml(name)
        for pole in POLES:
            page = f"{lang}/strategy/{slug}.{pole}.md"
            if page not in self.files:
                self.problems.append(Problem(page, "", "is missing"))
            if isinstance(data.get(pole), dict):
                data[pole]["strategy"] = self.files.get(page, "?" * 200).rstrip()
        return self.check(name, RowWords, data) if data else None

    def model(self, name: str, model: type[Model]) -> Model | None:
        data = self.toml(name)
        return self.check(name, model, data) if data else None

    def toml(self, name: str) -> dict[str, Any]:
        if name not in self.files:
            self.problems.append(Problem(name, "", "is missing"))
            return {}
        try:
            data = tomllib.loads(self.files[name])
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem(name, "", f"is not TOML: {error}"))
            return {}
        if not data:
            self.problems.append(Problem(name, "", "is empty"))
        return data

    def check(self, name: str, model: type[Model], data: dict[str, Any]) -> Model | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += [
                Problem(name, ".".join(str(part) for part in problem["loc"]), problem["msg"])
                for problem in error.errors(include_url=False)
            ]
            return None
