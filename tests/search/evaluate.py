"""Figures of the topic search over the labelled queries: `python -m tests.search.evaluate [--kinds] [--hidden]`."""

import sys
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

from bot.search import Found, Search
from tests.search.catalog import PARTS, catalog, without

HERE = Path(__file__).parent
LANGUAGES = ("ru", "en")


@dataclass(frozen=True, slots=True)
class Query:
    text: str
    topic: str | None
    kind: str


@dataclass(slots=True)
class Figures:
    """Counts: `hit1` to `wrong` of queries on the topic, `nothing` and `refused` of those off it."""

    on: int = 0
    hit1: int = 0
    hit3: int = 0
    wrong: int = 0
    off: int = 0
    nothing: int = 0
    refused: int = 0
    times: list[float] = field(default_factory=list)

    def add(self, query: Query, found: Found) -> None:
        if query.topic is None:
            self.off += 1
            self.nothing += not found.nearest
            self.refused += found.topic is None
            return
        self.on += 1
        self.hit1 += found.topic == query.topic
        self.hit3 += query.topic in found.nearest
        self.wrong += found.topic not in {None, query.topic}

    def shares(self) -> dict[str, float]:
        on, off = self.on or 1, self.off or 1
        return {
            "hit1": self.hit1 / on,
            "hit3": self.hit3 / on,
            "wrong": self.wrong / on,
            "nothing": self.nothing / off,
            "refused": self.refused / off,
        }

    def percentile(self, share: float) -> float:
        """Milliseconds."""
        times = sorted(self.times)
        return times[min(len(times) - 1, int(share * len(times)))] * 1000 if times else 0.0


def read(name: str) -> list[Query]:
    lines = (HERE / f"{name}.tsv").read_text("utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line.strip()]
    return [Query(text, None if topic == "-" else topic, kind) for text, topic, kind in cells]


def measure(search: Search, queries: list[Query], lang: str) -> tuple[Figures, dict[str, Figures]]:
    figures, kinds = Figures(), defaultdict[str, Figures](Figures)
    for query in queries:
        start = time.perf_counter()
        found = search.find(query.text, lang)
        figures.times.append(time.perf_counter() - start)
        figures.add(query, found)
        kinds[query.kind].add(query, found)
    return figures, dict(kinds)


def hidden(parts: int = PARTS) -> dict[str, Figures]:
    """Each alias and client's phrase searched for in a catalog that lacks it, per language."""
    figures = {lang: Figures() for lang in LANGUAGES}
    for part in range(parts):
        rest, phrases = without(part)
        search = Search(rest)
        for phrase, slug, lang in phrases:
            figures[lang].add(Query(phrase, slug, "hidden"), search.find(phrase, lang))
    return figures


def show(name: str, figures: Figures) -> str:
    shares = "  ".join(f"{key} {value:.3f}" for key, value in figures.shares().items())
    return f"{name:<12} on {figures.on:>4} off {figures.off:>3}  {shares}"


def main() -> None:
    search = Search(catalog())
    start = time.perf_counter()
    search.warm()
    print(f"index built in {(time.perf_counter() - start) * 1000:.0f} ms")
    for half in ("tune", "held_out", "fresh"):
        for lang in LANGUAGES:
            figures, kinds = measure(search, read(f"{half}.{lang}"), lang)
            times = f"  p50 {figures.percentile(0.5):.2f} ms  p95 {figures.percentile(0.95):.2f} ms"
            print(show(f"{half}.{lang}", figures) + times)
            if half == "tune" and "--kinds" in sys.argv:
                for kind, part in sorted(kinds.items()):
                    print(show(f"  {kind}", part))
    if "--hidden" in sys.argv:
        for lang, figures in hidden().items():
            print(show(f"hidden.{lang}", figures))


if __name__ == "__main__":
    main()
