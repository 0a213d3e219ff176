"""A team's digest in words, and as the rows of a spreadsheet."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from markupsafe import Markup

from bot.digest.digest import Digest, Pattern, Span, Sums, question, span
from bot.digest.sheets import Cell
from bot.replies.digest import FORMATS, DigestFile, DigestQuestions, DigestTeams, OfDigest, TeamDigest
from bot.store.teams import Team
from handlers.screens.base import Button, Screen, View, button, on_button, render
from handlers.screens.teams import back_to
from handlers.screens.times import between, short

BANDS = ("b2b", "mixed", "b2c")
WIDE = 40
COLUMNS = ("team", "first", "last", "what", "row", "number", "of", "part", "base")


@dataclass(frozen=True, slots=True)
class Sheet(Screen):
    """The text stands below a file, whose numbers are put together when it is sent."""

    name: str = ""
    gone: str = ""
    """Said in its place to who may not see them any more."""

    @property
    def method(self) -> str:
        return "sendDocument"

    def params(self) -> dict[str, Any]:
        document = {"digest": self.name, "gone": self.gone}
        return {"document": document, "caption": self.text, "parse_mode": "HTML"}


@render.register
def _(reply: DigestTeams, view: View) -> Screen:
    verb, until = ("digest_of", [day_on(reply.monday)]) if reply.monday else ("digest", [])
    return Screen(view.text(reply), [[button(on_button(team.name), verb, team.id, *until)] for team in reply.teams])


@render.register
def _(reply: TeamDigest, view: View) -> Screen:
    found, team = reply.digest, reply.team.id
    week = span(found.until)
    now, before = found.sums
    text = view.text(
        reply, d=found, now=now, before=before, gaps=gaps(reply, view), moves=_moves(reply, view),
        days=between(week.first, week.last, reply.today, view.words),
    )  # fmt: skip
    rows = [[_push(reply, one, one.tip, view)] for one in found.patterns if one.tip]
    more = [view.button("digest.picture", "digest_map", team, day_on(found.until))] if found.rows else []
    if reply.questions:
        more.append(button(view.words.plain("digest.asks", n=reply.questions), "digest_asks", team, "0"))
    files = [view.button(f"digest.{form}", "digest_file", team, day_on(found.until), form) for form in FORMATS]
    return Screen(text, [*rows, *([more] if more else []), [*files, back_to(team, view)]])


def day_on(until: date) -> str:
    """As a button names it."""
    return f"{until:%Y%m%d}"


def _push(reply: OfDigest, one: Pattern, tip: str, view: View) -> Button:
    label = view.words.plain("digest.push", row=_title(one.row, reply, view))
    return button(on_button(label, WIDE), "push_tip", reply.team.id, tip)


def gaps(reply: OfDigest, view: View) -> list[Markup]:
    """The patterns, each as one line."""
    return [_gap(one, reply, view) for one in reply.digest.patterns]


def _gap(one: Pattern, reply: OfDigest, view: View) -> Markup:
    words, row, now, before = view.words, _title(one.row, reply, view), one.now, one.before
    if before is None:
        return words.text("digest.gap_now", row=row, having=now.having, of=now.of)
    return words.text(
        "digest.gap", row=row, having=now.having, of=now.of, having_before=before.having, of_before=before.of
    )


def _moves(reply: TeamDigest, view: View) -> list[Markup]:
    return [
        view.words.text(
            "digest.move", row=_title(one.row, reply, view), having=one.now.having, of=one.now.of,
            having_before=one.before.having, of_before=one.before.of,
        )
        for one in reply.digest.moves
    ]  # fmt: skip


def _title(row: str, reply: OfDigest, view: View) -> str:
    return view.language(reply.catalog).rows[row].title


@render.register
def _(reply: DigestQuestions, view: View) -> Screen:
    words, team = view.language(reply.catalog).mismatches, reply.team.id
    listed = []
    for ask in reply.asks:
        default = view.words.plain("name.typical" if ask.deal.typical else "name.default", n=ask.deal.number)
        listed.append((ask.deal.shown_as, ask.deal.name or default, question(ask, words)))
    turn = [button("‹", "digest_asks", team, str(reply.page - 1))] if reply.page else []
    turn += [button("›", "digest_asks", team, str(reply.page + 1))] if reply.page < reply.pages - 1 else []
    back = view.button("digest.back", "digest", team)
    return Screen(view.text(reply, listed=listed), [*([turn] if turn else []), [back]])


@render.register
def _(reply: DigestFile, view: View) -> Screen:
    text = view.text(reply, last=short(span(reply.until).last, reply.today, view.words))
    name = f"{reply.team.id}.{reply.person}.{reply.until}.{view.words.lang}.{reply.form}"
    return Sheet(text, name=name, gone=view.words.plain("digest.file_gone"))


def table(team: Team, reply: OfDigest, view: View) -> list[list[Cell]]:
    """The same numbers, one a line below a head."""

    def said(key: str) -> str:
        return view.words.plain(f"digest.sheet.{key}")

    lines = [*_sums(reply.digest), *_rows(reply, view)]
    found: list[list[Cell]] = [[said(key) for key in COLUMNS]]
    for week, what, row, number, of, basis in lines:
        part = number / of if of else None
        found.append(
            [
                team.name,
                week.first,
                week.last,
                said(what),
                row,
                number,
                of,
                part,
                view.words.plain(f"digest.sheet.of_{basis}"),
            ]
        )
    return found


Line = tuple[Span, str, str | None, int, int | None, str]


def _sums(found: Digest) -> Iterator[Line]:
    for back, sums in enumerate(found.sums):
        for what, number in _figures(sums):
            yield span(found.until, back), what, None, number, None, found.sums_of
    if found.overdue is not None:
        yield span(found.until), "overdue", None, found.overdue, None, found.sums_of


def _figures(sums: Sums) -> Iterator[tuple[str, int]]:
    yield "checks", sums.checks
    yield from ((band, sums.bands.get(band, 0)) for band in (*BANDS, "unknown"))
    yield from (("taken", sums.steps.taken), ("done", sums.steps.done))


def _rows(reply: OfDigest, view: View) -> Iterator[Line]:
    found = reply.digest
    for sample in filter(None, reversed(found.samples)):
        for row in found.rows:
            share = sample.of(row)
            yield sample.span, "gap", _title(row, reply, view), share.having, share.of, found.basis or ""
