"""What was typed, taken apart: words, keyboard layouts, transliteration. Nothing here knows the rows."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

LONGEST = 200
_RUSSIAN, _ENGLISH = Stemmer.Stemmer("russian", 0), Stemmer.Stemmer("english", 0)  # without their own caches
_PLAIN = re.compile(r"[a-zа-я0-9\s.,:;!?'\"()«»—-]*")
_TAG = re.compile(r"<[^<>]{0,60}>")
_QUOTE, _JOINT = re.compile("['’ʼ`]"), re.compile(r"(?<=\w)['’ʼ`](?=\w)")
_WORD = re.compile(r"[^\W_]+")
_CYRILLIC, _LATIN = re.compile("[а-я]"), re.compile("[a-z]")

_KEYS_EN = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.{}:\"<>~"
_KEYS_RU = "ёйцукенгшщзхъфывапролджэячсмитьбюхъжэбюё"
_TO_RU = str.maketrans(_KEYS_EN, _KEYS_RU)
_TO_EN = str.maketrans({ru: en for en, ru in reversed(list(zip(_KEYS_EN, _KEYS_RU, strict=True)))})
_LOOKALIKE = str.maketrans("aceopxykmtbhi", "асеорхукмтвни")


def clean(text: str) -> str:
    """A query or phrase, cut and in plain letters."""
    return clean_all(text[:LONGEST])[:LONGEST]


def clean_all(text: str) -> str:
    """Without tags, accents, invisible characters; lower case, ё as е."""
    text = text.casefold().replace("ё", "е")
    if _PLAIN.fullmatch(text):
        return text
    text = unicodedata.normalize("NFKC", _TAG.sub(" ", text)).casefold()
    kept = (char for char in text if unicodedata.category(char) not in {"Cf", "Cs", "Cc"} or char.isspace())
    text = unicodedata.normalize("NFD", "".join(kept).replace("й", "\0"))
    return "".join(char for char in text if unicodedata.category(char) != "Mn").replace("\0", "й")


def words(cleaned: str) -> list[str]:
    found: list[str] = _WORD.findall(_JOINT.sub("", cleaned) if _QUOTE.search(cleaned) else cleaned)
    if cleaned.isascii() or not _LATIN.search(cleaned):
        return found
    return [word if word.isascii() else _one_script(word) for word in found]


def _one_script(word: str) -> str:
    """A word of both scripts ("cделка", "в2b") is read in one."""
    if _LATIN.search(word) and _CYRILLIC.search(word):
        return word.translate(_LOOKALIKE)
    return word


def is_cyrillic(word: str) -> bool:
    return not word.isascii() and _CYRILLIC.search(word) is not None


@lru_cache(maxsize=256)
def stem(word: str) -> str:
    stemmer = _RUSSIAN if is_cyrillic(word) else _ENGLISH
    stemmed = str(stemmer.stemWord(word))
    return word if stemmed == word else stemmed


def other_layout(chunk: str) -> str:
    """The same keys on the other keyboard."""
    return chunk.translate(_TO_EN if is_cyrillic(chunk) else _TO_RU)
