"""Whether the parts of the content fit together: the table in itself, and every language with the table."""

from collections.abc import Iterable, Iterator, Mapping

from bot.catalog.model import Goal, Language
from bot.catalog.problem import Problem
from bot.catalog.table import KNOWN, POLES, Mismatches, Row, Table


def structure(table: Table, mismatches: Mismatches) -> Iterator[Problem]:
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
        if blind.row not in deal or not {blind.since, *mismatches.blind.never} <= {*table.stages}:
            yield Problem("mismatches.toml", "blind.rows", f"unknown row or stage at {blind.row!r}")
    for name in sorted({*mismatches.typical.words} - {*pairs(mismatches)}):
        yield Problem("mismatches.toml", "typical.words", f"{name!r} is no under-selling")
    yield from _order(table, deal, way)
    ids = {*pairs(mismatches), *(f"blind.{blind.row}" for blind in mismatches.blind.rows)}
    for key in ("words", "muted", "people"):
        for name in sorted({*getattr(mismatches.public, key)} - ids):
            yield Problem("mismatches.toml", f"public.{key}", f"{name!r} is no finding")


def _order(table: Table, deal: set[str], way: set[str]) -> Iterator[Problem]:
    """What is asked, when, and of whom."""
    if [row.place for row in table.deal] != list(range(1, len(deal) + 1)):
        yield Problem("rows.toml", "place", "the places of the deal rows must be 1, 2, 3, ...")
    for who, known in (("client", table.unknown.client), ("own", table.unknown.own)):
        if sorted(known) != sorted(row.slug for row in table.deal if row.ask == who):
            yield Problem("rows.toml", f"unknown.{who}", f"must name every deal row with ask = {who!r} once")
    parts: list[tuple[str, Mapping[str, Iterable[str]], set[str]]] = [
        ("part_a", table.part_a, deal), ("part_b", table.part_b, way),
    ]  # fmt: skip
    for key, part, rows in parts:
        for stage, slugs in part.items():
            if stage not in table.stages:
                yield Problem("rows.toml", f"{key}.{stage}", "is no stage")
            for slug in sorted(set(slugs) - rows):
                yield Problem("rows.toml", f"{key}.{stage}", f"{slug!r} can't be asked there")
    for slug in sorted({*table.usual} - deal):
        yield Problem("rows.toml", "usual", f"{slug!r} is not a deal row")
    if not {*table.early} < {*table.stages}:
        yield Problem("rows.toml", "early", "must be some of the stages")


def pairs(mismatches: Mismatches) -> list[str]:
    """Ids of all under-selling pairs, "<deal row>.<way row>"."""
    return [f"{deal}.{way}" for way, rule in mismatches.way.items() for deal in rule.harm]


def parity(lang: str, table: Table, mismatches: Mismatches, words: Language) -> Iterator[Problem]:
    lawful = {name.removeprefix("blind.").split(".")[0] for name in mismatches.public.words}
    for row in table.row:
        name = f"{lang}/rows/{row.slug}.toml"
        said = words.rows[row.slug]
        if not said.aliases:
            yield Problem(name, "aliases", "is missing")
        if (said.question is None) != (row.kind == "company"):
            yield Problem(name, "question", f"a row of kind {row.kind} has {'no' if said.question else 'a'} question")
        if (said.fact is None) == (row.kind == "deal"):
            yield Problem(name, "fact", "deal rows have it, others don't")
        if said.question and (said.question.ask is None) == (row.kind == "deal"):
            yield Problem(name, "question.ask", "deal rows have it, others don't")
        if said.question and (said.question.typical is None) == (row.kind == "way"):
            yield Problem(name, "question.typical", "way rows have it, others don't")
        for pole in POLES:
            has = {
                key for key in ("early", "late", "salesperson", "manager", "hold") if getattr(getattr(said, pole), key)
            }
            want = {"salesperson", "manager"} if row.kind == "company" else {"early", "late"}
            want |= {"hold"} if row.kind == "deal" else set()
            if has != want:
                yield Problem(name, pole, f"a row of kind {row.kind} has {', '.join(sorted(want))}")
        yield from _goal(name, row, said.goal, row.slug in lawful)
        recall = words.tips[row.slug].recall
        if recall.correct > len(recall.options):
            yield Problem(f"{lang}/tips/{row.slug}.toml", "recall.correct", "is not one of the options")
    yield from _parity_of_mismatches(lang, mismatches, words)
    yield from _typed(lang, table, words)


def _goal(name: str, row: Row, goal: Goal | None, lawful: bool) -> Iterator[Problem]:
    """`lawful`: in a public purchase the row's findings have words of their own, so its goal has them too."""
    if (goal is None) != (row.kind == "company"):
        yield Problem(name, "goal", f"a row of kind {row.kind} has {'no' if goal else 'a'} goal")
    if goal is None:
        return
    if (goal.unknown is None) == (row.ask == "client"):
        yield Problem(name, "goal.unknown", "deal rows with ask = 'client' have it, others don't")
    for key in ("public", "public_ask", "public_avoid"):
        if (getattr(goal, key) is None) == lawful:
            yield Problem(name, f"goal.{key}", "rows named in [public] words of mismatches.toml have it, others don't")


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
    for kind in wanted:
        for key, entry in getattr(said, kind).items():
            if not entry.ask_seller:
                yield Problem(name, f"{kind}.{key}.ask_seller", "is missing")
    public = {key for key, entry in said.under.items() if entry.public}
    public |= {f"blind.{key}" for key, blind in said.blind.items() if blind.public}
    for key in sorted(public ^ set(mismatches.public.words)):
        yield Problem(name, f"{key}.public", "must stand exactly where [public] words names it")
    for key in sorted({key for key, entry in said.under.items() if entry.typical} ^ {*mismatches.typical.words}):
        yield Problem(name, f"under.{key}.typical", "must stand exactly where [typical] words names it")
    for key, over in said.over.items():
        if not over.typical:
            yield Problem(name, f"over.{key}.typical", "is missing")


def _typed(lang: str, table: Table, words: Language) -> Iterator[Problem]:
    """A typed word that begins another answer's label may mean that one too."""
    for name, step in words.steps.items():
        yield from _ambiguous(f"{lang}/steps.toml", f"{name}.words", step.options, step.words)
    for row in table.row:
        beside = words.steps.get("unknown" if row.kind == "deal" else "early")
        if (question := words.rows[row.slug].question) and beside:
            for typical in (False, True):
                asked = question.asked(typical=typical)
                labels = {value: getattr(asked, value) for value in KNOWN} | beside.options
                typed = {value: getattr(asked.words, value) for value in KNOWN} | beside.words
                yield from _ambiguous(f"{lang}/rows/{row.slug}.toml", "question.words", labels, typed)


def _ambiguous(file: str, key: str, labels: Mapping[str, str], typed: Mapping[str, Iterable[str]]) -> Iterator[Problem]:
    for value, words in typed.items():
        others = [label for other, label in labels.items() if other != value]
        for word in words:
            if label := next((label for label in others if label.lower().startswith(word.lower())), None):
                yield Problem(file, f"{key}.{value}", f"{word!r} begins another answer: {label!r}")
