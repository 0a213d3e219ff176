"""Managers' tips that were on their way and are not sent after all: their rows end, and the days they had are free."""

from datetime import date

from bot.pushes.receiving import Skip
from bot.store import told
from bot.store.database import Params, Write
from bot.store.ledger import FORGOTTEN
from bot.store.places import Place

KIND = "tip"
"""Of the receivers' rows in the ledger. Edits and deletions of what was sent have kinds of their own."""
EDIT = "tip_edit"
DELETE = "tip_delete"
CANCELLED = "cancelled"
"""As the reason of a row that was stopped by a manager."""


def withdraw(which: str, params: Params, why: str, now: int) -> list[Write]:
    """Tips that are not on their way yet are not sent; `which`: of the columns of `ledger`."""
    mine = f"kind = '{KIND}' and {which}"
    gone = f"select person, push from ledger where {mine} and state = 'cancelled' and at = :now"
    sql = f"update ledger set state = 'cancelled', error = :why, at = :now where {mine} and state = 'queued'"
    told_params = {**params, "now": now}
    return [
        Write(sql, {**told_params, "why": why}),
        *told.unpush(f"(person, push) in ({gone})", told_params),
    ]


def outdate(team: int, tip: str, now: int) -> Write:
    """Words that were to replace those of sent messages, and are replaced themselves."""
    mine = f"kind = '{EDIT}' and state = 'queued' and push in (select id from pushes where team = :team and tip = :tip)"
    sql = f"update ledger set state = 'cancelled', at = :now where {mine}"
    return Write(sql, {"team": team, "tip": tip, "now": now})


def skip(person: int, why: Skip, now: int, until: date = date.max) -> list[Write]:
    """Nothing more to this person for the days before that one."""
    which = "person = :person and push in (select push from told where person = :person and day < :until)"
    return withdraw(which, {"person": person, "until": until.isoformat()}, why, now)


def left(person: int, team: int, now: int) -> list[Write]:
    """After the team has changed: what was put on its way until then is seen."""
    which = "person = :person and push in (select id from pushes where team = :team)"
    return withdraw(which, {"person": person, "team": team}, "left", now)


def not_there(place: Place, now: int) -> list[Write]:
    """Its team's tips do not come to this group any more."""
    here = "chat = :chat and person is null and slot like :slot and push in (select id from pushes where team = :team)"
    params = {"chat": place.chat, "slot": f"%:{place.thread}", "team": place.team}
    return withdraw(here, params, CANCELLED, now)


def without_team(team: int, now: int) -> list[Write]:
    """Before it is deleted, and after it has changed."""
    return _end("push in (select id from pushes where team = :team)", {"team": team}, now)


_MINE = """
push in (select p.id from pushes p where p.author = :author
  or p.tip in (select 'own:' || t.id from tips t where t.author = :author)
  or p.team in (select m.team from members m where m.person = :author
    and not exists (select 1 from members o where o.team = m.team and o.person <> :author)))
"""


def forget(author: int, now: int) -> list[Write]:
    """Before their rows are deleted: what they wrote or sent does not go out, nor what only their team would get."""
    return _end(_MINE, {"author": author}, now)


def _end(which: str, params: Params, now: int) -> list[Write]:
    """Of pushes that nobody will find any more: neither tips nor other words for them are sent, and none are kept."""
    edits = f"update ledger set state = 'cancelled', at = :now where kind = '{EDIT}' and state = 'queued' and {which}"
    return [*withdraw(which, params, CANCELLED, now), Write(edits, {**params, "now": now}), unsay(which, params)]


def unsay(which: str, params: Params) -> Write:
    """The ledger forgets what tips and their edits say; what is on its way goes on, unless it comes back."""
    return Write(f"update ledger set call = '{FORGOTTEN}' where kind in ('{KIND}', '{EDIT}') and {which}", params)
