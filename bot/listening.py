"""What the next typed text means while something else than a check asks; the open check listens again afterwards."""

from bot.store import people
from bot.store.people import Prompt
from bot.turn import Turn

KINDS = ("zone", "days", "holidays", "hour", "quiet", "stale", "pause", "rename", "team_new", "team_name", "team_me")


def ask(turn: Turn, kind: str, at: str = "", about: int | None = None) -> None:
    """`about`: what it belongs to, if that is no check."""
    then = _then(turn)
    if not turn.person.known:
        turn.tx.append(people.greet(turn.person.id, turn.lang, turn.now))
    turn.tx.append(people.listen(turn.person.id, Prompt(then if about is None else about, at, then=then, kind=kind)))


def heard(turn: Turn) -> None:
    """The question is answered, or no longer what is shown."""
    prompt, me = turn.person.prompt, turn.person.id
    if prompt and prompt.kind in KINDS:
        then = _then(turn)
        turn.tx.append(people.listen(me, Prompt(then)) if then else people.stop_listening(me))


def _then(turn: Turn) -> int:
    """The open check that is to listen again."""
    prompt = turn.person.prompt
    if prompt is None:
        return 0
    return prompt.about if prompt.kind == "check" else prompt.then
