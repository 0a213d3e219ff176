"""What content/ holds, as types: the words of each language, and a version as a whole. Limits are in characters."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from bot.catalog.table import Frozen, Mismatches, Table

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


class Typed(Frozen):
    """How an answer may be typed instead of tapped."""

    b2b: Words
    mid: Words
    b2c: Words


class Habit(Frozen):
    """A way question about the typical sale: how one buyer after another is sold to."""

    text: Ask
    b2b: Label
    mid: Label
    b2c: Label
    words: Typed | None = None
    """The question's own where they fit both."""


class Question(Frozen):
    text: Ask
    why: Why
    b2b: Label
    mid: Label
    b2c: Label
    words: Typed
    ask: Short | None = None
    typical: Habit | None = None
    """Way rows have it; a version kept from before asks about the typical sale as about a deal."""

    def asked(self, *, typical: bool) -> "Question":
        """As it is asked about a deal, or about the typical sale."""
        if not typical or self.typical is None:
            return self
        return self.model_copy(update={key: said for key, said in self.typical if said is not None})


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
    aliases: Annotated[tuple[str, ...], Field(min_length=12)] = ()
    """None in a version that is only kept for checks."""
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


class HabitUnder(Frozen):
    """Of the typical sale, where the words for one client would not be true of it."""

    finding: Said
    early: Short
    late: Short
    line: Short
    ask_seller: Asked


class HabitOver(Frozen):
    finding: Short
    early: Short
    late: Short
    line: Short
    ask_seller: Asked


class UnderWords(Frozen):
    finding: Said
    early: Short
    late: Short
    line: Short
    ask_seller: Asked = ""
    public: PublicWords | None = None
    typical: HabitUnder | None = None


class OverWords(Frozen):
    finding: Short
    early: Short
    late: Short
    line: Short
    ask_seller: Asked = ""
    typical: HabitOver | None = None
    """Every row has it; a version kept from before speaks of the typical sale as of a deal."""


class BlindWords(Frozen):
    finding: Short
    late: Short
    line: Short
    ask_seller: Asked = ""
    public: PublicWords | None = None


FindingWords = UnderWords | OverWords | BlindWords
Spoken = FindingWords | HabitUnder | HabitOver | PublicWords


class MismatchWords(Frozen):
    under: dict[str, UnderWords]
    over: dict[str, OverWords]
    blind: dict[str, BlindWords]

    def of(self, finding: str) -> FindingWords | None:
        """By `Finding.id`; None where there is no such finding any more."""
        kind, _, slug = finding.partition(".")
        if kind == "over":
            return self.over.get(slug)
        return self.blind.get(slug) if kind == "blind" else self.under.get(finding)

    def spoken(self, finding: str, *, public: bool, typical: bool) -> Spoken | None:
        """What is said of it in a public purchase, else of the typical sale, else of a deal."""
        words = self.of(finding)
        lawful = None if words is None or isinstance(words, OverWords) or not public else words.public
        habit = None if words is None or isinstance(words, BlindWords) or not typical else words.typical
        return lawful or habit or words


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


class TypedWords(Frozen):
    """What is listened for in whatever is typed instead of a tap."""

    negations: Annotated[tuple[Label, ...], Field(min_length=1)]
    """They turn an answer round."""


class Language(Frozen):
    """Everything said in one language, but the words of the screens."""

    steps: dict[str, Step]
    rows: dict[str, RowWords]
    mismatches: MismatchWords
    tips: dict[str, Tips]
    typed: TypedWords | None = None
    """None in content from before there were any."""

    @property
    def negations(self) -> tuple[str, ...]:
        return self.typed.negations if self.typed else ()


class Catalog(Frozen):
    """One version of the content: what a check is pinned to."""

    version: str
    table: Table
    mismatches: Mismatches
    languages: dict[str, Language]

    def said(self, lang: str) -> Language:
        """A version from before a language was added speaks its first one."""
        return self.languages.get(lang) or next(iter(self.languages.values()))

    def kept(self) -> str:
        """As JSON for the checks that begin with it, without two thirds: only the current one is searched."""
        searched = {"aliases", "clients_say"}
        return self.model_dump_json(exclude={"languages": {"__all__": {"rows": {"__all__": searched}}}})
