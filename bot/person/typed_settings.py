"""Typed words where a setting is asked for; what is not understood gets the question again, with one sentence."""

from bot import zones
from bot.check import options
from bot.dates import hours
from bot.person.preferences import LONGEST, question, set_days, set_holidays, set_hour, set_quiet, set_stale, set_zone
from bot.replies import Reply
from bot.turn import Turn

DAYS = {
    "five": ("5/2", "5x2", "пятидневка", "будни", "с понедельника по пятницу", "weekdays", "monday to friday"),
    "two": ("2/2", "2x2", "два через два", "two on two off"),
    "floating": ("плавающие", "по сменам", "смены", "когда как", "floating", "shifts"),
}
COUNTRIES = {
    "none": ("нет", "не учитывать", "без праздников", "none", "no"),
    "RU": ("Россия", "Russia"),
    "BY": ("Беларусь", "Белоруссия", "Belarus"),
    "KZ": ("Казахстан", "Kazakhstan"),
    "GB": ("Великобритания", "Англия", "United Kingdom", "Great Britain", "England"),
    "US": ("США", "Соединённые Штаты", "United States", "America"),
    "DE": ("Германия", "Germany"),
}


async def zone(turn: Turn, text: str) -> Reply:
    found = zones.find(text)
    return await set_zone(turn, found) if found else await question(turn, "zone", trouble="unclear")


async def days(turn: Turn, text: str) -> Reply:
    meant = options.match(text, DAYS)
    return await set_days(turn, meant) if meant else await question(turn, "days", trouble="unclear")


async def holidays(turn: Turn, text: str) -> Reply:
    meant = options.match(text, COUNTRIES)
    return await set_holidays(turn, meant) if meant else await question(turn, "holidays", trouble="unclear")


async def hour(turn: Turn, text: str) -> Reply:
    minute = hours.hour(text)
    if minute is None:
        return await question(turn, _which(turn), trouble="unclear")
    return await set_hour(turn, _which(turn), minute)


async def quiet(turn: Turn, text: str) -> Reply:
    span = hours.span(text)
    return await set_quiet(turn, *span) if span else await question(turn, "quiet", trouble="unclear")


async def stale(turn: Turn, text: str) -> Reply:
    said = text.strip().split(" ")[0]
    if said.isdecimal() and len(said) < 6 and 1 <= int(said) <= LONGEST:
        return await set_stale(turn, _which(turn), int(said))
    return await question(turn, _which(turn), trouble="unclear")


def _which(turn: Turn) -> str:
    """Of two alike, the one that is asked for."""
    return turn.person.prompt.at if turn.person.prompt else ""
