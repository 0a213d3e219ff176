"""The picture of a deal says what its card says, in both languages, and everything stays in its place."""

import re
from dataclasses import replace
from html import unescape
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.check.course import Progress
from bot.check.report import Report
from bot.deals.mirror import FEW
from bot.pictures.chart import Chart, Spot, chart
from bot.pictures.png import PictureError, Renderer
from bot.replies.picture import Picture
from handlers.screens import pictures, sheet
from handlers.screens.base import View
from handlers.screens.mirror_picture import Mirror, mirror_svg
from handlers.screens.pictures import deal_svg
from tests.core import paper
from tests.core.shipped import CATALOG, DEAL, LANGS, RULES, SCREENS, TABLE, TEXTS, card, check_of, drawn, render, steady

Element = ElementTree.Element
SVG = "{http://www.w3.org/2000/svg}"
KNOWN = ("b2c", "mid", "b2b")
FONTS = SCREENS.fonts
AT = dict(zip(KNOWN, (0.0, 0.5, 1.0), strict=True))

every_lang = pytest.mark.parametrize("lang", LANGS)


def reply(progress: Progress, name: str | None = "Молкомбинат") -> Picture:
    return Picture(check=check_of(progress, name), catalog=CATALOG, report=Report(RULES, progress))


def view(lang: str) -> View:
    return View(SCREENS, TEXTS.words[lang])


def svg_of(progress: Progress, lang: str, name: str | None = "Молкомбинат") -> Element:
    return ElementTree.fromstring(deal_svg(reply(progress, name), view(lang)))


def texts(svg: Element, kind: str | None = None) -> list[str]:
    found = [text for text in svg.iter(f"{SVG}text") if kind is None or text.get("class") == kind]
    return ["".join(text.itertext()) for text in found]


def chart_of(progress: Progress) -> Chart:
    return chart(Report(RULES, progress))


def spots(progress: Progress) -> dict[str, Spot]:
    drawn_rows = chart_of(progress)
    return {spot.slug: spot for spot in (*drawn_rows.deal, *drawn_rows.way)}


@every_lang
def test_the_sentences_on_the_picture_and_below_it_are_those_of_the_card(lang: str) -> None:
    for progress in drawn(31, 150, asked=0.8):
        first, *lines = unescape(re.sub(r"<[^>]+>", "", card(progress, lang))).splitlines()
        svg = svg_of(progress, lang)
        assert first == f"{texts(svg, 'name')[0]} · {texts(svg, 'stage')[0]}"
        said = " ".join(texts(svg, "sum"))
        own = TEXTS.words[lang].text("card.all")
        assert said == f"{lines[0]} {lines[1].replace(f' {own}', '')}"
        below = unescape(re.sub(r"<[^>]+>", "", render(reply(progress), lang))).splitlines()
        assert below == [first, *said.replace(lines[0], f"{lines[0]}\n").replace("\n ", "\n").split("\n")]


def test_every_answer_stands_where_it_was_given_and_nothing_stands_where_none_was() -> None:
    for progress in drawn(32, 300, asked=0.8):
        for slug, spot in spots(progress).items():
            value = progress.answers.get(slug)
            assert spot.at == AT.get(value or "")
            assert spot.asked == (value is not None)


def test_an_answer_has_a_finding_exactly_outside_its_span() -> None:
    for progress in drawn(33, 300, asked=0.8):
        stage = progress.stage or "contact"
        for spot in chart_of(progress).way:
            for value, at in AT.items():
                answers = {**progress.answers, spot.slug: value}
                said = paper.of_way(spot.slug, answers, stage, public=progress.is_public)
                assert (spot.span is not None and not spot.span[0] <= at <= spot.span[1]) == (said is not None)


def test_the_marks_are_the_findings_of_the_card_and_the_numbers_its_order() -> None:
    for progress in drawn(34, 300, asked=0.9):
        report, found = Report(RULES, progress), spots(progress)
        marks = {(slug, spot.mark) for slug, spot in found.items() if spot.mark}
        assert marks == {(f.way or f.row, f.kind) for f in report.findings}
        numbers = {(slug, number) for slug, spot in found.items() for number in spot.numbers}
        tops = list(enumerate(report.top, 1))
        assert numbers == {(slug, n) for n, top in tops for slug in (top.row, top.way) if slug}
        assert max(len(spot.numbers) for spot in found.values()) <= 2
        assert sum(bool(spot.span) and spot.at is not None for spot in found.values()) == report.fit.of


@every_lang
def test_the_rows_are_drawn_as_they_are_known(lang: str) -> None:
    middle, words = pictures.SCALE[1], TEXTS.words[lang]
    for progress in drawn(35, 60, asked=0.7):
        rows = {
            group.get("data-row"): group for group in svg_of(progress, lang).iter(f"{SVG}g") if group.get("data-row")
        }
        found = spots(progress)
        assert list(rows) == list(found)
        for slug, group in rows.items():
            spot, dots = found[str(slug)], [one for one in group if one.get("class") == "dot"]
            assert len(dots) == (spot.at is not None and spot.mark is None)
            assert [(float(dot.get("cx", 0)) - middle) for dot in dots] == [260 * ((spot.at or 0) - 0.5) for _ in dots]
            assert len([one for one in group if one.get("class") == "span"]) == bool(spot.span and spot.at is not None)
            key = "not_asked" if not spot.asked else "unknown" if slug in DEAL else "early"
            assert texts(group, "said") == ([] if spot.at is not None else [words.plain(f"picture.{key}")])


names = st.text(st.characters(), max_size=60) | st.text("Щ<&>\"'🔥ש\u202eм{}%# \u0301\x00\ud800", max_size=60)


@given(names)
@steady
def test_a_name_may_hold_anything_and_keeps_its_place(name: str) -> None:
    svg = svg_of(Progress({}, "needs"), "ru", name)
    lines = texts(svg, "name")
    assert 1 <= len(lines) <= 2
    assert all(0 < FONTS.width(line, sheet.TITLE, bold=True) <= sheet.RIGHT - sheet.LEFT for line in lines)
    assert all(FONTS.drawable(line) == line for line in lines)


def test_a_name_that_can_not_be_drawn_is_called_by_its_number() -> None:
    assert texts(svg_of(Progress({}, "needs"), "en", "🔥🚀"), "name") == [TEXTS.words["en"].plain("name.default", n=2)]


def test_a_name_too_long_for_two_lines_ends_in_an_ellipsis_and_any_other_is_whole() -> None:
    assert texts(svg_of(Progress({}, "needs"), "ru", "Щ" * 60), "name")[1].endswith("…")
    name = "Молкомбинат, компрессорная станция, вторая очередь, 2026 год"
    assert len(name) == 60
    assert " ".join(texts(svg_of(Progress({}, "needs"), "ru", name), "name")) == name


@every_lang
def test_every_title_and_every_word_fits_its_place(lang: str) -> None:
    said, words = CATALOG.languages[lang], TEXTS.words[lang]
    free = pictures.SCALE[0] - pictures.REACH - sheet.LEFT - pictures.BADGE
    for row in (*TABLE.deal, *TABLE.way):
        title = said.rows[row.slug].title
        assert FONTS.drawable(title) == title
        assert FONTS.width(title, 39, bold=True) <= free, title
    half = (sheet.RIGHT - sheet.LEFT) / 2 - 62
    for key in ("suits", "under", "over", "blind", "order"):
        assert FONTS.width(words.plain(f"picture.{key}"), 34) <= half, key
    for key in ("not_asked", "unknown", "early"):
        assert FONTS.width(words.plain(f"picture.{key}"), 36, bold=True) <= sheet.RIGHT - pictures.SCALE[0] - 38, key
    for key in ("guesses", "losses"):
        assert FONTS.width(words.plain(f"picture.{key}"), 54, bold=True) <= sheet.RIGHT - sheet.LEFT, key


@every_lang
def test_a_typical_sale_is_called_one(lang: str) -> None:
    words = TEXTS.words[lang]
    progress = Progress(dict.fromkeys(DEAL, "b2c"), "needs")
    check = replace(check_of(progress, None), kind="typical")
    svg = deal_svg(Picture(check=check, catalog=CATALOG, report=Report(RULES, progress)), view(lang))
    found = texts(ElementTree.fromstring(svg))
    assert words.plain("name.typical") in found
    known = words.text("card.known_typical", band=words.text("band.b2c"), signs="").striptags().removesuffix(".")
    assert any(text.startswith(known.split(":")[0]) for text in found)


@every_lang
def test_a_sentence_flows_in_lines_that_leave_room_for_the_scale(lang: str) -> None:
    room = pictures.SCALE[0] - 50 - sheet.LEFT
    for progress in drawn(36, 200, asked=0.8):
        said = pictures.sums(reply(progress), view(lang))
        for key in ("type", "fit"):
            lines = sheet.flow(FONTS, said[key], sheet.TEXT, room, 0)
            assert len(lines) <= 4
            assert all(sheet.width(FONTS, line.runs, sheet.TEXT) <= room for line in lines), lines
            assert all(not re.search(r"(^| )\d+$", line.runs[-1].text) for line in lines), lines


@every_lang
async def test_a_picture_is_a_png_of_a_phones_width_not_too_tall_for_a_chat(lang: str) -> None:
    answers = {**dict.fromkeys(DEAL, "b2b"), **dict.fromkeys(paper.WAYS, "b2c"), "cycle": "unknown"}
    worst = Progress(answers, "negotiation")  # type: ignore[arg-type]
    svg = deal_svg(reply(worst, "Щ" * 30 + " & <b> 🔥 שלום عالم " + "Щ" * 20), view(lang))
    png = await Renderer(FONTS.files).png(svg)
    width, height = (int.from_bytes(png[start : start + 4], "big") for start in (16, 20))
    assert width == 1080
    assert 1300 < height < 1.55 * width
    assert 50_000 < len(png) < 2_000_000


async def test_what_can_not_be_drawn_is_said_and_harms_nothing_else() -> None:
    renderer = Renderer(FONTS.files)
    with pytest.raises(PictureError, match=r"\w"):
        await renderer.png("<svg")
    assert (await renderer.png('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')).startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "text", ["Подготовка или личный контакт", "Щщ ЖжЮю №1", "AVATAR To We", "2,5 из 6.", "Ελλάδα", "שלום", "عالم"]
)
@pytest.mark.parametrize("bold", [False, True])
async def test_no_text_is_wider_than_it_is_measured(text: str, bold: bool) -> None:
    """A white board hides just what was measured; if ink shows beyond it, the pictures differ."""
    renderer = Renderer(FONTS.files)
    wide = FONTS.width(text, 40, bold=bold)

    async def hidden(share: float) -> bytes:
        weight = "bold" if bold else "normal"
        return await renderer.png(
            '<svg xmlns="http://www.w3.org/2000/svg" width="900" height="90">'
            '<rect width="900" height="90" fill="#fff"/>'
            f'<text x="20" y="60" font-family="Coach Sans" font-size="40" font-weight="{weight}">{text}</text>'
            f'<rect width="{20 + share * wide + 2}" height="90" fill="#fff"/></svg>'
        )

    assert await hidden(1) == await hidden(20)
    assert await hidden(0.7) != await hidden(20)


@every_lang
def test_the_mirror_says_each_guess_and_each_finding_with_its_figures(lang: str) -> None:
    said, words = CATALOG.languages[lang], TEXTS.words[lang]
    under = said.mismatches.under["decision-makers.success-factor"].finding.b2b_b2c
    mirror = Mirror([(5, 5, 6), (4, 4, 9), (2, FEW - 1, FEW - 1), (1, 0, 0)], [(under, 5, 6), ("<&>", 1, 2)])
    svg = ElementTree.fromstring(mirror_svg(mirror, view(lang), said))
    found = texts(svg)
    assert {words.plain("picture.won", won=5, n=6), words.plain("picture.won", won=4, n=9)} <= set(found)
    assert words.plain("picture.too_few", won=FEW - 1, n=FEW - 1) in found
    assert words.plain("picture.no_guess") in found
    assert {words.plain("picture.lost", lost=5, n=6), "<&>", said.steps["guess"].options["4"]} <= set(found)
    assert under in " ".join(found)
    bars = [group.findall(f"{SVG}rect") for group in svg.iter(f"{SVG}g")]
    filled = [float(rects[1].get("width", 0)) if len(rects) > 1 else 0 for rects in bars]
    assert filled == pytest.approx([960 * share for share in (5 / 6, 4 / 9, 1, 0, 5 / 6, 1 / 2)])
    assert all(FONTS.width(text, 54, bold=True) <= 960 or text in under for text in found)


@every_lang
def test_a_mirror_without_losses_has_no_empty_part(lang: str) -> None:
    svg = ElementTree.fromstring(mirror_svg(Mirror([(3, 1, 2)], []), view(lang), CATALOG.languages[lang]))
    assert TEXTS.words[lang].plain("picture.losses") not in texts(svg)
    assert len(list(svg.iter(f"{SVG}g"))) == 1
