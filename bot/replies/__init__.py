"""What use cases answer, as data: a module per feature."""

from bot.replies.base import Call, Notice, Reply
from bot.replies.basics import ChooseLanguage, Help, LanguageSet, OnlyInPrivate, Privacy, Welcome
from bot.replies.check import (
    AnswerList,
    Because,
    Card,
    GuessQuestion,
    NameQuestion,
    OfCheck,
    PutAside,
    Question,
    Reasons,
    Resume,
    Strategy,
    TypeCard,
)
from bot.replies.compare import NothingNear, Topic, Topics, Unsure
from bot.replies.operator import Figures

__all__ = [
    "AnswerList",
    "Because",
    "Call",
    "Card",
    "ChooseLanguage",
    "Figures",
    "GuessQuestion",
    "Help",
    "LanguageSet",
    "NameQuestion",
    "NothingNear",
    "Notice",
    "OfCheck",
    "OnlyInPrivate",
    "Privacy",
    "PutAside",
    "Question",
    "Reasons",
    "Reply",
    "Resume",
    "Strategy",
    "Topic",
    "Topics",
    "TypeCard",
    "Unsure",
    "Welcome",
]
