"""Nycklar och överlämning: a refusal is said at its field, and nothing is handed over by it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from samtid.base.access.models import Key
from samtid.base.dossier import actions
from samtid.base.dossier.models import Case
from samtid.base.dossier.tests.make import a_case
from samtid.steps.investigations.tests.make import a_childs_investigation


@pytest.fixture
def case(acting) -> Case:
    now = timezone.now()
    with acting("maja", at=now) as maja:
        return a_case(by=maja, at=now)


@pytest.mark.parametrize(
    ("address", "field", "sentence"),
    [
        ("lamna-over", "id_receiver", "Välj vem som tar över."),
        ("nyckel", "nyckel_receiver", "Välj vem som ska få nyckel."),
        ("nyckel", "nyckel_reason", "Skriv varför, till exempel semester."),
        ("skydd", "id_level", "Välj en av de fyra nivåerna."),
    ],
)
def test_an_empty_form_is_answered_at_its_field(client, staff, acting, case, address, field, sentence):
    client.force_login(staff("maja"))

    answer = client.post(f"/arende/{case.pk}/{address}/", {})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in page and f'id="{field}-error"' in page and f'href="#{field}"' in page
    with acting("maja", at=timezone.now()) as maja:
        assert Case.objects.get().caseworker == maja
        assert Key.objects.filter(case_id=case.pk).count() == 1


def test_a_refused_hand_over_from_the_unit_is_said_at_its_row(client, staff, case):
    client.force_login(staff("rut"))

    answer = client.post(f"/arende/{case.pk}/lamna-over/", {"receiver": "", "from_unit": "1"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'aria-describedby="r{case.pk}-error"' in page and f'href="#r{case.pk}"' in page


def test_the_unit_says_which_cases_are_late_and_shows_only_those(client, staff, acting, case):
    from samtid.ground.law import children

    then = timezone.now() - timedelta(days=9)
    with acting("maja", at=then) as maja:
        late = a_case(by=maja, at=then)
        actions.start_clock(late, children.PROTECTION_ASSESSMENT, about=late.pk, by=maja, at=then)
    client.force_login(staff("rut"))

    everyone, only_late = (client.get(f"/enheten/{query}").content.decode() for query in ("", "?visa=sena"))

    assert case.number in everyone and late.number in everyone
    assert everyone.index(late.number) < everyone.index(case.number)
    assert late.number in only_late and case.number not in only_late
    assert "dagar sen" in only_late.replace("\u00a0", " ")


def test_who_broke_the_glass_is_shown_no_form_to_hand_out_with_and_refused_without_it(
    client, staff, acting, case
):
    now = timezone.now()
    with acting("pelle", at=now) as pelle:
        actions.break_glass("201203142391", "Akut: mamman på sjukhus", 24, by=pelle, at=now)
    client.force_login(pelle)
    unit = pelle.memberships.get().unit
    offered = ("lamna-over", "nyckel")

    answer = client.get(f"/arende/{case.pk}/nycklar/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "Du ser ärendet bara genom en nödöppning." in page
    assert not [one for one in offered if f"/arende/{case.pk}/{one}/" in page]
    assert f"/arende/{case.pk}/skydd/" in page, "to protect is an emergency act"

    said = {"receiver": pelle.pk, "unit": unit.pk, "days": 7, "reason": "Jag behöver se ärendet."}
    for one in offered:
        answer = client.post(f"/arende/{case.pk}/{one}/", said)
        assert answer.status_code == 422, one
        page = answer.content.decode()
        assert "Det gick inte" in page and "Du ser ärendet bara genom en nödöppning." in page

    month_later = now + timedelta(days=30)
    with acting("pelle", at=month_later) as pelle:
        assert not Case.objects.exists()
    with acting("maja", at=month_later) as maja:
        assert Case.objects.get().caseworker == maja
        assert Key.objects.filter(case_id=case.pk).count() == 1


def test_what_is_not_finished_is_read_before_a_case_is_handed_over(client, staff, acting):
    now = timezone.now()
    found = a_childs_investigation(maja=staff("maja"), bo=staff("bo"), at=now)
    with acting("bo", at=now) as bo:
        note = actions.write_note(found.case, "Ringt skolan.", happened_at=now, by=bo, at=now)
        signed = actions.write_note(found.case, "Ringt mamma.", happened_at=now, by=bo, at=now)
        actions.sign_note(signed, by=bo, at=now)
    client.force_login(staff("bo"))

    page = client.get(f"/arende/{found.case_id}/nycklar/").content.decode()

    card = page[page.index("Läs först") :]
    assert f"/anteckning/{note.pk}/" in card and f"/anteckning/{signed.pk}/" not in card
    assert f'href="/utredningar/{found.pk}/">Utredning</a>' in card
