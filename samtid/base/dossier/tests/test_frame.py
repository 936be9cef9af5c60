"""The frame's own line: which dossier, which unit, and nothing told by it."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.urls import reverse
from django.utils import timezone

from samtid.base.access.models import Opening
from samtid.base.dossier import actions
from samtid.base.dossier.tests.make import a_case


def log_shown(person, *, logged=()):
    with connection.cursor() as cursor:
        cursor.execute(
            "select access.log_shown(%s::uuid[], '{}', '{}', '{}', %s::uuid[], 'a:page', 'view')",
            [[person], list(logged)],
        )


def test_a_form_that_is_refused_leaves_a_line_in_the_dossier_it_showed(client, staff, acting):
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now)
        note = actions.write_note(case, "Ringt.", happened_at=now, by=maja, at=now)
        actions.sign_note(note, by=maja, at=now)
    client.force_login(staff("maja"))
    answer = client.post(reverse("dossier:correct", args=[note.pk]), {"sent": "1"})
    assert answer.status_code == 422
    with acting("maja", at=now + timedelta(minutes=1)):
        [line] = Opening.objects.filter(page="dossier:correct")
        assert (line.dossier_id, line.compartment_id) == (case.dossier_id, case.compartment_id)


def test_a_page_that_has_logged_is_not_logged_again(client, staff, acting):
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now)
    client.force_login(staff("maja"))
    client.get(reverse("desk:dossier", args=[case.dossier_id]))
    with acting("maja", at=now + timedelta(minutes=1)):
        assert Opening.objects.filter(page="desk:dossier").count() == 1


def test_the_line_tells_nobody_of_a_dossier_that_they_have_no_key_to(acting):
    now = timezone.now()
    with acting("maja", at=now) as maja:
        case = a_case(by=maja, at=now)
        person = case.dossier.person_id
    with acting("pelle", at=now):
        for asked, logged in ((person, [case.dossier_id]), (person, []), (uuid4(), [])):
            log_shown(asked, logged=logged)
    with acting("pelle", at=now):
        lines = Opening.objects.filter(page="a:page").values_list("dossier_id", "compartment_id")
        # the same whether known or not: no dossier, and the reader's own unit
        assert len(lines) == 3 and len(set(lines)) == 1 and lines[0][0] is None
