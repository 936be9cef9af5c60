"""Läget och Styrning, som de ses: who may look, what is said, and that a big unit asks no more than a small one."""

from __future__ import annotations

import csv
import re
from datetime import UTC, datetime, timedelta
from html import unescape
from io import StringIO

import pytest
from django.urls import reverse
from django.utils import timezone

from samtid.base.access.words import Purpose
from samtid.base.dossier import actions as dossier
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.base.organisation import roles
from samtid.base.people.actions import Details
from samtid.ground.law import children
from samtid.ground.offers import Run
from samtid.quality.indicators.figures import all_indicators
from samtid.quality.indicators.models import Reading
from samtid.quality.indicators.offers import MEASURE
from tests.lived_in import be_counted
from tests.log_in import stepped_out
from tests.test_query_counts import MOST, counting
from tests.town import STAFF

from .make import a_town

MAY = sorted(name for name, (_, _, _, role) in STAFF.items() if role in roles.COMPARES)
MAY_NOT = sorted(set(STAFF) - set(MAY))
START, NOW = reverse("indicators:start"), reverse("indicators:now")
FIGURE = reverse("indicators:figure", args=["investigation_days"])
FILES = [reverse("indicators:download"), reverse("indicators:dictionary")]


def text(answer) -> str:
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))).replace(
        "\xa0", " "
    )


@pytest.fixture
def browse(client, staff):
    def get(address, username="kurt", **data):
        client.force_login(staff(username))
        return client.get(address, data)

    return get


@pytest.fixture
def counted(db, at):
    be_counted(at)


def test_those_who_follow_the_whole_see_the_figures(browse, counted):
    for username in MAY:
        for address in (START, FIGURE, *FILES):
            assert browse(address, username).status_code == 200, (username, address)


def test_nobody_else_finds_them(browse, counted):
    for username in MAY_NOT:
        for address in (START, FIGURE, NOW, *FILES):
            assert browse(address, username).status_code == 404, (username, address)


def test_only_a_manager_has_a_unit_to_see_the_state_of(browse):
    assert browse(NOW, "karin").status_code == 200
    for username in ("kurt", "bengt", "vera"):
        assert browse(NOW, username).status_code == 404


def test_a_controllers_and_a_politicians_day_begins_here(browse):
    for username in ("kurt", "bengt"):
        answer = browse(reverse("desk:day"), username)
        assert answer.status_code == 302
        assert answer["Location"] == START


def test_a_manager_finds_the_state_in_the_menu(browse):
    assert f'href="{NOW}"' in browse(reverse("desk:day"), "karin").content.decode()


def test_with_nothing_counted_it_says_so_and_when(browse):
    assert "räknas varje natt" in text(browse(START))
    assert "färre än fem personer" in text(browse(FIGURE))


def test_a_signal_is_told_and_the_definition_stands_below(browse, counted):
    said = text(browse(FIGURE))

    assert "Sök orsaken" in said
    assert "Dagar från att utredningen inleddes" in said
    assert "SoL 14 kap. 2 §" in said


def test_every_figure_on_the_list_leads_to_its_history(browse, counted):
    page = browse(START).content.decode()
    for key in all_indicators():
        assert f'href="{reverse("indicators:figure", args=[key])}"' in page


def test_every_indicator_can_be_drawn(browse, counted, staff):
    for key in all_indicators():
        answer = browse(reverse("indicators:figure", args=[key]))
        assert answer.status_code == 200
        assert 'class="chart control"' in answer.content.decode()


def test_a_unit_has_its_own_list_and_what_is_no_unit_is_the_whole(browse, counted):
    page = browse(START).content.decode()
    pk = re.search(r'<option value="(\d+)"', page)
    assert pk is not None
    assert "Utredning barn och unga" in text(browse(START, enhet=pk[1])).split("Hur det går")[0]
    for nothing in ("99999", "x", "", "0", "9" * 30):
        assert browse(START, enhet=nothing).status_code == 200


def test_an_unknown_figure_is_not_there(browse):
    assert browse(reverse("indicators:figure", args=["finns-inte"])).status_code == 404


def test_the_file_has_a_line_for_each_reading_and_the_dictionary_one_for_each_indicator(
    browse, counted, as_owner
):
    lines = list(csv.reader(StringIO(browse(FILES[0]).content.decode("utf-8-sig")), delimiter=";"))
    with as_owner():
        assert len(lines) == 1 + Reading.objects.count()
    assert {len(line) for line in lines} == {len(lines[0])}
    words = browse(FILES[1]).content.decode("utf-8-sig")
    assert all(one.says.replace('"', '""') in words for one in all_indicators().values())


def a_queue(cases, *, by, at):
    for turn in range(cases):
        case = a_case(by=by, at=at, details=Details("Vilma", f"Nyström {turn}"))
        dossier.start_clock(case, children.PROTECTION_ASSESSMENT, about=case.pk, by=by, at=at)


def test_what_waits_is_told_by_case_number_and_leads_to_the_dossier(browse, acting):
    then = timezone.now() - timedelta(days=4)
    with acting("rut", at=then) as rut:
        a_queue(2, by=rut, at=then)
        case = Case.objects.first()
    page = browse(NOW, "rut")

    said = text(page)
    assert "2 frister har gått ut" in said
    assert "Omedelbar skyddsbedömning" in said
    assert "Vilma" not in said and "Nyström" not in said
    assert reverse("desk:dossier", args=[case.dossier_id]) in page.content.decode()


@pytest.mark.parametrize(("address", "username"), [(START, "kurt"), (FIGURE, "kurt"), (NOW, "rut")])
def test_a_page_asks_at_most_fifteen_questions_and_as_many_whatever_there_is(
    browse, acting, address, username
):
    then, asked = timezone.now() - timedelta(days=2), []
    for cases in (2, 30):
        with acting("rut", at=then) as rut:
            a_queue(cases, by=rut, at=then)
        browse(address, username)  # what is read once a minute has been read
        with counting() as heard:
            assert browse(address, username).status_code == 200
        asked.append(len(heard))
        if cases == 2:
            be_counted(then)

    assert asked[1] <= MOST + 3  # the log-in of the test asks too
    assert asked[1] <= asked[0] + 1


def test_the_worker_counts_what_has_become_whole_and_the_next_night_nothing(db, acting):
    a_town(4, cases=80)
    night = datetime(2026, 11, 21, 2, 40, tzinfo=UTC)

    def count(days):
        moment = night + timedelta(days=days)
        with acting("", at=moment, purpose=Purpose.WORKER), stepped_out("default"):
            return MEASURE.do(Run(moment, moment))["indikatorer"]

    assert count(0) >= len(all_indicators())
    assert count(1) == 0
    assert 0 < count(12) <= 2 * len(all_indicators())
