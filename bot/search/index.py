"""The words of the rows, counted once: in which phrases a word stands, and how often each row says it."""

import math
import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from bot.catalog.model import Catalog, RowWords
from bot.search import text
from bot.search.lexicon import Lexicon, lexicon
from bot.search.spelling import Spelling

ALIAS, CLIENT, BODY, FAINT = 1.0, 0.9, 0.15, 0.12
SILENT = 0.15  # what every word weighs in a phrase, function words too
SHORT = 3
CYRILLIC = "ru"


@dataclass(slots=True)
class Posting:
    """Where a stem or a family stands. `rows`: how much each row says it; `info`: how much it tells about the row."""

    rows: dict[int, float] = field(default_factory=dict)
    phrases: "array[int]" = field(default_factory=lambda: array("H"))
    info: float = 0.0


class Phrases:
    """Titles, aliases and clients' phrases by number; `weights`: the sum over the words."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.topics = array("B")
        self.langs: list[str] = []
        self.weights = array("f")


Text = tuple[int, tuple[str, ...], float]  # a row, the stems of one of its texts, what that text counts


def strong(slug: str, row: RowWords) -> Iterator[tuple[str, float]]:
    yield slug.replace("-", " "), ALIAS
    yield row.title, ALIAS
    for alias in row.aliases:
        yield alias, ALIAS
    for said in row.clients_say:
        yield said, CLIENT


def weak(row: RowWords) -> Iterator[tuple[str, float]]:
    if row.question:
        for label in (row.question.text, row.question.b2b, row.question.mid, row.question.b2c):
            yield label, BODY
    for clause in (row.fact.b2b, row.fact.mid, row.fact.b2c) if row.fact else ():
        yield clause, BODY
    for pole in (row.b2b, row.b2c):
        yield pole.gist, FAINT


class Index:
    def __init__(self, catalog: Catalog) -> None:
        self.topics = tuple(row.slug for row in catalog.table.row)
        self.lexicon: Lexicon = lexicon()
        self.exact: dict[str, dict[str, int]] = {lang: {} for lang in catalog.languages}
        self.forms: dict[tuple[str, ...], int | None] = {}  # short phrases by families; two rows': nobody's
        self.stem_of: dict[str, str] = {}
        self.phrases = Phrases()
        self.postings: dict[str, Posting] = {}
        strongly, weakly = self._read(catalog)
        self._count(strongly)
        self._speak(strongly + weakly)
        self._stems = sorted(self.postings)
        self._gather()
        self._weigh(strongly)
        self.spelling = Spelling(self.stem_of)

    def beginning_with(self, prefix: str) -> list[str]:
        start = bisect_left(self._stems, prefix)
        return self._stems[start : bisect_left(self._stems, prefix + "\uffff")]

    def form(self, stems: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.lexicon.family(stem) or stem for stem in stems)

    def _read(self, catalog: Catalog) -> tuple[list[Text], list[Text]]:
        strongly: list[Text] = []
        weakly: list[Text] = []
        for lang, language in catalog.languages.items():
            for topic, slug in enumerate(self.topics):
                row = language.rows[slug]
                strongly += [self._phrase(said, topic, lang, strength) for said, strength in strong(slug, row)]
                weakly += [(topic, self._stemmed(text.words(text.clean(said))), much) for said, much in weak(row)]
        return strongly, weakly

    def _phrase(self, said: str, topic: int, lang: str, strength: float) -> Text:
        words = text.words(text.clean(said))
        joined = " ".join(words)
        self.exact[lang].setdefault(said if said == joined else joined, topic)
        self.phrases.said.append(said)
        self.phrases.topics.append(topic)
        self.phrases.langs.append(lang)
        stems = self._stemmed(words)
        if len(stems) <= SHORT:
            form = self.form(stems)
            self.forms[form] = topic if self.forms.get(form, topic) == topic else None
        return topic, stems, strength

    def _stemmed(self, words: list[str]) -> tuple[str, ...]:
        for word in words:
            if word not in self.stem_of:
                self.stem_of[word] = sys.intern(text.stem(word))
        return tuple([self.stem_of[word] for word in words])

    def _count(self, strongly: list[Text]) -> None:
        for stem in set(self.stem_of.values()):
            self.postings[stem] = Posting()
        for pid, (_, stems, _) in enumerate(strongly):
            for stem in stems if len(stems) == 1 else set(stems):
                self.postings[stem].phrases.append(pid)

    def _info(self, spread: float) -> float:
        return math.log(1 + (len(self.topics) - spread + 0.5) / (spread + 0.5))

    def _speak(self, texts: list[Text]) -> None:
        """Every text speaks once for its row: a word that is a whole alias says more than one of an idiom."""
        spread: dict[str, set[int]] = defaultdict(set)
        for topic, stems, _ in texts:
            for stem in stems:
                spread[stem].add(topic)
        infos = {stem: self._info(len(rows)) * self.lexicon.share(stem) for stem, rows in spread.items()}
        for topic, stems, strength in texts:
            alone = {stem: infos[stem] for stem in stems}
            length = math.sqrt(sum([info * info for info in alone.values()])) or 1.0
            for stem, info in alone.items():
                rows = self.postings[stem].rows
                rows[topic] = rows.get(topic, 0.0) + strength * info / length

    def _gather(self) -> None:
        """A family says what its words say; how talkative the rows are."""
        families: dict[str, list[Posting]] = defaultdict(list)
        for stem in self._stems:
            if family := self.lexicon.family(stem):
                families[family].append(self.postings[stem])
        for family, members in families.items():
            posting = self.postings[family] = Posting()
            posting.phrases = array("H", sorted({pid for member in members for pid in member.phrases}))
            for member in members:
                for topic, much in member.rows.items():
                    posting.rows[topic] = posting.rows.get(topic, 0.0) + much
        said = [sum(one.rows.get(topic, 0.0) for one in self.postings.values()) for topic in range(len(self.topics))]
        mean = sum(said) / len(said)
        self.talkative = [math.log(total / mean) for total in said]

    def _weigh(self, strongly: list[Text]) -> None:
        for term, posting in self.postings.items():
            spread = sum(posting.rows.values()) / (max(posting.rows.values(), default=0.0) or 1.0)
            posting.info = self._info(spread) * self.lexicon.share(term)
        for _, stems, _ in strongly:
            info = sum(self.postings[stem].info for stem in set(stems))
            self.phrases.weights.append(info + SILENT * len(stems))
        self.loans = {  # Latin words in phrases of the Cyrillic language: they don't make a query English
            stem
            for lang, (_, stems, _) in zip(self.phrases.langs, strongly, strict=True)
            if lang == CYRILLIC
            for stem in stems
            if stem.isascii()
        }
