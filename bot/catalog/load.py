"""content/ -> Catalog: every error of every file is collected and named by file, key and rule."""

import hashlib
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.catalog.model import POLES, Catalog, Language, Mismatches, MismatchWords, RowWords, Step, Table, Tips

Files = Mapping[str, str]
Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    file: str
    key: str
    rule: str

    def __str__(self) -> str:
        return f"{self.file}: {self.key}: {self.rule}" if self.key else f"{self.file}: {self.rule}"


class ContentError(Exception):
    def __init__(self, problems: list[Problem]) -> None:
        self.problems = sorted(problems)
        more = f" (and {len(problems) - 1} more; `python bot.py content` lists them)" if len(problems) > 1 else ""
        super().__init__(f"The content can't be used: {self.problems[0]}{more}")


def read_files(root: Path) -> dict[str, str]:
    """All content files by their path below `root`. Raises ContentError."""
    files: dict[str, str] = {}
    problems = []
    for path in sorted(root.rglob("*")):
        if path.suffix not in {".toml", ".md"} or path.name in {"README.md", "ui.toml", "style.toml"}:
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
        self.problems += _structure(table, mismatches)
        names = sorted({name.split("/")[0] for name in self.files if "/" in name})
        if not names:
            self.problems.append(Problem(".", "", "no language folder"))
        languages = {lang: words for lang in names if (words := self.language(lang, table))}
        for lang, words in languages.items():
            self.problems += _parity(lang, table, mismatches, words)
        if self.problems:
            raise ContentError(self.problems)
        return Catalog(version=version_of(self.files), table=table, mismatches=mismatches, languages=languages)

    def language(self, lang: str, table: Table) -> Language | None:
        rows = {row.slug: self.row(lang, row.slug) for row in table.row}
        tips = {row.slug: self.model(f"{lang}/tips/{row.slug}.toml", Tips) for row in table.row}
        mismatches = self.model(f"{lang}/mismatches.toml", MismatchWords)
        steps = self.steps(lang, table)
        known = {f"{lang}/mismatches.toml", f"{lang}/steps.toml"} | {f"{lang}/{part}/{slug}.toml" for part in ("rows", "tips") for slug in rows}
        known |= {f"{lang}/strategy/{slug}.{pole}.md" for slug in rows for pole in POLES}
        for name in sorted(self.files):
            if name.startswith(f"{lang}/") and name not in known:
                self.problems.append(Problem(name, "", "belongs to no row of rows.toml"))
        good_rows = {slug: row for slug, row in rows.items() if row}
        good_tips = {slug: tip for slug, tip in tips.items() if tip}
        if len(good_rows) < len(rows) or len(good_tips) < len(tips) or not mismatches:
            return None
        return Language(steps=steps, rows=good_rows, mismatches=mismatches, tips=good_tips)

    def steps(self, lang: str, table: Table) -> dict[str, Step]:
        name = f"{lang}/steps.toml"
        options = {
            "stage": set(table.stages),
            "public": {"yes", "no", "unknown"},
            "guess": set("12345"),
            "unknown": {"unknown"},
            "early": {"unknown"},
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
            return tomllib.loads(self.files[name])
        except tomllib.TOMLDecodeError as error:
            self.problems.append(Problem(name, "", f"is not TOML: {error}"))
            return {}

    def check(self, name: str, model: type[Model], data: dict[str, Any]) -> Model | None:
        try:
            return model.model_validate(data)
        except ValidationError as error:
            self.problems += [
                Problem(name, ".".join(str(part) for part in problem["loc"]), problem["msg"])
                for problem in error.errors(include_url=False)
            ]
            return None


def _structure(table: Table, mismatches: Mismatches) -> Iterator[Problem]:
    slugs = set(table.rows)
    if len(slugs) < len(table.row):
        yield Problem("rows.toml", "row", "a slug stands twice")
    for row in table.row:
        if row.group not in table.groups:
            yield Problem("rows.toml", row.slug, f"unknown group {row.group!r}")
        for slug in {*row.changes.b2b, *row.changes.b2c} - slugs:
            yield Problem("rows.toml", row.slug, f"changes an unknown row {slug!r}")
        if row.kind == "deal" and not (row.weight and row.place and row.ask):
            yield Problem("rows.toml", row.slug, "a deal row needs weight, place and ask")
    deal, way = {row.slug for row in table.deal}, {row.slug for row in table.way}
    if set(mismatches.way) != way:
        yield Problem("mismatches.toml", "way", "must have exactly the rows of kind way")
    for name, rule in mismatches.way.items():
        for slug in set(rule.related) - deal:
            yield Problem("mismatches.toml", f"way.{name}", f"{slug!r} is not a deal row")
        if set(rule.stage) != set(table.stages):
            yield Problem("mismatches.toml", f"way.{name}.stage", "must have exactly the stages of rows.toml")
    for blind in mismatches.blind.rows:
        if blind.row not in deal or blind.since not in table.stages:
            yield Problem("mismatches.toml", "blind.rows", f"unknown row or stage at {blind.row!r}")
    if {*table.unknown.client, *table.unknown.own} != deal:
        yield Problem("rows.toml", "unknown", "must name every deal row once")


def pairs(mismatches: Mismatches) -> list[str]:
    """Ids of all under-selling pairs, "<deal row>.<way row>"."""
    return [f"{deal}.{way}" for way, rule in mismatches.way.items() for deal in rule.harm]


def _parity(lang: str, table: Table, mismatches: Mismatches, words: Language) -> Iterator[Problem]:
    for row in table.row:
        name = f"{lang}/rows/{row.slug}.toml"
        said = words.rows[row.slug]
        if (said.question is None) != (row.kind == "company"):
            yield Problem(name, "question", f"a row of kind {row.kind} has {'no' if said.question else 'a'} question")
        if (said.fact is None) == (row.kind == "deal"):
            yield Problem(name, "fact", "deal rows have it, others don't")
        if said.question and (said.question.ask is None) == (row.kind == "deal"):
            yield Problem(name, "question.ask", "deal rows have it, others don't")
        for pole in POLES:
            has = {key for key in ("early", "late", "salesperson", "manager", "hold") if getattr(getattr(said, pole), key)}
            want = {"salesperson", "manager"} if row.kind == "company" else {"early", "late"}
            want |= {"hold"} if row.kind == "deal" else set()
            if has != want:
                yield Problem(name, pole, f"a row of kind {row.kind} has {', '.join(sorted(want))}")
        recall = words.tips[row.slug].recall
        if recall.correct > len(recall.options):
            yield Problem(f"{lang}/tips/{row.slug}.toml", "recall.correct", "is not one of the options")
    yield from _parity_of_mismatches(lang, mismatches, words)


def _parity_of_mismatches(lang: str, mismatches: Mismatches, words: Language) -> Iterator[Problem]:
    name = f"{lang}/mismatches.toml"
    said = words.mismatches
    wanted = {
        "under": (set(pairs(mismatches)), set(said.under)),
        "over": (set(mismatches.way), set(said.over)),
        "blind": ({blind.row for blind in mismatches.blind.rows}, set(said.blind)),
    }
    for kind, (want, have) in wanted.items():
        for key in sorted(want ^ have):
            yield Problem(name, f"{kind}.{key}", "is missing" if key in want else "is no mismatch of mismatches.toml")
    public = {key for key, entry in said.under.items() if entry.public}
    public |= {f"blind.{key}" for key, blind in said.blind.items() if blind.public}
    for key in sorted(public ^ set(mismatches.public.words)):
        yield Problem(name, f"{key}.public", "must stand exactly where [public] words names it")
