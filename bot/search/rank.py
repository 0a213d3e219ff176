"""Evidence for every row: how much of the query it explains, and how near its phrases come."""

import math
from dataclasses import dataclass, field

from bot.search.index import SILENT, Index
from bot.search.lookup import FOREIGN, Lookup, Word

SPOKEN, BEST = 1.2, 3.8  # fitted: leave-one-out, logistic regression over the rows
OWN_LANGUAGE = 1.02
PHRASE_SIDE = 0.45
NEXT_UNKNOWN = 0.6
LEAST_OVERLAP = 0.2  # phrases with less are not looked at
NONE = (0.0, -1)  # no phrase: its value and number
TELLING = 1.0  # words that tell more than little
SHY = 1.5  # words that say less ("client", "deal") find no phrase by themselves where others do


@dataclass(slots=True)
class Evidence:
    """How loudly the words speak for the row (naive Bayes), and how near its phrases come (from 0 to 1)."""

    spoken: float
    best: float = 0.0
    phrase: int | None = None
    three: float = 0.0

    @property
    def score(self) -> float:
        """The log of the odds against a row that nothing speaks for."""
        return SPOKEN * self.spoken + BEST * self.best


@dataclass(slots=True)
class Ranking:
    words: list[Word]
    total: float
    unknown: float = 0.0
    foreign: float = 0.0
    rows: dict[int, Evidence] = field(default_factory=dict)

    def best(self) -> list[tuple[int, Evidence]]:
        return sorted(self.rows.items(), key=lambda item: -item[1].score)

    def telling(self) -> list[Word]:
        return [word for word in self.words if word.info >= TELLING]


def rank(index: Index, lookup: Lookup, words: list[Word], lang: str) -> Ranking:
    found = _weigh(index, words)
    phrases: dict[int, float] = {}
    spoken = _listen(index, lookup, found.words)
    for word in sorted(found.words, key=lambda word: -word.info):
        _add(word, lookup.places(word).phrases, phrases)
    found.rows = {topic: Evidence(loud) for topic, loud in spoken.items()}
    _match(index, found, phrases, lang)
    return found


def _listen(index: Index, lookup: Lookup, words: list[Word]) -> dict[int, float]:
    """Naive Bayes: every word votes, the more it tells the more; a row that says much needs more votes."""
    known = [word for word in words if word.terms and word.info > 0]
    spoken: dict[int, float] = {}
    votes = 0.0
    for word in known:
        weight = word.info * word.strength
        votes += weight
        for topic, loud in lookup.places(word).rows.items():
            spoken[topic] = spoken.get(topic, 0.0) + weight * loud
    length = math.sqrt(sum(word.info**2 for word in known)) or 1.0
    return {topic: (loud - votes * index.talkative[topic]) / length for topic, loud in spoken.items()}


def _weigh(index: Index, words: list[Word]) -> Ranking:
    """Each word once. Several unknown words weigh less each; words of another domain count as one."""
    foreign = index.lexicon.foreign_in(tuple(word.stem for word in words))
    found = Ranking([], 0.0)
    seen: set[str] = set()
    for place, word in enumerate(words):
        if word.stem in seen:
            continue
        seen.add(word.stem)
        if place in foreign or word.how == "foreign":
            found.foreign = FOREIGN
            continue
        found.words.append(word)
        if word.terms:
            found.total += word.info
        else:
            found.unknown += word.info * (NEXT_UNKNOWN if found.unknown else 1.0)
    found.total += found.unknown + found.foreign
    return found


def _add(word: Word, places: dict[int, float], phrases: dict[int, float]) -> None:
    """Words that tell little only add to phrases already found by others."""
    info = word.info + SILENT
    if phrases and word.info < SHY:
        for phrase in phrases.keys() & places.keys():
            phrases[phrase] += places[phrase] * info
        return
    for phrase, strength in places.items():
        phrases[phrase] = phrases.get(phrase, 0.0) + strength * info


def _match(index: Index, found: Ranking, phrases: dict[int, float], lang: str) -> None:
    query = (1 - PHRASE_SIDE) * (found.total + SILENT)
    least = LEAST_OVERLAP * query
    weights, owners, langs = index.weights, index.owners, index.langs
    own = index.languages.index(lang) if lang in index.languages else None
    best = [[NONE] * 3 for _ in index.topics]
    for pid, overlap in phrases.items():
        if overlap >= least:
            whole = query + PHRASE_SIDE * weights[pid]
            value = overlap / whole if overlap < whole else 1.0
            if langs[pid] == own:
                value *= OWN_LANGUAGE
            three = best[owners[pid]]
            if value >= three[2][0]:
                three[2] = value, pid
                three.sort(reverse=True)
    for topic, three in enumerate(best):
        if three[0] != NONE:
            row = found.rows.setdefault(topic, Evidence(0.0))
            row.best, row.phrase = three[0]
            row.three = sum([value for value, _ in three]) / 3
