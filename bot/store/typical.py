"""The typical sale: the one deal of a person that stands for what they usually sell."""

from bot.store.checks import COLUMNS, Check, check_of
from bot.store.database import Database, Write

_FIND = f"""
select {COLUMNS} from deals d join checks c on c.id = d.check_now
where d.person = :person and d.kind = 'typical' and d.state = 'open'
"""


async def find(db: Database, person: int) -> Check | None:
    """Its last finished check."""
    rows = await db.read(_FIND, {"person": person})
    return check_of(rows[0]) if rows else None


_ASKED = """
select (select count(*) from deals where person = :person and kind = 'typical')
     + (select count(*) from checks where person = :person and flags like :offered) as many
"""


async def is_asked(db: Database, person: int) -> bool:
    """Whether there is one, or a card has already asked for it."""
    rows = await db.read(_ASKED, {"person": person, "offered": '%"offered"%'})
    return bool(rows[0]["many"])


def make(deal: int, person: int) -> list[Write]:
    """In place of the one before, which is a deal like any other from now on."""
    return [
        Write("update deals set kind = 'deal' where person = :person and kind = 'typical'", {"person": person}),
        Write("update deals set kind = 'typical' where id = :deal", {"deal": deal}, hits=1),
    ]


def unmake(deal: int) -> Write:
    """A deal like any other from now on."""
    return Write("update deals set kind = 'deal' where id = :deal and kind = 'typical'", {"deal": deal}, hits=1)
