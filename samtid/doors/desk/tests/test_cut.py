"""What is left out of a list is said, with how many, and how the rest is seen."""

from __future__ import annotations

import pytest
from django.urls import reverse

from samtid.base.dossier.actions import keep_draft, start_clock
from samtid.base.dossier.tests.make import a_case
from samtid.base.look.paging import part_of
from samtid.base.people.actions import Details
from samtid.doors.desk.views import day
from samtid.ground import clock
from samtid.ground.law import children
from samtid.ground.offers import Day
from samtid.steps.intake.tests.make import a_report


@pytest.mark.parametrize("count", range(5))
def test_a_part_and_what_it_leaves_out_are_together_the_whole(count):
    part = part_of(list(range(count)), 3)
    assert list(part) == list(range(min(count, 3)))
    assert len(part) + part.left == count


def test_the_day_keeps_of_which_kinds_it_leaves_something_out(at, acting):
    from samtid.base.dossier.models import Draft

    with acting("maja") as maja:
        for number in range(3):
            keep_draft(
                f"intake:register:{number}",
                {"text": "x"},
                sequence=1,
                page="a1b2c3d4a1b2c3d4",
                by=maja,
                at=at,
            )
        asked = Day(maja, at, at.date(), (), at, lambda viewer, since: None, most=2)
        assert len(asked.first(Draft.objects.order_by("pk"))) == 2 and asked.cut == ["Draft"]
        assert len(asked.first(Draft.objects.filter(key="intake:register:1"))) == 1 and asked.cut == ["Draft"]


def test_min_dag_says_that_it_leaves_something_out_and_leads_to_it(client, staff, acting, at, monkeypatch):
    with acting("maja") as maja:
        for number in range(3):
            case = a_case(by=maja, at=at, details=Details("Vilma", f"Nyström {number}"))
            start_clock(case, children.PROTECTION_ASSESSMENT, about=case.pk, by=maja, at=at)
            a_report(by=maja, at=at)
        for number in range(10):
            keep_draft(
                f"intake:register:{number}",
                {"text": "x"},
                sequence=1,
                page="a1b2c3d4a1b2c3d4",
                by=maja,
                at=at,
            )
    monkeypatch.setattr(day, "MOST", 2)
    client.force_login(staff("maja"))
    with clock.set_to(lambda: at):
        page = client.get(reverse("desk:day")).content.decode()
        whole = client.get(reverse("desk:day"), {"visa": "allt"}).content.decode()
    assert (
        "de 2 första av varje slag" in page
        and "minst 4" in page
        and "?visa=allt" in page
        and "Visar 8 av 10." in page
    )
    assert page.count('<li class="waiting-line"') == 4
    assert (
        "av varje slag" not in whole and whole.count('<li class="waiting-line"') == 6 and "Visar" not in whole
    )
