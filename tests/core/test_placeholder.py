"""{name} in a manager's own tip."""

import pytest

from bot.pushes.placeholder import is_named, named, nameless


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("{name}, ask who signs.", "A &amp; B, ask who signs."), ("{Имя}, {имя}!", "A &amp; B, A &amp; B!"),
        ("<b>{NAME}</b>", "<b>A &amp; B</b>"), ("{names} {{name}}", "{names} {A &amp; B}"),
    ],
)  # fmt: skip
def test_it_becomes_the_name_and_the_name_is_no_markup(html: str, wanted: str) -> None:
    assert named(html, "A & B") == wanted


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("{name}, ask who signs.", "Ask who signs."), ("Привет, {имя}!", "Привет!"),
        ("Да, {name}, звоните", "Да, звоните"),
        ("<b>{имя}</b>, звоните", "Звоните"), ("<i>{name}, call</i>", "<i>Call</i>"), ("Call, {name}", "Call"),
        ("{name}: {x}", "{x}"), ("Ask who signs.", "Ask who signs."), ("ask {name} now", "ask now"), ("{name}", ""),
    ],
)  # fmt: skip
def test_in_a_group_it_is_left_out_with_its_comma(html: str, wanted: str) -> None:
    assert nameless(html) == wanted


def test_only_a_name_is_one() -> None:
    assert is_named("{Name}")
    assert not is_named("{first_name} {{ name }} name")
