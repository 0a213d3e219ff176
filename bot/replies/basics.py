"""The first words, help and the language."""

from dataclasses import dataclass

from bot.replies.base import Reply


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome(Reply):
    """After /start."""

    open: bool = False
    """A check waits."""
    deals: bool = False
    """There is somebody to go to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Help(Reply):
    """After /help."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseLanguage(Reply):
    """Where the person's language is neither Russian nor English, and after /language."""

    then: str = ""
    """The payload of the link that comes after it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSet(Reply):
    """After a language was chosen."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlyInPrivate(Reply):
    """A check was asked for in a group."""
