"""What an inline query is answered with: cards that anybody may send in any chat."""

from dataclasses import dataclass
from typing import Any

from bot.replies import Offer
from handlers.screens.base import Screen, View, render

CACHE = 300
"""Seconds that Telegram may keep an answer: it depends on the words, and on the person's language."""


@dataclass(frozen=True, slots=True)
class Results(Screen):
    results: tuple[dict[str, Any], ...] = ()
    after: str = ""

    def params(self) -> dict[str, Any]:
        """As answerInlineQuery takes it; without results the text leads to the bot."""
        params: dict[str, Any] = {"results": list(self.results), "cache_time": CACHE, "is_personal": True}
        params["next_offset"] = self.after
        if self.text:
            params["button"] = {"text": self.text, "start_parameter": "topics"}
        return params


@render.register
def _(reply: Offer, view: View) -> Screen:
    text = "" if reply.slugs else view.words.plain("inline.nothing")
    return Results(text, results=tuple(_result(slug, reply, view) for slug in reply.slugs), after=reply.after)


def _result(slug: str, reply: Offer, view: View) -> dict[str, Any]:
    row = view.language(reply.catalog).rows[slug]
    said = row.fact or row.question
    poles = (said.b2b, said.b2c) if said else (row.b2b.gist, row.b2c.gist)
    link = {"text": view.words.plain("inline.open"), "url": view.link(f"t_{slug}")}
    return {
        "type": "article",
        "id": slug,
        "title": row.title,
        "description": view.words.plain("inline.line", b2b=_phrase(poles[0]), b2c=_phrase(poles[1])),
        "input_message_content": {
            "message_text": view.text(reply, row=row),
            "parse_mode": "HTML",
            "link_preview_options": {"is_disabled": True},
        },
        "reply_markup": {"inline_keyboard": [[link]]},
    }


def _phrase(text: str) -> str:
    """The first sentence, as the part of another."""
    first = text.partition(". ")[0].rstrip(".")
    is_name = first[1:2].isupper() or first.startswith(("I ", "I'"))
    return first if is_name else first[:1].lower() + first[1:]
