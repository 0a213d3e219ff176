"""Scores of the rows for the words of a query: how much of the query a row explains, and its best phrase."""

from dataclasses import dataclass

from bot.search.index import Index
from bot.search.lookup import FOREIGN, Lookup, Word

PHRASE = 0.42
OWN_LANGUAGE = 1.02
SILENT = 0.15
ALIAS_SIDE = 0.45
UNKNOWN_MORE = 0.6


@dataclass(slots=True)
class Ranking:
    words: list[Word]
    scores: dict[int, float]
    phrases: dict[int, tuple[float, int]]
    total: float
    foreign: float


def rank(index: Index, lookup: Lookup, words: list[Word], lang: str) -> Ranking:
    foreign = index.lexicon.foreign_in(tuple(word.stem for word in words))
    by_topic: dict[int, float] = {}
    by_phrase: dict[int, float] = {}
    total = unknown = strange = 0.0
    seen: set[str] = set()
    for place, word in enumerate(words):
        if word.stem in seen:
            continue
        seen.add(word.stem)
        if place in foreign or word.how == "foreign":
            strange = max(strange, FOREIGN)
            continue
        if not word.terms:
            unknown += word.info * (UNKNOWN_MORE if unknown else 1.0)
            continue
        total += word.info
        _add(index, word, by_topic, by_phrase)
    total += unknown + strange
    phrases = _best_phrases(index, by_phrase, total + SILENT, lang)
    scores = {}
    for topic, explained in by_topic.items():
        phrase = phrases[topic][0] if topic in phrases else 0.0
        scores[topic] = (1 - PHRASE) * explained / (total or 1.0) + PHRASE * phrase
    return Ranking(words, scores, phrases, total, strange)


def _add(index: Index, word: Word, by_topic: dict[int, float], by_phrase: dict[int, float]) -> None:
    topics: dict[int, float] = {}
    phrases: dict[int, float] = {}
    for term in word.terms:
        posting = index.postings[term.name]
        for topic, strength in posting.rows.items():
            topics[topic] = max(topics.get(topic, 0.0), strength * term.strength)
        for phrase in posting.phrases:
            if phrases.get(phrase, 0.0) < term.strength:
                phrases[phrase] = term.strength
    for topic, strength in topics.items():
        by_topic[topic] = by_topic.get(topic, 0.0) + strength * word.info
    info = word.info + SILENT
    for phrase, strength in phrases.items():
        by_phrase[phrase] = by_phrase.get(phrase, 0.0) + strength * info


def _best_phrases(index: Index, by_phrase: dict[int, float], total: float, lang: str) -> dict[int, tuple[float, int]]:
    best: dict[int, tuple[float, int]] = {}
    for pid, overlap in by_phrase.items():
        phrase = index.phrases[pid]
        size = index.weights[pid] + SILENT * len(phrase.stems)
        value = overlap / max(overlap, ALIAS_SIDE * size + (1 - ALIAS_SIDE) * total)
        if phrase.lang == lang:
            value *= OWN_LANGUAGE
        if value > best.get(phrase.topic, (0.0, 0))[0]:
            best[phrase.topic] = (value, pid)
    return best
