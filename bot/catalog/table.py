"""What content/ says once for all languages, as types: the table of differences, and its mismatches."""

from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Pole = Literal["b2b", "b2c"]
Known = Literal["b2b", "mid", "b2c"]
Kind = Literal["deal", "way", "company"]
POLES: tuple[Pole, ...] = ("b2b", "b2c")
KNOWN: tuple[Known, ...] = ("b2b", "mid", "b2c")


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


class Typical(Frozen):
    """What is said otherwise of the typical sale; ids of under-selling pairs. Over-selling always is."""

    words: tuple[str, ...] = ()


class Mismatches(Frozen):
    """mismatches.toml: which mismatch is found when, and how bad it is."""

    way: dict[str, Way]
    blind: Blind
    public: Public
    typical: Typical = Typical()
