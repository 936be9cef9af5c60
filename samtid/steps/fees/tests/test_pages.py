"""The pages of fees, as the one who handles them and those near meet them."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samtid.base.dossier.models import Case
from samtid.ground import clock
from samtid.steps.fees.models import FeeBasis
from samtid.steps.fees.tests.make import a_fee
from samtid.steps.fees.tests.test_actions import FIRST, case  # noqa: F401
from samtid.steps.services.tests.make import a_protected_case, an_open_service

BASIS = {
    "version": "0",
    "changed_on": "2026-11-21",
    "household": "single",
    "tariff_home_care_service_care": "3 900",
    "income_1_kind": "pension",
    "income_1_amount": "16 400,00",
    "income_1_per": "month",
    "income_1_whose": "own",
    "income_1_source": "pensions_agency",
    "income_1_known_on": "2026-11-01",
    "housing": "6100",
}


@pytest.fixture(autouse=True)
def now(at):
    with clock.set_to(lambda: at):
        yield


def address(name: str, case: Case) -> str:  # noqa: F811
    return reverse(f"fees:{name}", args=[case.pk])


def test_from_the_day_to_a_letter(client, acting, staff, case):  # noqa: F811
    client.force_login(staff("ulf"))
    assert "insats med avgift utan avgiftsbeslut" in client.get(reverse("desk:day")).content.decode()
    assert "Inget är skrivet om inkomst" in client.get(address("case", case)).content.decode()
    form = client.get(address("note_basis", case)).content.decode()
    assert "Hemtjänst, service" in form and "SoL 32 kap. 9 §" in form

    sent = client.post(address("note_basis", case), BASIS)
    assert sent.headers["Location"] == address("case", case)
    page = client.get(address("case", case)).content.decode().replace("\xa0", " ")
    for said in ("3 004 kr", "2 660 kr", "7 296 kr", "6 100 kr", "SoL 32 kap. 6 § 1", "prisbasbeloppet 2026"):
        assert said in page, said
    assert "<title>Avgift" in page

    made = client.post(address("count", case))
    shown = client.get(made.headers["Location"]).content.decode().replace("\xa0", " ")
    assert "Avgift: fastställs" in shown and "2 660 kronor i månaden" in shown
    assert "Uträkningen och underlaget" in shown and "Ändra förslaget" not in shown
    pk = made.headers["Location"].strip("/").split("/")[-1]
    assert client.get(reverse("decisions:letter", args=[pk])).headers["Content-Type"] == "application/pdf"
    assert client.get(reverse("decisions:change", args=[pk])).status_code == 404
    signed = client.post(reverse("decisions:sign", args=[pk]), {"version": "1"})
    assert signed.status_code == 302
    assert "utan avgiftsbeslut" not in client.get(reverse("desk:day")).content.decode()
    listed = client.get(reverse("fees:list")).content.decode().replace("\xa0", " ")
    assert "Räkna om för 2027" in listed


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"changed_on": ""}, "Skriv vilken dag uppgifterna gäller från."),
        ({"household": ""}, "Välj hushåll."),
        ({"household": "married"}, "makens eller makans inkomst"),
        ({"income_1_amount": "mycket"}, "Skriv beloppet i kronor"),
        ({"income_1_amount": "NaN"}, "Skriv beloppet i kronor"),
        ({"income_1_amount": "1e400"}, "Beloppet är för stort."),
        ({"income_1_source": ""}, "Fyll i det här också"),
        ({"income_1_kind": "lottery"}, "Det valet finns inte."),
        ({"housing": ""}, "Skriv boendekostnaden"),
        ({"housing": "-1"}, "Beloppet kan inte vara negativt."),
        ({"tariff_home_care_service_care": ""}, "Skriv beloppet."),
        ({"unstated": "on"}, "Avgift när inkomsten inte är känd"),
        ({"income_1_kind": "supplement"}, "Så räknas bostadstillägg"),
        ({"adjustment_1_turn": "raise", "adjustment_1_amount": "900"}, "Fyll i det här också"),
        ({"changed_on": "2030-01-01"}, "2030"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_kept(client, acting, staff, case, changed, said):  # noqa: F811
    client.force_login(staff("ulf"))
    answer = client.post(address("note_basis", case), BASIS | changed)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    with acting("ulf"):
        assert not FeeBasis.objects.exists()


def test_the_second_of_two_writers_keeps_what_was_written(client, acting, at, staff, case):  # noqa: F811
    with acting("ulf") as ulf:
        a_fee(case, FIRST, by=ulf, at=at)
    client.force_login(staff("gun"))
    answer = client.post(
        address("note_basis", case), BASIS | {"housing": "4444", "why": "Ny hyra från november."}
    )
    assert answer.status_code == 409
    assert "4444" in answer.content.decode()


@pytest.mark.parametrize("username", ["tova", "inga", "pelle", "ola"])
def test_who_has_no_key_to_the_case_finds_no_fee(client, acting, at, staff, case, username):  # noqa: F811
    with acting("ulf") as ulf:
        a_fee(case, FIRST, by=ulf, at=at)
    client.force_login(staff(username))
    for name in ("case", "note_basis"):
        assert client.get(address(name, case)).status_code in (403, 404)
    assert client.post(address("count", case)).status_code in (403, 404)
    listed = client.get(reverse("fees:list"))
    assert str(case.pk) not in listed.content.decode()


def test_somebody_protected_is_marked_and_the_letter_tells_no_place(client, acting, at, staff):
    with acting("ulf") as ulf:
        sealed = a_protected_case(by=ulf, at=at)
        an_open_service(by=ulf, at=at, case=sealed)
    client.force_login(staff("ulf"))
    page = client.get(address("case", sealed)).content.decode()
    assert "Skyddade personuppgifter" in page


def test_counting_without_a_basis_says_so(client, staff, case):  # noqa: F811
    client.force_login(staff("ulf"))
    answer = client.post(address("count", case))
    assert answer.status_code == 422 and "Skriv avgiftsunderlaget först." in answer.content.decode()


def test_the_new_year_without_anything_to_count_says_so(client, staff, db):
    client.force_login(staff("ulf"))
    answer = client.post(reverse("fees:new_year"))
    assert answer.status_code == 422 and "Alla avgifter är räknade" in answer.content.decode()
