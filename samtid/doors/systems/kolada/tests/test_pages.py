"""Så står vi oss, som den ses: the published values, who may look, and what is said when something is missing."""

from __future__ import annotations

import re
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from samtid.base.organisation import roles
from tests.town import STAFF

MAY = sorted(name for name, (_, _, _, role) in STAFF.items() if role in roles.COMPARES)
MAY_NOT = sorted(set(STAFF) - set(MAY))
PAGE = reverse("kolada:indicator", args=["N33001"])


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
def test_those_who_steer_see_the_figures(browse, username):
    assert browse(reverse("kolada:start"), username).status_code == 200
    assert browse(PAGE, username).status_code == 200


@pytest.mark.parametrize("username", MAY_NOT)
def test_nobody_else_finds_the_page(browse, username):
    assert browse(reverse("kolada:start"), username).status_code == 404
    assert browse(PAGE, username).status_code == 404


def test_without_a_log_in_there_is_nothing(client, db):
    assert client.get(PAGE).status_code == 302


def test_a_controllers_and_a_politicians_day_leads_here(browse):
    for username in ("kurt", "bengt", "vera"):
        assert (
            f'href="{reverse("kolada:start")}"'
            in browse(reverse("indicators:start"), username).content.decode()
        )


def test_the_published_values_stand_on_the_page(browse):
    said = text(browse(PAGE, ar="2020"))
    assert "2 014 kr/inv" in said and "2 342 kr/inv" in said  # Piteå and the nation, as published
    assert "1 741 kr/inv" in said and "7 av 7 har värde" in said  # the median of the comparison group
    assert "plats 98 av 280 kommuner med värde, räknat från det lägsta värdet" in said
    assert "mellan 49 och 163" in said
    assert "Källa: Kolada" in said and "Egen bearbetning av data från Kolada" in said and "2024-08-30" in said


def test_what_we_have_reckoned_is_never_attributed_to_kolada(browse):
    """Kolada's terms: only what is unchanged. The words stand once, and say what they are for."""
    said = text(browse(PAGE))
    assert said.count("Källa: Kolada") == 1
    assert "Källa: Kolada (kommunernas och rikets värden, oförändrade)" in said
    assert "skillnader och riktning: Egen bearbetning av data från Kolada." in said


def test_every_dot_has_its_row_in_the_table_behind(browse):
    html = browse(PAGE, ar="2020").content.decode()
    assert html.count('class="dot') == 280 + 1  # and the ring in the legend
    table = html[html.index("Kommun, från lägsta värdet") :]
    assert table[: table.index("</table>")].count("<tr>") == 280


def test_what_is_missing_is_said_and_is_no_zero(browse):
    said = text(browse(reverse("kolada:indicator", args=["U33401"]), ar="2022"))
    assert "Piteå har inget värde 2022. Att det saknas är inte noll." in said
    assert "Piteå redovisade senast ett värde för 2018." in said
    assert "Ej redovisat" in said and "Kolada har inget värde" in said


def test_what_has_ended_and_where_a_series_breaks_is_said(browse):
    assert "Kolada har avslutat nyckeltalet. Sista året är 2024." in text(
        browse(reverse("kolada:indicator", args=["U35400"]))
    )
    assert "2019 Referenskostnaden räknas efter en ny modell" in text(
        browse(reverse("kolada:indicator", args=["N30001"]))
    )


def test_a_chosen_municipality_is_added_kept_and_taken_away(browse):
    answer = browse(PAGE, ar="2020", till="luleå", med="2482")
    html, said = answer.content.decode(), text(answer)
    assert "Luleå" in said and "Skellefteå" in said and "Piteå och valda kommuner" in said
    assert f'href="{PAGE}?ar=2020&amp;kon=T&amp;med=2482"' in html  # without Luleå


def test_an_unknown_municipality_is_refused_beside_its_field_and_four_are_too_many(browse):
    answer = browse(PAGE, till="Atlantis")
    assert answer.status_code == 422 and "Ingen kommun heter «Atlantis»" in text(answer)
    answer = browse(PAGE, till="Boden", med=["2580", "2482", "2480"])
    assert answer.status_code == 422 and "Högst 3 kommuner får plats" in text(answer)


@pytest.mark.parametrize(
    "said", [{"ar": "1066"}, {"ar": "x"}, {"kon": "X"}, {"med": "9999"}, {"med": "2581"}, {"ar": "9" * 40}]
)
def test_what_an_address_cannot_mean_falls_back(browse, said):
    answer = browse(PAGE, **said)
    assert answer.status_code == 200 and "2 592 kr/inv" in text(answer)


def test_an_unknown_indicator_is_no_page(browse):
    assert browse(reverse("kolada:indicator", args=["N99999"])).status_code == 404


def test_by_gender_where_it_is_told(browse):
    women = text(browse(reverse("kolada:indicator", args=["N31814"]), ar="2020", kon="K"))
    assert "2020, kvinnor" in women


def test_a_search_finds_and_says_when_it_does_not(browse):
    found = text(browse(reverse("kolada:start"), sok="missbruk kostnad"))
    assert "Kostnad missbruksvård vuxna" in found and "Kostnad ekonomiskt bistånd" not in found
    assert "Inget nyckeltal innehåller «zzz»" in text(browse(reverse("kolada:start"), sok="zzz"))


def test_where_the_municipality_is_not_said_the_page_says_so(browse, settings):
    settings.MUNICIPALITY = "Atlantis kommun"
    assert "Samtid vet inte vilken kommun det här är" in text(browse(reverse("kolada:start")))
    assert browse(PAGE).status_code == 302


def test_the_pages_ask_the_database_little(browse):
    for address in (reverse("kolada:start"), PAGE):
        browse(address)
        with CaptureQueriesContext(connection) as asked:
            browse(address)
        assert len(asked) <= 15, [one["sql"][:120] for one in asked]
