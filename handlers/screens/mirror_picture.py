"""The picture of the mirror: how the own guesses came out, and what stood behind lost deals."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.catalog import Language
from bot.check.course import GUESS
from bot.deals.mirror import FEW
from handlers.screens.base import View
from handlers.screens.sheet import LEFT, RIGHT, TEXT, WIDTH

BAR, GAP, TOP = 30, 56, 112


@dataclass(frozen=True, slots=True)
class Mirror:
    guesses: Sequence[tuple[int, int, int]]
    """Guess (1 to 5), how many deals were won with it, of how many."""
    losses: Sequence[tuple[str, int, int]]
    """A finding's title, how many deals were lost with it, of how many."""


@dataclass(frozen=True, slots=True)
class Bar:
    y: int
    """Of its upper edge."""
    title: list[tuple[str, int]]
    said: str
    filled: float
    enough: bool


def mirror_svg(mirror: Mirror, view: View, said: Language) -> str:
    words, fonts = view.words, view.screens.fonts
    y = TOP + 128
    guesses: list[Bar] = []
    for guess, won, n in mirror.guesses:
        guesses.append(_bar(view, y, said.steps[GUESS].options[str(guess)], won, n, _outcome(view, won, n)))
        y = guesses[-1].y + BAR + GAP
    head = fonts.wrap(words.plain("picture.losses"), 44, RIGHT - LEFT, 1, bold=True) if mirror.losses else []
    losses_at, y = y + 30, y + 30 + 82 if head else y
    losses: list[Bar] = []
    for title, lost, n in mirror.losses:
        losses.append(_bar(view, y, title, lost, n, words.plain("picture.lost", lost=lost, n=n)))
        y = losses[-1].y + BAR + GAP
    values: dict[str, object] = {
        "width": WIDTH,
        "height": y + 8,
        "left": LEFT,
        "right": RIGHT,
        "bar": BAR,
        "top": TOP,
        "head": words.plain("picture.guesses"),
        "second": (head[0], losses_at) if head else None,
        "guesses": guesses,
        "losses": losses,
    }
    return view.screens.svg("mirror", values)


def _outcome(view: View, won: int, n: int) -> str:
    if not n:
        return view.words.plain("picture.no_guess")
    return view.words.plain("picture.won" if n >= FEW else "picture.too_few", won=won, n=n)


def _bar(view: View, y: int, title: str, count: int, n: int, said: str) -> Bar:
    """Its title begins at the baseline `y`; the figures stand at the right of the title's last line."""
    fonts = view.screens.fonts
    room = RIGHT - LEFT - fonts.width(said, TEXT, bold=True) - 30
    lines = fonts.wrap(fonts.drawable(title), TEXT, room, 3)
    placed = [(line, y + place * 48) for place, line in enumerate(lines)]
    return Bar(placed[-1][1] + 22, placed, said, (RIGHT - LEFT) * count / n if n else 0.0, n >= FEW)
