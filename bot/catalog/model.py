"""What content/ holds, as types. Limits are in characters."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Pole = Literal["b2b", "b2c"]
Known = Literal["b2b", "mid", "b2c"]
Kind = Literal["deal", "way", "company"]
POLES: tuple[Pole, ...] = ("b2b", "b2c")
KNOWN: tuple[Known, ...] = ("b2b", "mid", "b2c")

Title = Annotated[str, StringConstraints(min_length=2, max_length=30)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Ask = Annotated[str, StringConstraints(min_length=5, max_length=90)]
Why = Annotated[str, StringConstraints(min_length=5, max_length=110)]
Short = Annotated[str, StringConstraints(min_length=5, max_length=100)]
Asked = Annotated[str, StringConstraints(min_length=10, max_length=120)]
"""What a manager asks the salesperson about a deal. The check of content asks for it; older content has none."""
Aim = Annotated[str, StringConstraints(min_length=10, max_length=90)]
Clause = Annotated[str, StringConstraints(min_length=3, max_length=36)]
Gist = Annotated[str, StringConstraints(min_length=10, max_length=160)]
Mistake = Annotated[str, StringConstraints(min_length=10, max_length=140)]
Prose = Annotated[str, StringConstraints(min_length=10)]
Page = Annotated[str, StringConstraints(min_length=200, max_length=3500)]
Words = Annotated[tuple[Label, ...], Field(min_length=3, max_length=8)]


class Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Changes(Frozen):
    b2b: tuple[str, ...]
    b2c: tuple[str, ...]


class Row(Frozen):
    slug: str
    number: int
    kind: Kind
    group: str
    changes: Changes
    weight: int = 0
    place: int = 0
    ask: Literal["client", "own"] | None = None


class Scale(Frozen):
    b2b: int
    b2c: int
    enough: int
    least: int
    extra: int


class Unknown(Frozen):
    client: tuple[str, ...]
    own: tuple[str, ...]


class Table(Frozen):
    """rows.toml: the table of differences without its words."""

    stages: tuple[str, ...]
    early: tuple[str, ...]
    groups: tuple[str, ...]
    scale: Scale
    part_a: dict[str, dict[str, int]]
    part_b: dict[str, tuple[str, ...]]
    unknown: Unknown
    row: tuple[Row, ...]
    usual: tuple[str, ...] = ()
    """Deal rows that hardly change from deal to deal, as part A asks them."""

    @cached_property
    def rows(self) -> dict[str, Row]:
        return {row.slug: row for row in self.row}

    @cached_property
    def deal(self) -> tuple[Row, ...]:
        """Deal rows in the order of part A."""
        return tuple(sorted((r for r in self.row if r.kind == "deal"), key=lambda r: r.place))

    @cached_property
    def way(self) -> tuple[Row, ...]:
        """Way rows in the order of the table."""
        return tuple(r for r in self.row if r.kind == "way")


class Way(Frozen):
    harm: dict[str, int]
    over: int
    stage: dict[str, float]
    also: tuple[str, ...] = ()

    @cached_property
    def related(self) -> tuple[str, ...]:
        return (*self.harm, *self.also)


class BlindRow(Frozen):
    row: str
    harm: int
    since: str = Field(alias="from")
    people: bool = False

    model_config = ConfigDict(serialize_by_alias=True)


class Blind(Frozen):
    factor: float
    never: tuple[str, ...]
    rows: tuple[BlindRow, ...]


class Public(Frozen):
    """What is different in a public purchase; ids of findings."""

    words: tuple[str, ...]
    muted: tuple[str, ...]
    people: tuple[str, ...]


class Mismatches(Frozen):
    """mismatches.toml: which mismatch is found when, and how bad it is."""

    way: dict[str, Way]
    blind: Blind
    public: Public


class Typed(Frozen):
    """How an answer may be typed instead of tapped."""

    b2b: Words
    mid: Words
    b2c: Words


class Question(Frozen):
    text: Ask
    why: Why
    b2b: Label
    mid: Label
    b2c: Label
    words: Typed
    ask: Short | None = None


class Fact(Frozen):
    b2b: Clause
    mid: Clause
    b2c: Clause


class PoleWords(Frozen):
    gist: Gist
    tell: Gist
    line: Short
    mistake: Mistake
    strategy: Page
    early: Short | None = None
    late: Short | None = None
    salesperson: Short | None = None
    manager: Short | None = None
    hold: Annotated[str, StringConstraints(min_length=10, max_length=110)] | None = None


class Goal(Frozen):
    """Going to a client: what to go for, the second question, what not to do."""

    b2b: Aim
    b2b_ask: Short
    b2b_avoid: Aim
    b2c: Aim
    b2c_ask: Short
    b2c_avoid: Aim
    unknown: Aim | None = None
    public: Aim | None = None
    public_ask: Short | None = None
    public_avoid: Aim | None = None


class RowWords(Frozen):
    title: Title
    aliases: Annotated[tuple[str, ...], Field(min_length=12)]
    clients_say: tuple[str, ...] = ()
    question: Question | None = None
    fact: Fact | None = None
    b2b: PoleWords
    b2c: PoleWords
    goal: Goal | None = None


class Said(Frozen):
    """A finding in words, one sentence for each pair of answers (deal row, way row)."""

    b2b_b2c: Short = Field(alias="b2b-b2c")
    b2b_mid: Short = Field(alias="b2b-mid")
    mid_b2c: Short = Field(alias="mid-b2c")

    model_config = ConfigDict(serialize_by_alias=True)


class PublicWords(Frozen):
    late: Short
    line: Short
    early: Short | None = None
    finding: Said | Short | None = None


class UnderWords(Frozen):
    finding: Said
    early: Short
    late: Short
    line: Short
    ask_seller: Asked = ""
    public: PublicWords | None = None


class OverWords(Frozen):
    finding: Short
    early: Short
    late: Short
    line: Short
    ask_seller: Asked = ""


class BlindWords(Frozen):
    finding: Short
    late: Short
    line: Short
    ask_seller: Asked = ""
    public: PublicWords | None = None


class MismatchWords(Frozen):
    under: dict[str, UnderWords]
    over: dict[str, OverWords]
    blind: dict[str, BlindWords]


class Tip(Frozen):
    situation: Prose
    action: Prose
    line: Prose


Pair = Annotated[tuple[Tip, ...], Field(min_length=2)]


class Recall(Frozen):
    question: Annotated[str, StringConstraints(min_length=10, max_length=200)]
    options: Annotated[
        tuple[Annotated[str, StringConstraints(min_length=1, max_length=90)], ...], Field(min_length=3, max_length=4)
    ]
    correct: Annotated[int, Field(ge=1)]
    explain: Annotated[str, StringConstraints(min_length=10, max_length=200)]


class Tips(Frozen):
    b2b: Pair
    b2c: Pair
    recall: Recall


class Step(Frozen):
    """A question that is no row: the stage, a public purchase, the own guess; and the answers beside the three."""

    options: dict[str, Label]
    words: dict[str, Words]
    text: Ask | None = None
    why: Why | None = None


class Language(Frozen):
    """Everything said in one language, but the words of the screens."""

    steps: dict[str, Step]
    rows: dict[str, RowWords]
    mismatches: MismatchWords
    tips: dict[str, Tips]


class Catalog(Frozen):
    """One version of the content: what a check is pinned to."""

    version: str
    table: Table
    mismatches: Mismatches
    languages: dict[str, Language]

    def said(self, lang: str) -> Language:
        """A version from before a language was added speaks its first one."""
        return self.languages.get(lang) or next(iter(self.languages.values()))
