"""The check, from /deal to the card and beyond."""

from tests.dialogs.house import Talk


async def test_a_check_begins_with_its_first_question(anna: Talk) -> None:
    text = await anna.say("/deal")
    assert "Чьё согласие нужно" in text
    assert anna.labels[:3] == [
        "Нескольких человек с разным весом",
        "Одного, но он с кем-то советуется",
        "Одного: решает без согласований",
    ]
