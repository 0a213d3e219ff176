"""Evidence for every row: how much of the query it explains, and how near its phrases come."""

from dataclasses import dataclass, field

from bot.search.index import Index
from bot.search.lookup import FOREIGN, Lookup, Word

EXPLAINED, BEST, BEST_THREE = 0.28, 0.24, 0.48
OWN_LANGUAGE = 1.02
SILENT = 0.15  # what every word weighs in a phrase, function words too
PHRASE_SIDE = 0.45
NEXT_UNKNOWN = 0.6
LEAST_OVERLAP = 0.2  # phrases with less are not looked at
TELLING = 1.0  # words of so much information have to be explained


@dataclass(slots=True)
class Evidence:
    """Shares of the query's information: explained by the row's words, matched by its nearest phrases."""

    explained: float
    best: float = 0.0
    phrase: int | None = None
    three: float = 0.0

    @property
    def score(self) -> float:
        return EXPLAINED * self.explained + BEST * self.best + BEST_THREE * self.three


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
    rows: dict[int, float] = {}
    phrases: dict[int, float] = {}
    for word in sorted(found.words, key=lambda word: -word.info):
        places = lookup.places(word)
        for topic, strength in places.rows.items():
            rows[topic] = rows.get(topic, 0.0) + strength * word.info
        _add(word, places.phrases, phrases)
    total = found.total or 1.0
    found.rows = {topic: Evidence(explained / total) for topic, explained in rows.items()}
    _match(index, found, phrases, lang)
    return found


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
    if phrases and word.info < TELLING:
        for phrase in phrases.keys() & places.keys():
            phrases[phrase] += places[phrase] * info
        return
    for phrase, strength in places.items():
        phrases[phrase] = phrases.get(phrase, 0.0) + strength * info


def _match(index: Index, found: Ranking, phrases: dict[int, float], lang: str) -> None:
    query = (1 - PHRASE_SIDE) * (found.total + SILENT)
    values: dict[int, list[tuple[float, int]]] = {}
    for pid, overlap in phrases.items():
        if overlap < LEAST_OVERLAP * query:
            continue
        phrase = index.phrases[pid]
        whole = query + PHRASE_SIDE * (phrase.info + SILENT * len(phrase.stems))
        value = overlap / whole if overlap < whole else 1.0
        values.setdefault(phrase.topic, []).append((value * OWN_LANGUAGE if phrase.lang == lang else value, pid))
    for topic, matched in values.items():
        three = sorted(matched, reverse=True)[:3]
        row = found.rows.setdefault(topic, Evidence(0.0))
        row.best, row.phrase = three[0]
        row.three = sum(value for value, _ in three) / 3
