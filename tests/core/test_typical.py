"""The typical sale in words: nothing that is said of it is said of one client or one deal."""

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.check.course import Progress
from bot.check.report import Report
from bot.digest.digest import Ask, Shown, question
from bot.replies import AnswerList, Card, Reasons, Reply, Strategy
from handlers.screens.base import View
from handlers.screens.deals import step_action
from tests.core.shipped import CATALOG, LANGS, RULES, SCREENS, check_of, drawn, render
from tests.core.test_talk import going, poles

ONE_CLIENT = re.compile(
    r"\bэт(?:от|ого|ому|им|ом) (?:клиент|покупател)\w*|\bэт(?:а|у|ой) сделк\w*|\bthis (?:client|buyer|deal)\b",
    re.IGNORECASE,
)
MANY = [*drawn(31, 500), *drawn(32, 100, asked=0.4), *poles()[::5]]


def screens(progress: Progress) -> Iterator[Reply]:
    check, report = replace(check_of(progress, None), kind="typical"), Report(RULES, progress)
    yield Card(check=check, catalog=CATALOG, report=report)
    yield AnswerList(check=check, catalog=CATALOG, report=report)
    for page in range(4):
        yield Reasons(check=check, catalog=CATALOG, report=report, page=page)
    yield replace(going(progress, None), check=check)
    for row in {row for finding in report.top for row in (finding.row, finding.way) if row}:
        yield Strategy(check=check, catalog=CATALOG, report=report, row=row)


@pytest.mark.parametrize("lang", LANGS)
def test_no_screen_of_the_typical_sale_speaks_of_one_client(lang: str) -> None:
    seen = {render(reply, lang) for progress in MANY for reply in screens(progress)}
    found = {found[0]: text for text in seen if (found := ONE_CLIENT.search(text))}
    assert not found


@pytest.mark.parametrize("lang", LANGS)
def test_no_step_and_no_question_of_a_manager_does_either(lang: str) -> None:
    said, view = CATALOG.languages[lang].mismatches, View(SCREENS, SCREENS.words[lang])
    over, blind = ([f"{kind}.{slug}" for slug in part] for kind, part in (("over", said.over), ("blind", said.blind)))
    told: set[str | None] = set()
    for finding in (*said.under, *over, *blind):
        for stage in CATALOG.table.stages:
            check = replace(check_of(Progress({}, stage)), kind="typical")
            told.add(step_action(finding, check, CATALOG, view))
        kind, _, slug = finding.partition(".")
        row, way = (None, slug) if kind == "over" else (slug, None) if kind == "blind" else (kind, slug)
        shown = Shown(1, "Анна", None, 1, True, {})
        asked = question(Ask(shown, kind if row != kind else "under", way, row or ""), said)
        assert asked
        told.add(asked)
    assert not [one for one in told if one is None or ONE_CLIENT.search(one)]


@pytest.mark.parametrize("lang", LANGS)
def test_of_one_deal_the_words_stay(lang: str) -> None:
    said = CATALOG.languages[lang].mismatches
    for way, over in said.over.items():
        assert said.spoken(f"over.{way}", public=False, typical=False) is over
        assert said.spoken(f"over.{way}", public=False, typical=True) is over.typical
    law = said.under["procedure.negotiation"]
    assert said.spoken("procedure.negotiation", public=True, typical=True) is law.public
    assert said.spoken("blind.cycle", public=False, typical=True) is said.blind["cycle"]
    assert said.spoken("nothing.here", public=True, typical=True) is None
