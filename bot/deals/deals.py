"""Deals: the list, one deal, its name, how it ended, and what is handed on of it."""

from dataclasses import replace
from typing import Literal

from bot.check.showing import card_of
from bot.deals.names import LONGEST, looks_like_contact, tidy
from bot.person.schedule import local_date
from bot.prompts import ask, heard
from bot.replies import UNKNOWN_BUTTON, Card, Notice, Reply
from bot.replies.deals import (
    CloseQuestion,
    Deals,
    Deleted,
    DeleteQuestion,
    LossQuestion,
    Note,
    OneDeal,
    RenameQuestion,
    SharedCard,
)
from bot.store import checks, people, shares, typical
from bot.store import deals as store
from bot.store.deals import ENDINGS, Cut, Deal
from bot.turn import Turn

A_PAGE = 5
DAY = 86_400_000
REASONS = ("decision-makers", "procedure", "cycle", "offer", "product", "impact", "market", "needs", "none")
"""Why a deal was lost: a row, or none of these."""

Asked = Literal["what", "sure", "yes"]
"""How far a deletion has come."""


def cut(turn: Turn) -> Cut:
    """What is late by this person's habits."""
    habits = turn.person.habits
    return Cut(turn.today.isoformat(), turn.now - habits.stale_b2b * DAY, turn.now - habits.stale_mixed * DAY)


async def listing(turn: Turn, *, closed: bool = False, page: int = 0) -> Reply:
    """/deals; a page that is not there is the last one."""
    heard(turn)
    counts = await store.counts(turn.db, turn.person.id)
    many = {False: counts["open"], True: sum(counts[state] for state in ENDINGS)}
    pages = max(1, -(-many[closed] // A_PAGE))
    page = min(max(page, 0), pages - 1)
    shown = await store.page(turn.db, turn.person.id, "closed" if closed else "open", page * A_PAGE, A_PAGE, cut(turn))
    return Deals(
        closed=closed, deals=tuple(shown), page=page, pages=pages, open_many=many[False], closed_many=many[True],
        now=turn.now, zone=turn.person.habits.zone,
    )  # fmt: skip


async def show(turn: Turn, deal_id: int, page: int = 0) -> Reply:
    deal = await _find(turn, deal_id)
    return deal if isinstance(deal, Reply) else await _one(turn, deal, page=page)


async def ask_name(turn: Turn, deal_id: int) -> Reply:
    deal = await _find(turn, deal_id)
    if isinstance(deal, Reply):
        return deal
    ask(turn, "rename", about=deal.id)
    return RenameQuestion(deal=deal, now=turn.now, zone=turn.person.habits.zone)


async def renamed(turn: Turn, text: str) -> Reply | None:
    """A typed text while a deal waits for its new name; None where the deal is gone."""
    prompt = turn.person.prompt
    deal = await store.load(turn.db, prompt.about, turn.person.id, cut(turn)) if prompt else None
    name = tidy(text)
    if deal is None:
        heard(turn)
        return None
    if not name or len(name) > LONGEST:
        problem: Literal["long", "empty"] = "long" if name else "empty"
        zone = turn.person.habits.zone
        return RenameQuestion(deal=deal, now=turn.now, zone=zone, problem=problem, length=len(name))
    heard(turn)
    turn.tx.append(store.rename(deal.id, name))
    return await _one(turn, replace(deal, name=name), contact=looks_like_contact(name))


async def ask_ending(turn: Turn, deal_id: int) -> Reply:
    """How it ended."""
    deal = await _find(turn, deal_id)
    if isinstance(deal, Reply):
        return deal
    if stays := await _stays(turn, deal):
        return stays
    return CloseQuestion(deal=deal, now=turn.now, zone=turn.person.habits.zone)


async def close(turn: Turn, deal_id: int, state: str, reason: str = "") -> Reply:
    """Won, put off, or lost: then for which reason."""
    ending = next((known for known in ENDINGS if known == state), None)
    if ending is None or (reason and (ending != "lost" or reason not in REASONS)):
        return UNKNOWN_BUTTON
    deal = await _find(turn, deal_id)
    if isinstance(deal, Reply):
        return deal
    if stays := await _stays(turn, deal):
        return stays
    if ending == "lost" and not reason:
        return LossQuestion(deal=deal, now=turn.now, zone=turn.person.habits.zone)
    turn.tx += store.close(deal.id, ending, reason or None, turn.now)
    shut = replace(
        deal, state=ending, reason=reason or None, closed_at=turn.now, touched_at=turn.now, step=None, standing="free"
    )
    one = await _one(turn, shut)
    _forget_typing(turn, one)
    return one


async def make_single(turn: Turn, deal_id: int) -> Reply:
    """No longer what the person usually sells: a deal like any other."""
    deal = await _find(turn, deal_id)
    if isinstance(deal, Reply):
        return deal
    if deal.kind != "typical":
        return await _one(turn, deal)
    turn.tx.append(typical.unmake(deal.id))
    return await _one(turn, replace(deal, kind="deal"), toast="deals.single_now")


async def reopen(turn: Turn, deal_id: int) -> Reply:
    deal = await _find(turn, deal_id)
    if isinstance(deal, Reply):
        return deal
    if deal.state == "open":
        return await _one(turn, deal)
    turn.tx.append(store.reopen(deal.id, turn.now))
    return await _one(turn, replace(deal, state="open", reason=None, closed_at=None, touched_at=turn.now))


async def delete(turn: Turn, deal_id: int, asked: str) -> Reply:
    """Asked twice: what goes with it, and whether really."""
    deal = await _find(turn, deal_id)
    if isinstance(deal, Reply):
        return deal
    if asked != "yes":
        return DeleteQuestion(deal=deal, now=turn.now, zone=turn.person.habits.zone, sure=asked == "sure")
    _forget_typing(turn, await _one(turn, deal))
    turn.tx += store.delete(deal.id, turn.person.id)
    return Deleted(name=deal.name, number=deal.number)


async def share(turn: Turn, deal_id: int) -> Reply:
    """Its card to be forwarded; the own guess is nobody else's business."""
    found = await _checked(turn, deal_id)
    if isinstance(found, Reply):
        return found
    deal, card = found
    check = replace(card.check, progress=replace(card.check.progress, guess=None))
    zone, of_card = turn.person.habits.zone, replace(card, check=check)
    day = local_date(check.touched_at, zone)
    return SharedCard(check=check, catalog=card.catalog, card=of_card, deal=deal, day=day, now=turn.now, zone=zone)


async def note(turn: Turn, deal_id: int) -> Reply:
    found = await _checked(turn, deal_id)
    if isinstance(found, Reply):
        return found
    deal, card = found
    zone = turn.person.habits.zone
    return Note(check=card.check, catalog=card.catalog, card=card, deal=deal, now=turn.now, zone=zone)


async def _stays(turn: Turn, deal: Deal) -> Reply | None:
    """Where it can't be closed: the typical sale goes on from buyer to buyer."""
    if deal.state != "open":
        return await _one(turn, deal, toast="deals.closed_before")
    return await _one(turn, deal, toast="deals.never_closed") if deal.kind == "typical" else None


async def _find(turn: Turn, deal_id: int) -> Deal | Reply:
    """The person's own deal; whatever was being typed for one is not what is shown any more."""
    deal = await store.load(turn.db, deal_id, turn.person.id, cut(turn))
    if deal is None:
        return Notice(key="deals.gone", toast="deals.gone")
    heard(turn)
    return deal


async def _checked(turn: Turn, deal_id: int) -> tuple[Deal, Card] | Reply:
    deal = await _find(turn, deal_id)
    if isinstance(deal, Reply):
        return deal
    _, last = await checks.of_deal(turn.db, deal.id, turn.person.id)
    if last is None:
        return Notice(key="deals.no_card", toast="deals.no_card")
    return deal, await card_of(turn, last)


async def _one(turn: Turn, deal: Deal, *, page: int = 0, contact: bool = False, toast: str | None = None) -> OneDeal:
    going, last = await checks.of_deal(turn.db, deal.id, turn.person.id)
    catalog = await turn.library.catalog(last.content) if last else turn.library.current
    choices = await shares.choices(turn.db, deal.id, turn.person.id) if last else []
    seen_by = dict.fromkeys(name for choice in choices if choice.shared_at for name in choice.managers)
    check = replace(last, kind=deal.kind) if last else None
    return OneDeal(
        deal=deal, now=turn.now, zone=turn.person.habits.zone, check=check, catalog=catalog, going=going, page=page,
        contact=contact, seen_by=tuple(seen_by), showable=bool(choices), toast=toast,
    )  # fmt: skip


def _forget_typing(turn: Turn, one: OneDeal) -> None:
    """Typed words are no answers to a check of this deal any more."""
    of_it = {check.id for check in (one.going, one.check) if check}
    prompt = turn.person.prompt
    if prompt and (prompt.about in of_it or (prompt.kind != "check" and prompt.then in of_it)):
        turn.tx.append(people.stop_listening(turn.person.id))
