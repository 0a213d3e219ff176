"""Deals that are shown to managers: as their owner decides it, and as the managers see them."""

from markupsafe import Markup

from bot.replies.teams import Sharing, ShownCard, ShownDeals
from bot.store.shares import Shown
from handlers.screens.base import Screen, View, button, on_button, render
from handlers.screens.card import card_text
from handlers.screens.deals import name_of
from handlers.screens.teams import back_to, names
from handlers.screens.times import short


@render.register
def _(reply: Sharing, view: View) -> Screen:
    deal, words, rows = reply.deal.id, view.words, []
    for choice in reply.choices:
        on = choice.shared_at is None
        label = words.plain("share.show" if on else "share.withdraw", team=on_button(choice.name, 20))
        rows.append([button(label, "share_on" if on else "share_off", deal, choice.team)])
    listed = [(choice, names(choice.managers, view)) for choice in reply.choices]
    rows.append([view.button("deals.to_deal", "deal_open", deal)])
    return Screen(view.text(reply, name=name_of(reply.deal, view), listed=listed), rows)


def _named(shown: Shown, view: View) -> str:
    default = "name.typical" if shown.kind == "typical" else "name.default"
    return shown.name or view.words.plain(default, n=shown.number)


@render.register
def _(reply: ShownDeals, view: View) -> Screen:
    team = reply.team.id
    rows = [
        [button(on_button(f"{on_button(one.shown_as, 14)} · {_named(one, view)}"), "shown_one", team, one.deal)]
        for one in reply.deals
    ]
    turn = [button("‹", "shown", team, str(reply.page - 1))] if reply.page else []
    turn += [button("›", "shown", team, str(reply.page + 1))] if reply.page < reply.pages - 1 else []
    rows += [turn] if turn else []
    return Screen(view.text(reply), [*rows, [back_to(team, view)]])


@render.register
def _(reply: ShownCard, view: View) -> Screen:
    card = Markup(card_text(reply.card, view, room=200))  # noqa: S704 - HTML already
    text = view.text(reply, card=card, day=short(reply.day, reply.today, view.words))
    return Screen(text, [[view.button("share.to_list", "shown", reply.shown.team, "0")]])
