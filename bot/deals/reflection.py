"""The mirror of a person's closed deals, for nobody else."""

from bot.deals.mirror import Mirror, Past, mirror
from bot.replies import Reply
from bot.replies.deals import Reflection, ReflectionPicture
from bot.store import deals
from bot.store.database import Database
from bot.turn import Turn


async def mirror_of(db: Database, person: int) -> Mirror:
    ended = await deals.ended(db, person)
    return mirror([Past(deal.won, deal.guess, deal.answers, deal.result["findings"]) for deal in ended])


async def reflect(turn: Turn) -> Reply:
    return Reflection(catalog=turn.library.current, mirror=await mirror_of(turn.db, turn.person.id))


async def picture(turn: Turn) -> Reply:
    """In words where there is nothing to draw yet."""
    found, catalog = await mirror_of(turn.db, turn.person.id), turn.library.current
    if found.lacking:
        return Reflection(catalog=catalog, mirror=found)
    return ReflectionPicture(catalog=catalog, mirror=found, person=turn.person.id)
