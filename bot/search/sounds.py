"""How words sound: Russian in Latin letters, English in Cyrillic ones."""

import re
from collections.abc import Callable

from bot.search.text import is_cyrillic


def _table(pairs: str) -> dict[str, str]:
    """ "zh ж sh ш ..."; a hyphen stands for nothing."""
    cells = pairs.split()
    return {key: value.replace("-", "") for key, value in zip(cells[::2], cells[1::2], strict=True)}


def _replacer(pairs: str) -> Callable[[str], str]:
    """Replaces the longest first."""
    table = _table(pairs)
    pattern = re.compile("|".join(sorted(table, key=len, reverse=True)))
    return lambda word: pattern.sub(lambda found: table[found[0]], word)


_AFTER_VOWEL = re.compile("(?<=[aeiou])y(?![aeou])")
_SOFT = re.compile("(?<=[bvgdzklmnprstfh])i(?=[aeou])")
_CYRILLIC = _replacer(
    "shch щ sch щ sh ш zh ж kh х ch ч ts ц tz ц ck к yo е jo е yu ю ju ю iu ю ya я ja я ia я ye е je е "
    "x х a а b б v в w в g г d д e е z з i и j й k к l л m м n н o о p п r р s с t т u у f ф h х c ц q к y ы 4 ч 6 ш"
)


def to_cyrillic(word: str) -> str:
    """Russian typed in Latin letters, in its most usual spelling."""
    word = _SOFT.sub("i_", _AFTER_VOWEL.sub("j", word))
    word = word.replace("yj", "yй").replace("iy", "ий").replace("ij", "ий")
    return _CYRILLIC(word).replace("_", "")


_LETTERS = str.maketrans(
    _table(
        "а a б b в v г g д d е e ж j з z и i й i к k л l м m н n о o п p р r с s т t у u ф f х h ц c ч q "
        "ш w щ w ъ - ы i ь - э e ю u я a"
    )
)
_SPELLINGS = _replacer(
    "shch w sch w sh w zh j kh h ch q ts c tz c ck k x h w v "
    "yo e jo e io e yu u ju u iu u ya a ja a ia a ye e je e ie e"
)
_SHORT_I = re.compile("(?<=[aeiouy])j")
_GLIDE = re.compile("i(?=[aeiou])")
_DOUBLE = re.compile(r"(.)\1+")


def canon(word: str) -> str:
    """One spelling for all transliterations of a Russian word, the word itself included; or of many, one a line."""
    plain = word.translate(_LETTERS) if is_cyrillic(word) else _SPELLINGS(_SHORT_I.sub("i", word)).replace("y", "i")
    return _GLIDE.sub("", _DOUBLE.sub(r"\1", plain))


def _rules(*rules: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(pattern, re.MULTILINE), sound) for pattern, sound in rules)


_ENGLISH_SOUNDS = _rules(
    ("[ts]ion", "шn"), ("[ct]i(?=a)", "ш"), ("t(?=ure)|tch|ch", "ч"), ("sh", "ш"), ("ph|gh$", "f"),
    ("igh|eigh|ough|^k(?=n)", ""), ("th", "t"), ("c(?=[eiy])", "s"), ("ck|c|qu?", "k"), ("x", "ks"), ("wh?", "v"),
    ("dge?|g(?=[ei])|j", "ж"), ("z", "s"), ("h", "х"), ("[aeiouy]", ""),
)  # fmt: skip
_RUSSIAN_SOUNDS = _rules(("дж", "ж"), ("кс", "ks"), ("щ", "ш"), ("ц", "ts"), ("[аеиоуыэюяйьъ]", ""))
_RUSSIAN_LETTERS = str.maketrans(_table("з s с s б b в v г g д d к k л l м m н n п p р r т t ф f"))


def skeleton(word: str) -> str:
    """The consonants as heard, "procurement" and "прокьюрмент" are alike; or of many words, one a line."""
    russian = is_cyrillic(word)
    for pattern, sound in _RUSSIAN_SOUNDS if russian else _ENGLISH_SOUNDS:
        word = pattern.sub(sound, word)
    return _DOUBLE.sub(r"\1", word.translate(_RUSSIAN_LETTERS) if russian else word)
