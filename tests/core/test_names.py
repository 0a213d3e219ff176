"""What people call their deals."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.deals.names import looks_like_contact, tidy
from tests.core.shipped import steady


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  Завод,\n\tлиния 2  ", "Завод, линия 2"), ("a\0b\x07c", "abc"), ("", ""), ("   \n ", ""),
        ("\0\u200b\u2060", ""),
        ("\u200d\ufe0f", ""), ("<b>x</b>", "<b>x</b>"), ("'; drop table deals; --", "'; drop table deals; --"),
        ("\u202eмадьяр\u202c", "мадьяр"), ("שלום עולם", "שלום עולם"), ("👩\u200d🔧 сервис", "👩\u200d🔧 сервис"),
        ("❤\ufe0f", "❤\ufe0f"), ("😀" * 20, "😀" * 20), ("é e\u0301", "é e\u0301"), ("{{ 7 * 7 }}", "{{ 7 * 7 }}"),
    ],
)  # fmt: skip
def test_a_name_becomes_one_clean_line(typed: str, kept: str) -> None:
    assert tidy(typed) == kept


@steady
@given(st.text(st.characters(codec=None), max_size=80))
def test_a_tidy_name_has_nothing_unseen_and_stays_as_it_is(typed: str) -> None:
    name = tidy(typed)
    assert tidy(name) == name == name.strip()
    assert len(name) <= len(typed)
    assert "\n" not in name
    unseen = {char for char in name if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Zl", "Zp")}
    assert unseen <= {"\u200d"}
    name.encode("utf-8")


@pytest.mark.parametrize(
    "name",
    ["+7 912 345-67-89", "8 (912) 345 67 89", "Иван 89123456789", "ivan.petrov@example.com", "почта: a+b@mail.ru"],
)
def test_a_phone_number_or_a_mail_address_is_noticed(name: str) -> None:
    assert looks_like_contact(name)


@pytest.mark.parametrize(
    "name", ["Завод 2", "Договор 2024-15", "@завод", "Тендер 44-ФЗ", "10 000 000", "Сделка 12", "a@b", "12.05.2024"]
)
def test_other_names_are_no_contact(name: str) -> None:
    assert not looks_like_contact(name)
