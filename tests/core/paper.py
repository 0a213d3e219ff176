"""The domain paper's tables and rules, typed and written a second time: what the product is compared with."""

from collections.abc import Mapping
from typing import NamedTuple

WEIGHT = {
    "decision-makers": 3, "cycle": 2, "offer": 2, "team": 2, "impact": 2,
    "procedure": 2, "product": 2, "profit-source": 1, "market": 1, "competence": 1,
}  # fmt: skip
"""In the order of part A."""

WAYS = ("success-factor", "needs", "focus", "effort", "role", "negotiation")
STAGES = ("contact", "needs", "offer", "negotiation", "repeat")
ANSWERS = ("b2b", "mid", "b2c", "unknown")
VALUE = {"b2b": 1.0, "mid": 0.5, "b2c": 0.0}

HARM = {
    "success-factor": {"decision-makers": 3, "procedure": 3, "product": 1},
    "needs": {"offer": 3, "impact": 2, "profit-source": 2},
    "focus": {"cycle": 3, "profit-source": 2},
    "effort": {"cycle": 2, "market": 2},
    "role": {"team": 2, "competence": 2},
    "negotiation": {"decision-makers": 3, "procedure": 2, "product": 2, "market": 1},
}
ALSO = {"effort": ("team", "profit-source")}
OVER = {"success-factor": 2, "needs": 1, "focus": 3, "effort": 2, "role": 1, "negotiation": 1}
FACTOR = {
    "success-factor": (1, 1, 1.25, 1.5, 1),
    "needs": (1, 1.5, 1.25, 1, 1.75),
    "focus": (1, 1, 1.25, 1.5, 1.75),
    "effort": (0.5, 1, 1, 1, 1.25),
    "role": (0.5, 1, 1.5, 1.25, 1),
    "negotiation": (0.5, 0.75, 1.25, 1.5, 1),
}
BLIND = {
    "offer": {"decision-makers": 3, "procedure": 3},
    "negotiation": {"decision-makers": 3, "procedure": 3, "cycle": 2, "impact": 2},
}
ASK_CLIENT = ("decision-makers", "cycle", "procedure", "impact", "offer")
ASK_OWN = ("team", "market", "product", "profit-source", "competence")

Answers = Mapping[str, str]


class Said(NamedTuple):
    """A finding."""

    kind: str
    way: str | None
    row: str
    rows: tuple[str, ...]
    size: float
    severity: float


def related(way: str) -> tuple[str, ...]:
    return (*HARM[way], *ALSO.get(way, ()))


def share(answers: Answers) -> float | None:
    known = [row for row in WEIGHT if answers.get(row) in VALUE]
    points = sum(WEIGHT[row] * VALUE[answers[row]] for row in known)
    return points / sum(WEIGHT[row] for row in known) if known else None


def band(answers: Answers) -> str:
    known = sum(weight for row, weight in WEIGHT.items() if answers.get(row) in VALUE)
    points = share(answers)
    if known < 11 or points is None:
        return "unknown"
    return "b2b" if points >= 0.65 else "b2c" if points <= 0.35 else "mixed"


def asked_for(way: str, answers: Answers, *, public: bool) -> tuple[str, list[str]]:
    """Which way the deal asks for ("any" where nothing can be said), and the rows that ask."""
    known = {row: answers[row] for row in related(way) if answers.get(row) in VALUE}
    voices = [row for row in HARM[way] if not (public and way == "negotiation" and row == "decision-makers")]
    loud = [row for row in voices if known.get(row) == "b2b"]
    if loud:
        return "b2b", loud
    if not known or "b2b" in known.values():
        return "any", []
    if sum(VALUE[value] for value in known.values()) >= 0.25 * len(known):
        return "mid", [row for row in voices if known.get(row) == "mid"]
    if set(known) < set(related(way)):
        return "any", []
    return "b2c", [row for row, value in known.items() if value == "b2c"]


def of_way(way: str, answers: Answers, stage: str, *, public: bool = False) -> Said | None:
    run = answers.get(way)
    asks, rows = asked_for(way, answers, public=public)
    factor = FACTOR[way][STAGES.index(stage)]
    if (asks, run) in {("b2b", "b2c"), ("b2b", "mid"), ("mid", "b2c")} and rows:
        size = 1.0 if (asks, run) == ("b2b", "b2c") else 0.5
        rows.sort(key=lambda row: (-HARM[way][row], *weight(row)))
        return Said("under", way, rows[0], tuple(rows), size, HARM[way][rows[0]] * size * factor)
    if (asks, run) == ("b2c", "b2b"):
        rows.sort(key=weight)
        return Said("over", way, rows[0], tuple(rows), 1.0, OVER[way] * factor)
    return None


def weight(row: str) -> tuple[int, int]:
    """For sorting: the heavier first, then as part A asks."""
    return -WEIGHT[row], list(WEIGHT).index(row)


def all_of(answers: Answers, stage: str, *, public: bool = False) -> list[Said]:
    """Everything found, the worst first."""
    found = [said for way in WAYS if (said := of_way(way, answers, stage, public=public))]
    if band(answers) != "b2c":
        spots = BLIND.get(stage, {}).items()
        found += [Said("blind", None, r, (r,), 1.0, harm * 1.5) for r, harm in spots if answers.get(r) == "unknown"]
    table = [*WAYS, None]
    return sorted(found, key=lambda said: (-said.severity, *weight(said.rows[0]), table.index(said.way)))


def findings(answers: Answers, stage: str, *, public: bool = False) -> list[Said]:
    """The three to speak of, each under a row not yet named, then the rest."""
    top: list[Said] = []
    rest: list[Said] = []
    for said in all_of(answers, stage, public=public):
        used = {one.row for one in top if one.kind != "over"}
        free = [row for row in said.rows if row not in used]
        if free and len(top) < 3:
            top.append(said._replace(row=free[0]))
        else:
            rest.append(said)
    return top + rest


def fit(answers: Answers, *, public: bool = False) -> tuple[float, int]:
    counted = [
        way for way in WAYS
        if answers.get(way) in VALUE and any(answers.get(row) in VALUE for row in related(way))
    ]  # fmt: skip
    lost = [said.size for way in counted if (said := of_way(way, answers, "offer", public=public))]
    return len(counted) - sum(lost), len(counted)
