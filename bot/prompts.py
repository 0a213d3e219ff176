"""What the next typed text means while something else than an open check asks; that check listens again afterwards."""

from dataclasses import replace

from bot.store import people
from bot.store.people import Prompt
from bot.turn import Turn

KINDS = (
    "zone", "days", "holidays", "hour", "quiet", "stale", "pause", "rename", "date", "team_new", "team_name", "team_me",
    "push", "push_words", "push_day", "push_edit",
)  # fmt: skip
"""Of settings, names, days and tips: any screen of theirs ends them all, and so does any command."""


def ask(turn: Turn, kind: str, at: str = "", *, about: int | None = None, misses: int = 0) -> None:
    """`about`: what it belongs to, if that is no open check."""
    then = _then(turn)
    if not turn.person.known:
        turn.tx.append(people.greet(turn.person.id, turn.lang, turn.now))
    prompt = Prompt(then if about is None else about, at, misses, then, kind)
    turn.tx.append(people.listen(turn.person.id, prompt))


def heard(turn: Turn, *kinds: str) -> None:
    """The question of one of these kinds (KINDS) is answered, or no longer what is shown."""
    prompt, me = turn.person.prompt, turn.person.id
    if prompt and prompt.kind in (kinds or KINDS):
        after = Prompt(then) if (then := _then(turn)) else None
        turn.tx.append(people.listen(me, after) if after else people.stop_listening(me))
        turn.person = replace(turn.person, prompt=after)


def _then(turn: Turn) -> int:
    """The open check that is to listen again."""
    prompt = turn.person.prompt
    if prompt is None:
        return 0
    return prompt.about if prompt.kind == "check" else prompt.then
