"""A deal is shown to the managers of a team: by its owner, as long as its owner wants."""

from dataclasses import replace

from bot.check.showing import card_of
from bot.deals.deals import cut
from bot.person.schedule import local_date
from bot.prompts import heard
from bot.replies import Notice, Reply
from bot.replies.teams import Sharing, ShownCard, ShownDeals
from bot.store import checks, deals
from bot.store import shares as store
from bot.store.deals import Deal
from bot.store.shares import Choice
from bot.store.teams import Team
from bot.teams.teams import find
from bot.turn import Turn

A_PAGE = 6
GONE = Notice(key="share.gone", toast="share.gone")


async def choose(turn: Turn, deal_id: int) -> Reply:
    """To whom a deal can be shown, and is."""
    found = await _own(turn, deal_id)
    return found if isinstance(found, Reply) else _choices(turn, *found)


async def show(turn: Turn, deal_id: int, team_id: int) -> Reply:
    """Only one's own deals, and only where another manager sees them."""
    found = await _own(turn, deal_id)
    if isinstance(found, Reply):
        return found
    deal, choices = found
    if not any(choice.team == team_id for choice in choices):
        return Notice(key="team.gone", toast="team.gone")
    turn.tx.append(store.show(deal.id, team_id, turn.now))
    return _choices(turn, deal, _after(choices, team_id, turn.now), toast="share.on")


async def withdraw(turn: Turn, deal_id: int, team_id: int) -> Reply:
    """Wherever its owner is, whoever manages the team. What the morning would have told is told now."""
    found = await _own(turn, deal_id)
    if isinstance(found, Reply):
        return found
    team = await find(turn, team_id)
    if not isinstance(team, Team):
        return team
    deal, choices = found
    turn.tx.append(store.withdraw(deal.id, team.id))
    seen = any(choice.opened for choice in choices if choice.team == team.id)
    left = [choice for choice in choices if choice.managers or choice.team != team.id]
    if not left:
        return Notice(key="share.off_seen" if seen else "share.off")
    return _choices(turn, deal, _after(left, team.id, None), toast="share.off_seen" if seen else "share.off")


def _after(choices: list[Choice], team: int, shared_at: int | None) -> list[Choice]:
    return [one._replace(shared_at=shared_at) if one.team == team else one for one in choices]


def _choices(turn: Turn, deal: Deal, choices: list[Choice], toast: str | None = None) -> Reply:
    if not choices:
        return Notice(key="share.nobody", toast="share.nobody")
    return Sharing(deal=deal, now=turn.now, zone=turn.person.habits.zone, choices=tuple(choices), toast=toast)


async def _own(turn: Turn, deal_id: int) -> tuple[Deal, list[Choice]] | Reply:
    """The person's own deal that has a card."""
    heard(turn)
    deal = await deals.load(turn.db, deal_id, turn.person.id, cut(turn))
    if deal is None:
        return Notice(key="deals.gone", toast="deals.gone")
    if deal.now is None:
        return Notice(key="deals.no_card", toast="deals.no_card")
    return deal, await store.choices(turn.db, deal.id, turn.person.id)


async def listing(turn: Turn, team_id: int, page: int = 0) -> Reply:
    """For the managers of a team: what is shown to them."""
    team = await find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    pages = max(1, -(-await store.count(turn.db, team.id) // A_PAGE))
    page = min(max(page, 0), pages - 1)
    found = await store.page(turn.db, team.id, page * A_PAGE, A_PAGE)
    return ShownDeals(team=team, deals=tuple(found), page=page, pages=pages)


async def open_shown(turn: Turn, team_id: int, deal_id: int) -> Reply:
    """The card as its owner sees it, without the guess. The owner hears of the first time in the morning."""
    team = await find(turn, team_id, "manager")
    if not isinstance(team, Team):
        return team
    shown = await store.load(turn.db, deal_id, team.id)
    _, last = await checks.of_deal(turn.db, deal_id, shown.owner) if shown else (None, None)
    if shown is None or last is None:
        return GONE
    check = replace(last, progress=replace(last.progress, guess=None))
    card = replace(await card_of(turn, check), check=check)
    if shown.opened_at is None and shown.owner != turn.person.id:
        turn.tx.append(store.opened(shown, turn.person.id, turn.now))
    day = local_date(check.touched_at, turn.person.habits.zone)
    return ShownCard(check=check, catalog=card.catalog, card=card, shown=shown, day=day, today=turn.today)
