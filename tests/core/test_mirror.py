"""The mirror: numbers by hand from closed deals."""

from collections.abc import Sequence

import pytest

from bot.deals.mirror import Loss, Mirror, Past, mirror
from bot.replies.deals import Reflection, ReflectionPicture
from handlers.screens.base import View
from handlers.screens.reflection import reflection_svg
from tests.core.shipped import CATALOG, LANGS, SCREENS, TEXTS, render

Found = dict[str, object]

NO_NOTES: Found = {
    "id": "decision-makers.success-factor", "kind": "under", "way": "success-factor", "row": "decision-makers"
}  # fmt: skip
TOO_MUCH: Found = {"id": "over.focus", "kind": "over", "way": "focus", "row": "cycle"}
BLIND: Found = {"id": "blind.cycle", "kind": "blind", "way": None, "row": "cycle"}


def deals(
    won: int,
    lost: int,
    *findings: Found,
    guess: int | None = None,
    notes: str = "b2c",
) -> list[Past]:
    answers = {"decision-makers": "b2b", "success-factor": notes}
    return [Past(at < won, guess, answers, findings) for at in range(won + lost)]


def losses(past: Sequence[Past]) -> list[tuple[str, int, int]]:
    return [(loss.id, loss.lost, loss.n) for loss in mirror(past).losses]


@pytest.mark.parametrize(("closed", "lacking"), [(0, 10), (1, 9), (9, 1), (10, 0), (11, 0)])
def test_ten_closed_deals_make_a_mirror(closed: int, lacking: int) -> None:
    assert mirror(deals(closed, 0)).lacking == lacking


def test_each_guess_is_held_against_what_came_of_it() -> None:
    past = deals(4, 5, guess=4) + deals(0, 3, guess=1) + deals(2, 0, guess=5) + deals(3, 3)
    found = mirror(past)
    assert (found.deals, found.won) == (20, 9)
    assert [(one.guess, one.won, one.n, one.enough) for one in found.guesses] == [
        (1, 0, 3, True), (2, 0, 0, False), (3, 0, 0, False), (4, 4, 9, True), (5, 2, 2, False),
    ]  # fmt: skip


def test_findings_are_named_by_how_much_more_was_lost_with_them() -> None:
    past = deals(1, 5, NO_NOTES) + deals(1, 3, TOO_MUCH) + deals(0, 3, BLIND) + deals(8, 1)
    assert losses(past) == [("blind.cycle", 3, 3), ("decision-makers.success-factor", 5, 6), ("over.focus", 3, 4)]


def test_of_equal_findings_the_one_seen_more_often_comes_first() -> None:
    past = deals(1, 3, NO_NOTES) + deals(2, 6, TOO_MUCH) + deals(10, 0)
    assert losses(past) == [("over.focus", 6, 8), ("decision-makers.success-factor", 3, 4)]


def test_two_deals_say_nothing_of_a_finding() -> None:
    assert losses(deals(0, 2, NO_NOTES) + deals(8, 0)) == []
    assert losses(deals(0, 3, NO_NOTES) + deals(8, 0)) == [("decision-makers.success-factor", 3, 3)]


def test_one_or_two_lost_deals_are_no_pattern_however_few_were_lost_in_all() -> None:
    assert losses(deals(1, 2, NO_NOTES) + deals(9, 0)) == []
    assert losses(deals(1, 3, NO_NOTES) + deals(8, 0)) == [("decision-makers.success-factor", 3, 4)]


def test_what_went_with_won_deals_as_often_is_not_named() -> None:
    past = deals(3, 3, NO_NOTES) + deals(4, 1, TOO_MUCH) + deals(1, 4)
    assert losses(past) == []


def test_where_all_was_lost_nothing_stands_out() -> None:
    assert losses(deals(0, 6, NO_NOTES) + deals(0, 6)) == []


def test_at_most_five_findings_are_named() -> None:
    ways = ("focus", "effort", "role", "needs", "negotiation", "success-factor")
    past = [deal for way in ways for deal in deals(0, 3, {**TOO_MUCH, "id": f"over.{way}", "way": way})]
    assert len(losses(past + deals(9, 0))) == 5


def test_a_finding_counts_once_a_deal() -> None:
    assert losses(deals(0, 3, NO_NOTES, NO_NOTES) + deals(9, 0)) == [("decision-makers.success-factor", 3, 3)]


def pair_of(past: Sequence[Past]) -> str | None:
    (loss,) = mirror(past).losses
    return loss.pair


def test_the_answers_are_told_only_where_they_were_the_same_in_all_deals() -> None:
    same = deals(0, 3, NO_NOTES)
    assert pair_of(same + deals(9, 0)) == "b2b_b2c"
    assert pair_of(same + deals(0, 1, NO_NOTES, notes="mid") + deals(9, 0)) is None
    assert pair_of(deals(0, 3, TOO_MUCH) + deals(9, 0)) is None


def said(lang: str, *losses: Loss) -> str:
    found = Mirror(12, 5, mirror(deals(4, 5, guess=4) + deals(0, 2, guess=1)).guesses, losses)
    return render(Reflection(catalog=CATALOG, mirror=found), lang)


@pytest.mark.parametrize("lang", LANGS)
def test_every_finding_has_words_in_the_mirror(lang: str) -> None:
    words = CATALOG.languages[lang].mismatches
    under = [
        Loss(id, "under", id.split(".")[0], id.split(".")[1], pair, 5, 6)
        for id in words.under
        for pair in ("b2b_b2c", "b2b_mid", "mid_b2c", None)
    ]
    over = [Loss(f"over.{way}", "over", "cycle", way, None, 5, 6) for way in words.over]
    blind = [Loss(f"blind.{row}", "blind", row, None, None, 5, 6) for row in words.blind]
    texts = {said(lang, loss) for loss in (*under, *over, *blind)}
    assert len(texts) == len(under) + len(over) + len(blind)
    assert all(str(TEXTS.words[lang].text("mirror.lost", lost=5, n=6)) in text for text in texts)


def test_a_finding_of_older_content_is_left_out() -> None:
    gone = Loss("weather.mood", "under", "weather", "mood", None, 5, 6)
    assert str(TEXTS.words["en"].text("mirror.nothing")) in said("en", gone)


@pytest.mark.parametrize("lang", LANGS)
def test_no_title_is_cut_off_in_the_picture(lang: str) -> None:
    words = CATALOG.languages[lang].mismatches
    under = [Loss(id, "under", id.split(".")[0], id.split(".")[1], None, 10, 10) for id in words.under]
    over = [Loss(f"over.{way}", "over", "cycle", way, None, 10, 10) for way in words.over]
    blind = [Loss(f"blind.{row}", "blind", row, None, None, 10, 10) for row in words.blind]
    for loss in (*under, *over, *blind):
        found = Mirror(12, 5, mirror(deals(4, 5, guess=4)).guesses, (loss,))
        reply = ReflectionPicture(catalog=CATALOG, mirror=found, person=1)
        svg = reflection_svg(reply, View(SCREENS, TEXTS.words[lang]))
        assert "…" not in svg, loss
        assert str(TEXTS.words[lang].plain("picture.lost", lost=10, n=10)) in svg


def test_the_mirror_reads_as_in_the_paper() -> None:
    text = said(
        "en", Loss("decision-makers.success-factor", "under", "decision-makers", "success-factor", "b2b_b2c", 5, 6)
    )
    assert "When you say “likely”, you win 4 of 9." in text
    assert "“hardly any chance”: 0 of 2, too few to say." in text
    assert "• Several people decide, and you walk in with no notes, counting on rapport. Lost 5 of 6." in text
