"""What the bot showed in a check of each script, for the stateless bot to show again."""

from typing import Any

from tests.bench.people import Crowd, script_of

Json = dict[str, Any]

IDS = ("chat_id", "message_id", "callback_query_id")


Turn = list[tuple[str, Json]]
"""One tap: the calls that answer it, without the ids of the chat, the message and the query."""
Script = list[Turn]


def place(data: str) -> tuple[int, int]:
    """Script and turn of a button."""
    script, _, turn = data.split(":", 2)[1].partition("_")
    return int(script), int(turn)


async def record(crowd: Crowd) -> list[Script]:
    """Everybody does one check, one person a script."""
    world = crowd.world
    world.calls.clear()
    crowd.remember = True
    await crowd.checks(1)
    scripts: dict[int, Script] = {}
    for call in world.calls:
        if call.method not in ("answerCallbackQuery", "editMessageText", "sendMessage"):
            continue
        person = crowd.pressed.get(call.params.get("callback_query_id", ""), call.params.get("chat_id"))
        script = scripts.setdefault(script_of(int(person or 0)), [])
        if call.method == "answerCallbackQuery":
            script.append([])
        params = {name: value for name, value in call.params.items() if name not in IDS}
        script[-1].append((call.method, params))
    for number, script in scripts.items():
        for turn, said in enumerate(script):
            for _, params in said:
                _lead_on(params, f"{number:03}_{turn + 1:07}")
    return [scripts[number] for number in sorted(scripts)]


def _lead_on(params: Json, place: str) -> None:
    """The buttons of a screen name the turn that comes next, in the place and the length of the check's id."""
    for row in params.get("reply_markup", {}).get("inline_keyboard", []):
        for button in row:
            verb, *args = button["callback_data"].split(":")
            assert not args or len(args[0]) == len(place)
            button["callback_data"] = ":".join([verb, place, *args[1:]] if args else [verb])
