"""The words of the rows, counted once: in which phrases a word stands, and how often each row says it."""

from array import array
from collections.abc import Iterable, Sequence

from bot.catalog.model import Catalog
from bot.search import text
from bot.search.counting import Counting
from bot.search.lexicon import Lexicon, lexicon
from bot.search.owners import Owners
from bot.search.reading import Reading, Texts
from bot.search.spelling import Spelling

SILENT = 0.15  # what every word weighs in a phrase, function words too
SHORT = 3
CYRILLIC = "ru"


class Index:
    """`said`: titles, aliases and clients' phrases; of each, whose it is (`owners`), its language (`langs`, a number).

    `weights`: the sum over the words of a phrase. `exact`, `forms`: whose a whole text is, by language or by families.
    """

    def __init__(self, catalog: Catalog) -> None:
        self.topics = tuple(row.slug for row in catalog.table.row)
        self.languages = tuple(catalog.languages)
        self.lexicon: Lexicon = lexicon()
        read = Reading(catalog, self.topics)
        self.exact, self.said, self.langs, self.owners = read.exact, read.said, read.langs, read.strong.topics
        self.spelling = Spelling(list(read.numbers))
        names, families = self._number(read)
        self.forms = self._forms(read.strong, names, families)
        self.loans = self._loans(read.strong, names)
        counting = Counting(self.lexicon, names, families, len(self.topics))
        self.postings = counting.postings(read)
        self.talkative = counting.talkative()
        self.weights = array("f", [_weight(words, self.postings.infos) for words in read.strong])

    def form(self, stems: Iterable[str]) -> tuple[str, ...]:
        return tuple(self.lexicon.family(stem) or stem for stem in stems)

    def _number(self, read: Reading) -> tuple[list[str], list[int]]:
        """Stems and families together, sorted; of each, the number of its family or its own."""
        stems = [text.stem(word) for word in read.numbers]
        family = {stem: self.lexicon.family(stem) or stem for stem in stems}
        names = sorted({*family, *family.values()})
        numbers = {name: number for number, name in enumerate(names)}
        of_words = [numbers[stem] for stem in stems]
        read.strong.renumber(of_words)
        read.weak.renumber(of_words)
        return names, [numbers[family.get(name, name)] for name in names]

    def _forms(self, strong: Texts, names: list[str], families: list[int]) -> Owners:
        """Short phrases by families."""
        hashes, topics = array("q"), array("B")
        for words, topic in zip(strong, strong.topics, strict=True):
            if len(words) <= SHORT:
                hashes.append(hash(tuple([names[families[word]] for word in words])))
                topics.append(topic)
        return Owners(hashes, topics)

    def _loans(self, strong: Texts, names: list[str]) -> frozenset[str]:
        """Latin words in phrases of the Cyrillic language: they don't make a query English."""
        phrases = (words for lang, words in zip(self.langs, strong, strict=True) if self.languages[lang] == CYRILLIC)
        return frozenset(names[word] for word in set().union(*phrases) if names[word].isascii())


def _weight(words: Sequence[int], infos: Sequence[float]) -> float:
    return sum([infos[word] for word in set(words)]) + SILENT * len(words)
