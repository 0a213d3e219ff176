"""The person's side over HTTP, under /play/: what the page and tests in other processes use."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from aiohttp import web

from bot.playground import hands, views
from bot.playground.api import WORLD
from bot.playground.errors import Impossible
from bot.playground.world import World

Json = dict[str, Any]
Act = Callable[[World, Json], Any]

PAGE = Path(__file__).parent / "page"
POLL, TAP = 25.0, 10.0
FAR = 366 * 24
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-store",
}


def add_routes(app: web.Application) -> None:
    app.router.add_get("/", index)
    app.router.add_get("/page/{name:[a-z]+[.](?:js|css)}", asset)
    app.router.add_get("/play/state", state)
    app.router.add_get("/play/events", events)
    app.router.add_get("/play/file/{file_id}", file)
    app.router.add_post("/play/{act}", act)


async def index(request: web.Request) -> web.StreamResponse:
    return web.FileResponse(PAGE / "index.html", headers=HEADERS)


async def asset(request: web.Request) -> web.StreamResponse:
    path = PAGE / request.match_info["name"]
    return web.FileResponse(path, headers=HEADERS) if path.is_file() else web.Response(status=404)


async def file(request: web.Request) -> web.StreamResponse:
    found = request.app[WORLD].files.get(request.match_info["file_id"])
    if found is None:
        return web.Response(status=404)
    safe = found.mime if found.mime in ("image/png", "image/jpeg", "image/gif", "image/webp") else ""
    # Anything but a picture is downloaded, never shown: it would run as a page of this site.
    kind = {"Content-Type": safe or "application/octet-stream"}
    return web.Response(body=found.body, headers={**HEADERS, **kind})


async def state(request: web.Request) -> web.StreamResponse:
    person, chat = request.query.get("person"), request.query.get("chat")
    try:
        shown = views.state(request.app[WORLD], int(person or 0), int(chat) if chat else None)
    except (Impossible, ValueError) as error:
        return web.json_response({"error": str(error)}, status=404)
    return web.json_response(shown)


async def act(request: web.Request) -> web.StreamResponse:
    run = ACTS.get(request.match_info["act"])
    if run is None:
        return web.json_response({"error": "unknown act"}, status=404)
    if request.content_type != "application/json":
        return web.json_response({"error": "JSON expected"}, status=415)
    try:
        result = run(request.app[WORLD], await request.json())
        result = await result if isinstance(result, Awaitable) else result
    except Impossible as error:
        return web.json_response({"error": str(error)}, status=409)
    except (KeyError, TypeError, ValueError) as error:
        return web.json_response({"error": f"bad request: {error}"}, status=400)
    return web.json_response(result)


async def events(request: web.Request) -> web.StreamResponse:
    """Server-sent events, or one long poll for who does not ask for a stream."""
    world = request.app[WORLD]
    after, person = int(request.query.get("after", 0)), int(request.query.get("person", 0))
    if request.query.get("epoch", world.events.epoch) != world.events.epoch:
        after = -1
    listener = world.events.listen()
    try:
        if "text/event-stream" not in request.headers.get("Accept", ""):
            if world.events.seq <= after:
                await _next(listener)
            return web.json_response({"seq": world.events.seq})
        return await _stream(request, world, listener, after, person)
    except ConnectionResetError:  # the page was closed
        return web.Response()
    finally:
        world.events.forget(listener)


async def _stream(
    request: web.Request, world: World, listener: asyncio.Queue[Json], after: int, person: int
) -> web.StreamResponse:
    stream = web.StreamResponse(headers={**HEADERS, "Content-Type": "text/event-stream"})
    await stream.prepare(request)
    if world.events.seq > after:
        await _write(stream, {"seq": world.events.seq, "kind": "reload", "chat": 0})
    while True:
        event = await _next(listener)
        if event is None:
            await stream.write(b": still here\n\n")
        elif event["kind"] == "close":
            return stream
        elif shown := views.event(world, event, person):
            await _write(stream, shown)


async def _write(stream: web.StreamResponse, event: Json) -> None:
    await stream.write(f"data: {json.dumps(event, ensure_ascii=False)}\n\n".encode())


async def _next(listener: asyncio.Queue[Json]) -> Json | None:
    try:
        async with asyncio.timeout(POLL):
            return await listener.get()
    except TimeoutError:
        return None


def _message(world: World, body: Json) -> Json:
    messages = hands.send(world, int(body["person"]), body.get("chat"), body)
    return {"message": messages[0], "messages": messages}


async def _tap(world: World, body: Json) -> Json:
    return await hands.tap(
        world,
        int(body["person"]),
        int(body["message_id"]),
        chat_id=body.get("chat"),
        button=body.get("button"),
        data=body.get("data"),
        stale=bool(body.get("stale")),
        within=float(body.get("timeout", TAP)),
    )


def _edit(world: World, body: Json) -> Json:
    person, message_id = int(body["person"]), int(body["message_id"])
    return {"message": hands.edit(world, person, body.get("chat"), message_id, str(body["text"]))}


def _block(world: World, body: Json) -> Json:
    hands.block(world, int(body["person"]), True)
    return {"blocked": True}


def _unblock(world: World, body: Json) -> Json:
    hands.block(world, int(body["person"]), False)
    return {"blocked": False}


async def _inline(world: World, body: Json) -> Json:
    offset = str(body.get("offset", ""))
    return await hands.inline(world, int(body["person"]), body.get("chat"), str(body["query"]), offset)


def _choose(world: World, body: Json) -> Json:
    chosen = body["result"]
    return {"message": hands.choose(world, int(body["person"]), body.get("chat"), str(body["query"]), chosen)}


def _vote(world: World, body: Json) -> Json:
    chat, options = body.get("chat"), [int(one) for one in body["options"]]
    return {"poll": hands.vote(world, int(body["person"]), chat, int(body["message_id"]), options)}


def _read(world: World, body: Json) -> Json:
    person, chat = hands.who(world, int(body["person"]), body.get("chat"))
    chat.read[person.id] = max(chat.messages, default=0)
    return {"read": chat.read[person.id]}


def _person(world: World, body: Json) -> Json:
    name, code = str(body["first_name"]), body.get("language_code")
    return {"person": world.add_person(int(body["id"]), name, body.get("last_name"), language_code=code).user}


def _move(world: World, body: Json) -> Json:
    hours = float(body["hours"])
    if not 0 < hours <= FAR:
        raise Impossible("the clock goes forward only, a year at most")
    world.move(hours * 3600)
    return {"now": world.clock()}


def _raw(world: World, body: Json) -> Json:
    return {"update_id": world.updates.push_raw(body)}


ACTS: dict[str, Act] = {
    "message": _message, "tap": _tap, "edit": _edit, "block": _block, "unblock": _unblock,
    "inline": _inline, "choose": _choose, "vote": _vote, "read": _read, "person": _person, "raw": _raw,
    "move": _move,
}  # fmt: skip
