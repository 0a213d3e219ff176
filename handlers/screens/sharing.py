"""What is handed on of a deal: its card to forward, a note to paste."""

from markupsafe import Markup

from bot.replies.deals import Note, SharedCard
from handlers.screens.base import Screen, View, render
from handlers.screens.card import card_text
from handlers.screens.deals import ended, step_action
from handlers.screens.telling import asking, deal_name, tell


@render.register
def _(reply: SharedCard, view: View) -> Screen:
    card, day = card_text(reply.card, view), view.words.day(reply.day)
    text = view.text(
        reply,
        card=Markup(card),  # noqa: S704 - HTML already
        bot=view.screens.username,
        day=day,
        ended=ended(reply.deal, reply.now, reply.zone, view),
    )
    return Screen(text)


@render.register
def _(reply: Note, view: View) -> Screen:
    report, deal, words = reply.card.report, reply.deal, view.words
    main = tell(report.top[0], reply, report, view) if report.top else None
    ask = main.line if main and main.blind else None
    end = ended(deal, reply.now, reply.zone, view)
    ask = ask or next((asked[1] for row in report.ask_client if (asked := asking(reply, view, row))), None)
    text = view.text(
        reply,
        name=deal_name(reply, view),
        band=words.text(f"band.{report.diagnosis.band}").striptags(),
        stage=words.text(f"stage.{report.stage}"),
        fit=report.fit,
        main=main,
        step=words.day(deal.step.day) if deal.step else None,
        action=step_action(deal.step.finding, reply.check, reply.catalog, view) if deal.step else None,
        ask=None if end else ask,
        ended=end,
    )
    back = [view.button("deals.to_deal", "deal_open", deal.id), view.button("button.card", "card", reply.check.id)]
    return Screen(text, [back])
