"""One typed word -> the known words it may stand for: itself, its family, a typo, another layout, a transliteration."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from bot.search import text, typos
from bot.search.index import Index

UNKNOWN, FOREIGN, NUMBER, COMMON = 3.5, 5.0, 0.9, 0.6
FAMILY, RELATED, LAYOUT, TRANSLIT, SOUND = 0.75, 0.65, 0.97, 0.95, 0.85
OWNED = 0.75


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
    how: str = ""


class Lookup:
    def __init__(self, index: Index) -> None:
        self.index = index
        self.lexicon = index.lexicon
        self.word = lru_cache(maxsize=4096)(self._word)

    def known(self, word: str) -> bool:
        stem = text.stem(word)
        lexicon = self.lexicon
        return (
            stem in self.index.postings
            or word.isdigit()
            or stem in lexicon.frames
            or stem in lexicon.functions
            or stem in lexicon.common
            or stem in lexicon.foreign
        )

    def read(self, query: str) -> list[Word]:
        """The words of a cleaned query, each chunk in its likeliest reading."""
        return [word for chunk in query.split() for word in self._chunk(chunk)]

    def _chunk(self, chunk: str) -> list[Word]:
        plain = [self.word(word) for word in text.words(chunk)]
        if all(self.known(word.typed) for word in plain):
            return plain
        readings = [(sum(map(_certainty, plain)) / len(plain), plain)]
        for swapped in {text.other_layout(chunk), text.other_layout(chunk.strip(".,:;'\"[]{}<>`~"))}:
            words = [self.word(word) for word in text.words(swapped)]
            if words and all(map(_plain, words)):
                certainty = sum(map(_certainty, words)) / len(words) * LAYOUT
                readings.append((certainty, [self._as(word, "layout", LAYOUT) for word in words]))
        return max(readings, key=lambda reading: reading[0])[1]

    def _as(self, word: Word, how: str, strength: float) -> Word:
        if not word.terms:
            return word
        terms = tuple(Term(term.name, term.strength * strength, how) for term in word.terms)
        return Word(word.typed, word.stem, terms, word.info, how)

    def _word(self, typed: str) -> Word:
        stem = text.stem(typed)
        if stem in self.lexicon.frames:
            return Word(typed, stem, self._terms(stem, 1.0, "word"), 0.0, "frame")
        if stem in self.lexicon.foreign and self._owned(stem) < OWNED:
            return Word(typed, stem, (), FOREIGN, "foreign")
        if stem in self.index.postings:
            return Word(typed, stem, self._terms(stem, 1.0, "word"), self._info(stem), "word")
        if typed.isdigit():
            return Word(typed, stem, (), NUMBER, "common")
        if stem in self.lexicon.common or stem in self.lexicon.functions or len(typed) == 1:
            return Word(typed, stem, self._family(stem, 1.0), COMMON, "common")
        best: dict[str, Term] = {}
        for term in self._guesses(typed, stem):
            if term.name not in best or best[term.name].strength < term.strength:
                best[term.name] = term
        if not best:
            return Word(typed, stem, (), UNKNOWN, "unknown")
        top = max(best.values(), key=lambda term: term.strength)
        kept = tuple(term for term in best.values() if term.strength >= top.strength - 0.15)
        info = max(self._info(term.name) for term in kept)
        return Word(typed, stem, kept, max(info, UNKNOWN * (1 - top.strength)), top.how)

    def _owned(self, stem: str) -> float:
        posting = self.index.postings.get(stem)
        return max(posting.rows.values()) if posting else 0.0

    def _info(self, name: str) -> float:
        return self.index.postings[name].info

    def _terms(self, stem: str, strength: float, how: str) -> tuple[Term, ...]:
        own = (Term(stem, strength, how),) if stem in self.index.postings else ()
        return own + self._family(stem, strength)

    def _family(self, stem: str, strength: float) -> tuple[Term, ...]:
        family = self.lexicon.family(stem)
        if family and family in self.index.postings:
            return (Term(family, FAMILY * strength, "family"),)
        return ()

    def _guesses(self, typed: str, stem: str) -> Iterator[Term]:
        family = self._family(stem, 1.0)
        yield from family
        if family:
            return
        yield from self._typos(typed, stem)
        yield from self._related(stem)
        if text.is_cyrillic(typed) and stem == typed:  # an English word has no Russian ending
            yield from self._heard(typed)
        elif typed.isascii():
            yield from self._transliterated(typed)

    def _typos(self, typed: str, stem: str) -> Iterator[Term]:
        most = typos.allowed(typed)
        if not most:
            return
        for found, strength in typos.corrections(typed, self.index.surfaces, most):
            yield from self._terms(self.index.stem_of[found], strength, "typo")
        if len(stem) > 4 and stem != typed:
            for found, strength in typos.corrections(stem, self.index.stems, min(most, len(stem) // 4)):
                yield from self._terms(found, strength - 0.05, "typo")

    def _related(self, stem: str) -> Iterator[Term]:
        """Words of the same root: the longest common beginning."""
        if len(stem) < 5:
            return
        for length in (len(stem) - 1, len(stem) - 2, len(stem) - 3):
            if length < 4:
                return
            found = [other for other in self.index.beginning_with(stem[:length]) if len(other) <= length + 3]
            if found:
                for other in found[:6]:
                    share = 2 * length / (len(stem) + len(other))
                    yield from self._terms(other, RELATED * share, "root")
                return

    def _transliterated(self, typed: str) -> Iterator[Term]:
        word = text.to_cyrillic(typed)
        if text.stem(word) in self.index.postings:
            yield from self._terms(text.stem(word), TRANSLIT, "translit")
            return
        key = text.canon(typed)
        if key in self.index.canon:
            yield from self._terms(self.index.stem_of[self.index.canon[key]], TRANSLIT, "translit")
        elif len(key) > 3:
            for found, distance, _ in process.extract(
                key, self.index.canon.keys(), scorer=OSA.distance, score_cutoff=1 if len(key) < 8 else 2, limit=3
            ):
                stem = self.index.stem_of[self.index.canon[found]]
                yield from self._terms(stem, 0.85 - 0.1 * distance - 0.3 / len(key), "translit")

    def _heard(self, typed: str) -> Iterator[Term]:
        key = text.skeleton(typed)
        if len(key) < 2:
            return
        latin = text.canon(typed)
        for found in self.index.skeletons.get(key, ()):
            alike = fuzz.ratio(latin, found) / 100
            if alike >= (0.5 if len(key) > 2 else 0.6) and len(typed) > 3:
                yield from self._terms(self.index.stem_of[found], SOUND * (0.7 + 0.3 * alike), "sound")


def _plain(word: Word) -> bool:
    """Surely read: another layout is believed only then."""
    return word.how in {"word", "frame", "common", "foreign", "typo", "family"}


def _certainty(word: Word) -> float:
    if word.how in {"word", "frame", "common", "foreign"}:
        return 1.0
    return max((term.strength for term in word.terms), default=0.0)
