"""Pengar, som den ses: who may look, what is said, and the file."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import pytest
from django.urls import reverse

from samtid.base.organisation import roles
from samtid.base.organisation.models import Unit
from tests.test_query_counts import MOST, counting
from tests.town import STAFF

from .make import UNITS, be_costed

MAY = sorted(name for name, (_, _, _, role) in STAFF.items() if role in roles.COMPARES)
MAY_NOT = sorted(set(STAFF) - set(MAY))
START, FILE = reverse("economy:start"), reverse("economy:download")


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


@pytest.mark.parametrize("username", MAY)
@pytest.mark.parametrize("address", [START, FILE])
def test_those_who_follow_the_whole_may_look(browse, at, username, address):
    be_costed(at)
    assert browse(address, username).status_code == 200


@pytest.mark.parametrize("username", MAY_NOT)
@pytest.mark.parametrize("address", [START, FILE])
def test_others_find_nothing_here(browse, at, username, address):
    be_costed(at)
    assert browse(address, username).status_code == 404


def test_the_page_says_what_moved_the_money_and_what_the_year_ends_at(browse, at):
    be_costed(at)
    said = text(browse(START))
    assert "Kostnaden för kvartal 1–3 2026 är 1 890 000 kr högre än samma kvartal 2025." in said
    assert "HVB och institution står för 1 890 000 kr mer, mest för att priset var högre." in said
    assert "Trappan från hemmet till institutionen" in said
    assert "Stöd i hemmet, kv 3 2026: 7 personer har besök utan pris." in said


def test_a_unit_is_shown_by_itself_and_one_that_has_none_as_the_whole(browse, at):
    be_costed(at)
    unit = Unit.objects.get(name=UNITS[0])
    assert f"{unit.name} Pengar" in text(browse(START, enhet=unit.pk))
    assert f"{unit.name} 23 553 000 kr 25 443 000 kr +1 890 000 kr" in text(browse(START))
    for wrong in ("", "0", "x", "99999999999999999999", "-1", "½"):
        assert "Hela socialtjänsten Pengar" in text(browse(START, enhet=wrong))


def test_without_any_figure_the_page_says_when_there_will_be(browse, db):
    assert "Det finns inga kostnader att visa än." in text(browse(START))


def test_the_file_has_each_figure_and_what_it_is(browse, at):
    be_costed(at)
    answer = browse(FILE)
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 2 * 2 * 3 * 4
    one = next(row for row in rows if row["steg"] == "HVB och institution" and row["från"] == "2026-07-01")
    assert (one["personer"], one["antal"], one["per"], one["kronor"]) == ("9", "700", "dygn", "4830000,00")
    assert answer["Content-Disposition"] == 'attachment; filename="pengar.csv"'


@pytest.mark.parametrize("address", [START, FILE])
def test_a_page_asks_at_most_fifteen_questions(browse, at, address):
    be_costed(at)
    browse(address)
    with counting() as heard:
        assert browse(address).status_code == 200
    assert len(heard) <= MOST + 3  # the log-in of the test asks too
