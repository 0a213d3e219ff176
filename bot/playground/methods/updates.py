"""getUpdates and its relatives."""

from typing import Any

from bot.playground.errors import bad
from bot.playground.methods import method
from bot.playground.params import Params
from bot.playground.world import World

MAX_WAIT = 50


@method("getUpdates", "offset limit timeout allowed_updates")
async def get_updates(world: World, p: Params) -> list[dict[str, Any]]:
    allowed = p.data("allowed_updates")
    if allowed is not None:
        if not isinstance(allowed, list) or not all(isinstance(name, str) for name in allowed):
            raise bad('can\'t parse parameter "allowed_updates": expected an Array of String')
        world.updates.allow(allowed)
    limit = min(max(p.integer("limit", 100), 1), 100)
    timeout = min(max(p.integer("timeout"), 0), MAX_WAIT)
    return await world.updates.get(p.integer("offset"), limit, timeout)


@method("deleteWebhook", "drop_pending_updates")
def delete_webhook(world: World, p: Params) -> bool:
    if p.flag("drop_pending_updates"):
        world.updates.clear()
    return True


@method("getWebhookInfo")
def get_webhook_info(world: World, p: Params) -> dict[str, Any]:
    info: dict[str, Any] = {
        "url": "", "has_custom_certificate": False, "pending_update_count": len(world.updates)
    }  # fmt: skip
    return {**info, "allowed_updates": world.updates.allowed} if world.updates.allowed else info
