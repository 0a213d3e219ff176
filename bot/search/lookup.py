"""One typed word -> the known words it may stand for: itself, its family, a typo, another layout, a transliteration."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.search import sounds, text
from bot.search.index import Index

UNKNOWN, FOREIGN, NUMBER, COMMON = 3.5, 5.0, 0.9, 0.6
FAMILY, ROOT, LAYOUT, RELATED, DERIVED = 0.75, 0.65, 0.97, 0.6, 0.6
RELATIVE = 5
PREFIXES = (
    "до",
    "по",
    "под",
    "на",
    "за",
    "об",
    "вы",
    "пере",
    "при",
    "про",
    "рас",
    "раз",
    "от",
    "у",
    "с",
    "не",
    "re",
    "un",
    "over",
    "under",
    "mis",
)
OWNED = 1.6  # a word of another domain is a row's own only if the row says it so much
DISTANT = 0.4  # what others of the family or root say counts so much
UNSEEN = 0.2  # of each word every row is taken to have said so much
NEARLY = 0.15  # guesses so much weaker than the best are kept
CERTAIN = frozenset({"word", "frame", "common", "foreign", "plain"})
BELIEVED = CERTAIN | {"typo", "family"}
EDGES = ".,:;'\"[]{}<>`~"


@dataclass(frozen=True, slots=True)
class Term:
    """A stem or family the word stands for, and how surely."""

    name: str
    strength: float
    how: str


@dataclass(frozen=True, slots=True)
class Word:
    typed: str
    stem: str
    terms: tuple[Term, ...]
    info: float
    how: str

    @property
    def strength(self) -> float:
        return max((term.strength for term in self.terms), default=0.0)

    @property
    def certainty(self) -> float:
        return 1.0 if self.how in CERTAIN else self.strength


@dataclass(frozen=True, slots=True)
class Places:
    """Where a word stands: how loudly it speaks for each row, and phrases that hold it, with its strength."""

    rows: dict[int, float]
    phrases: dict[int, float]

    def said(self, topic: int) -> float:
        """How much the row says the word: 1 is a whole alias."""
        return UNSEEN * math.expm1(self.rows.get(topic, 0.0))


class Lookup:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.lexicon = index.lexicon
        self.word = lru_cache(maxsize=512)(self._word)
        self.places = lru_cache(maxsize=64)(self._places)  # thousands of phrases each

    def read(self, query: str) -> list[Word]:
        """The words of a cleaned query, each chunk in its likeliest reading."""
        chunks = query.split()
        readings = [self._chunk(chunk) for chunk in chunks]
        if any(word.how == "layout" for words in readings for word in words):
            readings = [self._swapped(chunk) or words for chunk, words in zip(chunks, readings, strict=True)]
        words = [word for reading in readings for word in reading]
        if any(self._english(word) for word in words):  # then nobody transliterates in the same breath
            words = [_unknown(word.typed, word.stem) if word.how == "translit" else word for word in words]
        return words

    def _chunk(self, chunk: str) -> list[Word]:
        plain = [self.word(word) for word in text.words(chunk)]
        if all(word.how in CERTAIN for word in plain):
            return plain
        best, certainty = plain, _certainty(plain)
        for swapped in dict.fromkeys((text.other_layout(chunk), text.other_layout(chunk.strip(EDGES)))):
            words = [self.word(word) for word in text.words(swapped)]
            if all(word.how in BELIEVED for word in words) and _certainty(words) * LAYOUT > certainty:
                best, certainty = [_swapped(word) for word in words], _certainty(words) * LAYOUT
        return best

    def _swapped(self, chunk: str) -> list[Word]:
        """The chunk on the other keyboard, if every word of it is known there; else nothing."""
        words = [self.word(word) for word in text.words(text.other_layout(chunk))]
        return (
            [_swapped(word) for word in words] if all(word.how in {"word", "frame", "common"} for word in words) else []
        )

    def _english(self, word: Word) -> bool:
        return (
            word.how in {"word", "frame", "common"}
            and len(word.typed) > 2
            and word.typed.isalpha()
            and word.typed.isascii()
            and word.stem not in self.index.loans
        )

    def _word(self, typed: str) -> Word:
        stem = text.stem(typed)
        lexicon = self.lexicon
        if stem in lexicon.frames:
            return Word(typed, stem, self._terms(stem, 1.0, "word"), 0.0, "frame")
        if stem in lexicon.foreign and self._owned(stem) < OWNED:
            return Word(typed, stem, (), FOREIGN, "foreign")
        if stem in self.index.postings:
            terms = self._terms(stem, 1.0, "word") + self._relatives(stem)
            return Word(typed, stem, terms, self.index.postings.info(stem), "word")
        if typed.isdigit():
            return Word(typed, stem, (), NUMBER, "common")
        if stem in lexicon.common or stem in lexicon.functions or len(typed) == 1:
            return Word(typed, stem, self._family(stem, 1.0), COMMON, "common")
        if stem in lexicon.plain:
            return Word(typed, stem, (), UNKNOWN, "plain")
        return self._guessed(typed, stem)

    def _guessed(self, typed: str, stem: str) -> Word:
        best: dict[str, Term] = {}
        for term in self._family(stem, 1.0) or tuple(self._guesses(typed, stem)):
            if term.name not in best or best[term.name].strength < term.strength:
                best[term.name] = term
        if not best:
            return _unknown(typed, stem)
        top = max(best.values(), key=lambda term: term.strength)
        kept = tuple(term for term in best.values() if term.strength >= top.strength - NEARLY)
        info = max(self.index.postings.info(term.name) for term in kept)
        return Word(typed, stem, kept, max(info, UNKNOWN * (1 - top.strength)), top.how)

    def _places(self, word: Word) -> Places:
        said: dict[int, float] = {}
        phrases: dict[int, float] = {}
        for term in sorted(word.terms, key=lambda term: term.strength):
            near = term.strength * (DISTANT if term.how in {"family", "root"} else 1.0)
            for topic, much in self.index.postings.rows(term.name):
                said[topic] = said.get(topic, 0.0) + much * near
            phrases.update(dict.fromkeys(self.index.postings.phrases(term.name), term.strength))
        return Places({topic: math.log1p(much / UNSEEN) for topic, much in said.items()}, phrases)

    def _owned(self, stem: str) -> float:
        postings = self.index.postings
        return max(much for _, much in postings.rows(stem)) if stem in postings else 0.0

    def _terms(self, stem: str, strength: float, how: str) -> tuple[Term, ...]:
        own = (Term(stem, strength, how),) if stem in self.index.postings else ()
        return own + self._family(stem, strength)

    def _family(self, stem: str, strength: float) -> tuple[Term, ...]:
        family = self.lexicon.family(stem)
        if family and family in self.index.postings:
            return (Term(family, FAMILY * strength, "family"),)
        return ()

    def _relatives(self, stem: str) -> tuple[Term, ...]:
        """Other words of the same root, for a word that is known itself."""
        if len(stem) < RELATIVE or stem in self.lexicon.functions:
            return ()
        found = self.index.postings.beginning_with(stem[: max(RELATIVE, len(stem) - 2)])
        return tuple(Term(other, RELATED, "root") for other in found if other != stem and len(other) <= len(stem) + 2)

    def _guesses(self, typed: str, stem: str) -> Iterator[Term]:
        yield from self._all(self.index.spelling.meant(typed), "typo")
        yield from self._all(self._same_root(stem), "root")
        yield from self._all(self._without_prefix(stem), "root")
        if text.is_cyrillic(typed):
            if stem == typed:  # an English word has no Russian ending
                yield from self._all(self.index.spelling.heard(typed), "sound")
        elif typed.isascii():
            yield from self._all(self._transliterated(typed), "translit")

    def _all(self, found: Iterable[tuple[str, float]], how: str) -> Iterator[Term]:
        for stem, strength in found:
            yield from self._terms(stem, strength, how)

    def _transliterated(self, typed: str) -> Iterator[tuple[str, float]]:
        stem = text.stem(sounds.to_cyrillic(typed))
        return iter([(stem, 0.95)]) if stem in self.index.postings else self.index.spelling.transliterated(typed)

    def _same_root(self, stem: str) -> Iterator[tuple[str, float]]:
        """Words with the longest common beginning."""
        least = 4 if text.is_cyrillic(stem) else 5
        for length in range(len(stem) - 1, max(least, len(stem) - 3) - 1, -1):
            found = [other for other in self.index.postings.beginning_with(stem[:length]) if len(other) <= length + 2]
            if found:
                yield from ((other, ROOT * 2 * length / (len(stem) + len(other))) for other in found[:6])
                return

    def _without_prefix(self, stem: str) -> Iterator[tuple[str, float]]:
        """ "доучить" is a kind of "учить"."""
        for prefix in PREFIXES:
            rest = stem.removeprefix(prefix)
            if rest != stem and len(rest) > 2 and (rest in self.index.postings or self.lexicon.family(rest)):
                yield rest, DERIVED


def _unknown(typed: str, stem: str) -> Word:
    return Word(typed, stem, (), UNKNOWN, "unknown")


def _swapped(word: Word) -> Word:
    terms = tuple(Term(term.name, term.strength * LAYOUT, "layout") for term in word.terms)
    return Word(word.typed, word.stem, terms, word.info, "layout") if terms else word


def _certainty(words: list[Word]) -> float:
    return sum(word.certainty for word in words) / len(words) if words else 0.0
