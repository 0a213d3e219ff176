"""Answers to taps and to inline queries."""

from typing import Any

from bot.playground import entities, keyboards
from bot.playground.errors import STALE_QUERY, bad
from bot.playground.html import HtmlError, parse
from bot.playground.methods import method
from bot.playground.params import Params
from bot.playground.world import World

Json = dict[str, Any]

MAX_TOAST, MAX_RESULTS = 200, 50


@method("answerCallbackQuery", "callback_query_id text show_alert url cache_time")
def answer_callback_query(world: World, p: Params) -> bool:
    if len(p.text("text")) > MAX_TOAST:
        raise bad("MESSAGE_TOO_LONG")
    answer: Json = {"text": p.text("text"), "show_alert": p.flag("show_alert"), "url": p.text("url")}
    if answer["url"] and not answer["url"].startswith(("https://t.me/", "t.me/", "tg://")):
        raise bad("URL_INVALID")
    world.queries.answer(p.text("callback_query_id"), answer)
    return True


@method("answerInlineQuery", "inline_query_id results cache_time is_personal next_offset button")
def answer_inline_query(world: World, p: Params) -> bool:
    results = p.data("results")
    if not isinstance(results, list):
        raise bad("can't parse inline query results JSON object")
    if len(results) > MAX_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    if len(p.text("next_offset").encode()) > 64:
        raise bad("NEXT_OFFSET_INVALID")
    if not p.text("inline_query_id"):
        raise bad(STALE_QUERY)
    checked = [_result(one) for one in results]
    if len({one["id"] for one in checked}) != len(checked):
        raise bad("RESULT_ID_DUPLICATE")
    answer = {"results": checked, "button": p.record("button"), "next_offset": p.text("next_offset")}
    world.queries.answer(p.text("inline_query_id"), answer)
    return True


def _result(given: Any) -> Json:
    """One article, its text already parsed as it will be sent."""
    if not isinstance(given, dict) or given.get("type") != "article":
        raise bad("the playground knows inline results of type article only")
    number, title = given.get("id"), given.get("title")
    if not isinstance(number, str) or not 1 <= len(number.encode()) <= 64:
        raise bad("RESULT_ID_INVALID")
    if not isinstance(title, str) or not title:
        raise bad("ARTICLE_TITLE_EMPTY")
    content = given.get("input_message_content")
    if not isinstance(content, dict):
        raise bad("can't parse inline query result: input message content is not specified")
    result = {"id": number, "title": title, "description": given.get("description", "")}
    markup = given.get("reply_markup")
    return {**result, "text": _text(content), "markup": keyboards.checked(markup) if markup else None}


def _text(content: Json) -> Json:
    source = content.get("message_text")
    if not isinstance(source, str) or not source:
        raise bad("message text is empty")
    try:
        html = str(content.get("parse_mode") or "").lower() == "html"
        text, marks = entities.trim(*parse(source)) if html else entities.trim(source, [])
    except HtmlError as error:
        raise bad(f"can't parse entities: {error}") from None
    if not text or len(text) > 4096:
        raise bad("MESSAGE_TOO_LONG" if text else "text must be non-empty")
    marks = entities.with_found(text, marks)
    return {"text": text, "entities": marks} if marks else {"text": text}
