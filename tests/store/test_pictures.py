"""Of each subject only the last picture is kept, and nobody else's is touched."""

import pytest

from bot.check.course import Progress
from bot.store import checks, content, pictures
from bot.store.checks import Check
from bot.store.database import Database, Violation

from .rows import person

ONE, OTHER = "deal:7", "deal:77"


async def kept(db: Database) -> dict[str, str]:
    return {row["key"]: row["file_id"] for row in await db.read("select key, file_id from pictures order by key")}


async def test_a_kept_picture_is_found_by_what_is_on_it(db: Database) -> None:
    await db.commit([person(1), *pictures.keep(1, ONE, f"{ONE}:a", "AgAC", 5)])
    assert await pictures.find(db, f"{ONE}:a") == "AgAC"
    assert await pictures.find(db, f"{ONE}:b") is None


async def test_a_new_picture_takes_the_place_of_the_old_ones_of_its_subject_only(db: Database) -> None:
    await db.commit([person(1), person(2), *pictures.keep(1, ONE, f"{ONE}:a", "A", 5)])
    await db.commit(
        [*pictures.keep(1, OTHER, f"{OTHER}:a", "B", 5), *pictures.keep(2, "mirror:2", "mirror:2:a", "C", 5)]
    )
    await db.commit(pictures.keep(1, ONE, f"{ONE}:b", "D", 6))
    assert await kept(db) == {f"{ONE}:b": "D", f"{OTHER}:a": "B", "mirror:2:a": "C"}


async def test_the_same_picture_uploaded_again_has_the_new_file_id(db: Database) -> None:
    await db.commit([person(1), *pictures.keep(1, ONE, f"{ONE}:a", "A", 5)])
    await db.commit(pictures.keep(1, ONE, f"{ONE}:a", "B", 6))
    assert await kept(db) == {f"{ONE}:a": "B"}


async def test_nothing_is_kept_for_who_is_gone(db: Database) -> None:
    with pytest.raises(Violation):
        await db.commit(pictures.keep(1, ONE, f"{ONE}:a", "A", 5))
    await db.commit([person(1), *pictures.keep(1, ONE, f"{ONE}:a", "A", 5), pictures.forget(1, ONE)])
    assert await kept(db) == {}


async def test_the_check_of_a_picture_is_found_whoever_owns_it(db: Database) -> None:
    check = Check(7, 8, 1, 1, None, "v", "open", Progress(), 0, 5, 5)
    await db.commit([person(1), content.keep("v", "{}", 0), *checks.begin(check)])
    assert await pictures.check(db, 7) == check
    assert await pictures.check(db, 9) is None
