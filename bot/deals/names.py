"""What people call their deals: tidied, never refused for how it looks. Pure."""

import re
import unicodedata

LONGEST = 60
_CONTACT = re.compile(r"[\w.+-]+@[\w-]+\.\w+|(?:\+|\b)\d(?:[\s().-]{0,2}\d){8,}")


def tidy(text: str) -> str:
    """One line without control, direction and invisible characters; joiners inside emoji stay."""
    kept = "".join(
        char
        for char in text
        if char in "\u200d\ufe0f" or char.isspace() or unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
    )
    tidied = " ".join(kept.split())
    return tidied if tidied.strip("\u200d\ufe0f ") else ""


def looks_like_contact(name: str) -> bool:
    """A phone number or an e-mail address: the coach needs neither."""
    return _CONTACT.search(name) is not None
