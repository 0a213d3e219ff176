"""Telegram's HTML parser; the cases are those of td's own test."""

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.entities import cut, find, trim, units
from bot.playground.html import HtmlError, parse
from bot.playground.render import render

SURROGATE = (
    "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units"
)
HEAD = "🏟 🏟&lt;"
ERRORS = [
    ("&#57311;", SURROGATE),
    ("&#xDFDF", SURROGATE),
    (f"{HEAD}<abacaba", "Unclosed start tag at byte offset 13"),
    (f"{HEAD}<abac aba>", 'Unsupported start tag "abac" at byte offset 13'),
    (f"{HEAD}<abac>", 'Unsupported start tag "abac" at byte offset 13'),
    (f"{HEAD}<i   =aba>", 'Empty attribute name in the tag "i" at byte offset 13'),
    (f"{HEAD}<i    aba>", 'Can\'t find end tag corresponding to start tag "i"'),
    (f"{HEAD}<i    aba  =  ", 'Unclosed start tag "i" at byte offset 13'),
    (f"{HEAD}<i    aba  =  190azAz-.,", "Unexpected end of name token at byte offset 27"),
    (f'{HEAD}<i    aba  =  "&lt;&gt;&quot;>', "Unclosed start tag at byte offset 13"),
    (f"{HEAD}</", "Unexpected end tag at byte offset 13"),
    (f"{HEAD}<b></b></", "Unexpected end tag at byte offset 20"),
    (f"{HEAD}<i>a</i   ", "Unclosed end tag at byte offset 17"),
    (f"{HEAD}<i>a</em   >", 'Unmatched end tag at byte offset 17, expected "</i>", found "</em>"'),
    ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ('<tg-emoji emoji-id="x">👍</tg-emoji>', "Invalid custom emoji identifier specified"),
    ("a <br> b", 'Unsupported start tag "br" at byte offset 2'),
    ("если a<b, то", "Can't find end tag corresponding to start tag"),
]


@pytest.mark.parametrize(("source", "error"), ERRORS[:-1])
def test_errors(source: str, error: str) -> None:
    with pytest.raises(HtmlError) as raised:
        parse(source)
    assert str(raised.value) == error


def test_a_bare_less_than_is_an_error() -> None:
    with pytest.raises(HtmlError, match='Unsupported start tag "b," at byte offset 10'):
        parse("если a<b, то")


def mark(kind: str, offset: int, length: int, **more: str) -> dict[str, object]:
    return {"type": kind, "offset": offset, "length": length, **more}


GOOD = [
    ("&ge;&lt;&gt;&amp;&quot;&laquo;&#12345678;", '&ge;<>&"&laquo;&#12345678;', []),
    ("R&D &Or; A & B", "R&D &Or; A & B", []),
    ("&#39;&#x27;&#128512", "''😀", []),
    ("🏟 🏟<i>🏟 &lt🏟</i>", "🏟 🏟🏟 <🏟", [mark("italic", 5, 6)]),
    (
        "🏟 🏟<i>🏟 &gt;<b aba   =   caba>&lt🏟</b></i>",
        "🏟 🏟🏟 ><🏟",
        [mark("italic", 5, 7), mark("bold", 9, 3)],
    ),
    ("<B>x</b><STRIKE>y</strike>", "xy", [mark("bold", 0, 1), mark("strikethrough", 1, 1)]),
    ("<i>a</>", "a", [mark("italic", 0, 1)]),
    ("a<b></b>", "a", []),
    ('<span class="tg-spoiler">x</span>', "x", [mark("spoiler", 0, 1)]),
    ('<pre><code class="language-fift">x</></>', "x", [mark("pre", 0, 1, language="fift")]),
    ('<code class="language-fift"><pre>x</></>', "x", [mark("pre", 0, 1, language="fift")]),
    ("<blockquote   expandable=false>a</>", "a", [mark("expandable_blockquote", 0, 1)]),
    ('<blockquote   cite="" x>a</>', "a", [mark("blockquote", 0, 1)]),
    ("<a href=telegram.org>x</a>", "x", [mark("text_link", 0, 1, url="http://telegram.org/")]),
    ("<a href='telegram.org?&lt;'>x</a>", "x", [mark("text_link", 0, 1, url="http://telegram.org/?<")]),
    ("<a>telegram.org</a>", "telegram.org", [mark("text_link", 0, 12, url="http://telegram.org/")]),
    ("<a>telegram.org </a>", "telegram.org ", []),
]


@pytest.mark.parametrize(("source", "text", "entities"), GOOD)
def test_parsed(source: str, text: str, entities: list[object]) -> None:
    assert parse(source) == (text, entities)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_escaped_comes_back_as_it_was(text: str) -> None:
    assert parse(html.escape(text)) == (text, [])


@given(st.lists(st.tuples(st.sampled_from("bius"), st.text(min_size=1)), max_size=6))
def test_entities_cover_what_stood_in_the_tags(parts: list[tuple[str, str]]) -> None:
    text, entities = parse("".join(f"-<{tag}>{html.escape(part)}</{tag}>" for tag, part in parts))
    assert text == "".join(f"-{part}" for _, part in parts)
    assert [cut(text, entity) for entity in entities] == [part for _, part in parts]


@given(st.text("<>&;/ab=\"' \n😀", max_size=30))
def test_nothing_else_than_an_html_error_is_raised(source: str) -> None:
    try:
        text, entities = parse(source)
    except HtmlError:
        return
    assert all(0 < entity["length"] <= units(text) for entity in entities)


def test_trimming_moves_entities() -> None:
    assert trim(*parse(" 😀\n<b> x </b> ")) == ("😀\n x", [mark("bold", 3, 2)])
    assert trim(*parse("<b>  </b>x")) == ("x", [])


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("/start abc", {"bot_command": "/start"}),
        ("😀 /compare@deal_coach_bot цикл", {"bot_command": "/compare@deal_coach_bot"}),
        ("и/или, 1/2, http://", {}),
        (
            "@olga_volkova, см. https://example.org/a?b=1.",
            {"mention": "@olga_volkova", "url": "https://example.org/a?b=1"},
        ),
        ("me@example.org", {"email": "me@example.org"}),
        ("#сделка №1", {"hashtag": "#сделка"}),
    ],
)
def test_found_entities(text: str, kinds: dict[str, str]) -> None:
    assert {entity["type"]: cut(text, entity) for entity in find(text)} == kinds


def test_rendering_nests_and_escapes() -> None:
    text, entities = parse("<b>a<i>&lt;</i></b> <a href='https://e.org/?a=1&amp;b=2'>&amp;</a>")
    assert render(text, entities) == '<b>a<i>&lt;</i></b> <a href="https://e.org/?a=1&amp;b=2">&amp;</a>'
    crossing = [mark("bold", 0, 2), mark("italic", 1, 2)]
    assert render("abc", crossing) == "<b>a<i>b</i></b><i>c</i>"
