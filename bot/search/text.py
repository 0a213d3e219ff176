"""What was typed, taken apart: words, keyboard layouts, transliteration. Nothing here knows the rows."""

import re
import unicodedata
from functools import lru_cache

import Stemmer

LONGEST = 200
_RUSSIAN, _ENGLISH = Stemmer.Stemmer("russian"), Stemmer.Stemmer("english")
_TAG = re.compile(r"<[^<>]{0,60}>")
_JOINT = re.compile(r"(?<=\w)['’ʼ`](?=\w)")
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
    text = unicodedata.normalize("NFKC", _TAG.sub(" ", text)).casefold()
    kept = (char for char in text if unicodedata.category(char) not in {"Cf", "Cs", "Cc"} or char.isspace())
    text = unicodedata.normalize("NFD", "".join(kept).replace("й", "\0"))
    return "".join(char for char in text if unicodedata.category(char) != "Mn").replace("\0", "й")


def words(cleaned: str) -> list[str]:
    return [_one_script(word) for word in _WORD.findall(_JOINT.sub("", cleaned))]


def _one_script(word: str) -> str:
    """A word of both scripts ("cделка", "в2b") is read in one."""
    if _CYRILLIC.search(word) and _LATIN.search(word):
        return word.translate(_LOOKALIKE)
    return word


def is_cyrillic(word: str) -> bool:
    return _CYRILLIC.search(word) is not None


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    stemmer = _RUSSIAN if is_cyrillic(word) else _ENGLISH
    return str(stemmer.stemWord(word))


def other_layout(chunk: str) -> str:
    """The same keys on the other keyboard."""
    return chunk.translate(_TO_EN if is_cyrillic(chunk) else _TO_RU)


_SOUNDS = {
    "shch": "щ", "sch": "щ", "sh": "ш", "zh": "ж", "kh": "х", "ch": "ч", "ts": "ц", "tz": "ц", "ck": "к", "yo": "е", "jo": "е",
    "yu": "ю", "ju": "ю", "iu": "ю", "ya": "я", "ja": "я", "ia": "я", "ye": "е", "je": "е", "x": "х", "a": "а", "b": "б",
    "v": "в", "w": "в", "g": "г", "d": "д", "e": "е", "z": "з", "i": "и", "j": "й", "k": "к", "l": "л", "m": "м", "n": "н",
    "o": "о", "p": "п", "r": "р", "s": "с", "t": "т", "u": "у", "f": "ф", "h": "х", "c": "ц", "q": "к", "y": "ы", "4": "ч", "6": "ш",
}  # fmt: skip
_SOUND = re.compile("|".join(sorted(_SOUNDS, key=len, reverse=True)))
_VOWELS = "aeiouyаеиоуыэюя"


def to_cyrillic(word: str) -> str:
    """Russian typed in Latin letters, in its most usual spelling."""
    word = re.sub(rf"(?<=[{_VOWELS}])y(?![aeou])", "j", word)
    word = re.sub(r"(?<=[bvgdzklmnprstfh])i(?=[aeou])", "i_", word).replace("yj", "yй").replace("iy", "ий")
    return _SOUND.sub(lambda found: _SOUNDS[found[0]], word.replace("ij", "ий")).replace("_", "")


_CANON = str.maketrans({
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ж": "j", "з": "z", "и": "i", "й": "i", "к": "k", "л": "l",
    "м": "m", "н": "n", "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "h", "ц": "c", "ч": "q",
    "ш": "w", "щ": "w", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "u", "я": "a", "y": "i",
})  # fmt: skip
_SAME = {
    "shch": "w", "sch": "w", "sh": "w", "zh": "j", "kh": "h", "ch": "q", "ts": "c", "tz": "c", "ck": "k", "x": "h", "w": "v",
    "yo": "e", "jo": "e", "io": "e", "yu": "u", "ju": "u", "iu": "u", "ya": "a", "ja": "a", "ia": "a", "ye": "e", "je": "e", "ie": "e",
}  # fmt: skip
_SAME_RE = re.compile("|".join(sorted(_SAME, key=len, reverse=True)))


def canon(word: str) -> str:
    """One spelling for all transliterations of a Russian word, the word itself included."""
    if is_cyrillic(word):
        plain = word.translate(_CANON)
    else:
        plain = re.sub("(?<=[aeiouy])j", "i", word)
        plain = _SAME_RE.sub(lambda found: _SAME[found[0]], plain).replace("y", "i")
    return re.sub(r"i(?=[aeiou])", "", re.sub(r"(.)\1+", r"\1", plain))


_ENGLISH_SOUNDS = (
    (r"[ts]ion", "шn"), (r"[ct]i(?=a)", "ш"), (r"t(?=ure)|tch|ch", "ч"), (r"sh", "ш"), (r"ph|gh(?=$)", "f"), (r"igh|eigh|ough|^k(?=n)", ""), (r"th", "t"),
    (r"c(?=[eiy])", "s"), (r"ck|c|qu?", "k"), (r"x", "ks"), (r"wh?", "v"), (r"dge?|g(?=[ei])|j", "ж"), (r"z", "s"), (r"h", "х"), (r"[aeiouy]", ""),
)  # fmt: skip
_RUSSIAN_SOUNDS = (
    (r"дж|ж", "ж"), (r"кс", "ks"), (r"[щш]", "ш"), (r"ц", "ts"), (r"[зс]", "s"), (r"[аеиоуыэюяйьъ]", ""), (r"б", "b"), (r"в", "v"), (r"г", "g"),
    (r"д", "d"), (r"к", "k"), (r"л", "l"), (r"м", "m"), (r"н", "n"), (r"п", "p"), (r"р", "r"), (r"т", "t"), (r"ф", "f"),
)  # fmt: skip


def skeleton(word: str) -> str:
    """The consonants as heard: "procurement" and "прокьюрмент" are alike."""
    for pattern, sound in _RUSSIAN_SOUNDS if is_cyrillic(word) else _ENGLISH_SOUNDS:
        word = re.sub(pattern, sound, word)
    return re.sub(r"(.)\1+", r"\1", word)
