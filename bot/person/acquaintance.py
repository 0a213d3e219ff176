"""Getting to know a person: the first words, the language and help."""

from bot.replies import UNKNOWN_BUTTON, ChooseLanguage, Help, LanguageSet, Reply, Welcome
from bot.store import people
from bot.turn import Turn


async def start(turn: Turn) -> Reply:
    turn.tx.append(people.greet(turn.person.id, turn.lang, turn.now))
    return Welcome(open=turn.person.open is not None, deals=turn.person.deals > 0)


async def choose_language(turn: Turn) -> Reply:
    return ChooseLanguage()


async def set_language(turn: Turn, lang: str) -> Reply:
    if lang not in turn.library.current.languages:
        return UNKNOWN_BUTTON
    turn.tx += [people.greet(turn.person.id, lang, turn.now), people.speak(turn.person.id, lang)]
    first = turn.person.lang is None
    turn.lang = lang
    return Welcome(open=False) if first else LanguageSet()


async def help_(turn: Turn) -> Reply:
    return Help()
