"""The Bot API over HTTP: /bot<token>/<method> and /file/bot<token>/<path>."""

import json
from typing import Any

from aiohttp import web

from bot.playground.errors import Cut, Refusal, bad
from bot.playground.methods import call
from bot.playground.params import Params, Upload
from bot.playground.world import World

WORLD = web.AppKey("world", World)
UNAUTHORIZED = Refusal(401, "Unauthorized")


def add_routes(app: web.Application) -> None:
    app.router.add_get("/bot{token}/{method}", answer)
    app.router.add_post("/bot{token}/{method}", answer)
    app.router.add_get("/file/bot{token}/{path:.+}", download)


async def answer(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    try:
        if request.match_info["token"] != world.token:
            raise UNAUTHORIZED
        result = await call(world, request.match_info["method"], await _params(request))
    except Refusal as refusal:
        return _reply(refusal.envelope(), refusal.status)
    except Cut:
        if request.transport:
            request.transport.abort()
        return web.Response()
    return _reply({"ok": True, "result": result}, 200)


async def download(request: web.Request) -> web.StreamResponse:
    world = request.app[WORLD]
    if request.match_info["token"] != world.token:
        return _reply(UNAUTHORIZED.envelope(), 401)
    file = world.files.at(request.match_info["path"])
    if file is None:
        return _reply(Refusal(404, "Not Found").envelope(), 404)
    return web.Response(body=file.body, content_type="application/octet-stream")


def _reply(body: Any, status: int) -> web.Response:
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return web.Response(body=raw, status=status, content_type="application/json")


async def _params(request: web.Request) -> Params:
    raw: dict[str, Any] = dict(request.query) if request.query_string else {}
    uploads: dict[str, Upload] = {}
    if request.method == "GET" or not request.can_read_body:
        return Params(raw)
    if request.content_type == "application/json":
        raw.update(_json(await request.read()))
        return Params(raw)
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            uploads[name] = Upload(value.filename, value.content_type, value.file.read())
        else:
            raw[name] = value
    # A file may be named only by attach://, so it counts as a parameter only under a parameter's own name.
    attached = {str(value) for value in raw.values()}
    raw.update({name: "" for name in uploads if f"attach://{name}" not in attached})
    return Params(raw, uploads)


def _json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body) if body else {}
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad("can't parse request as JSON object")
    return value
