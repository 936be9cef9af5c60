"""Broken glass lets one act in the emergency, and take nothing over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samtid.base.dossier.actions import break_glass
from samtid.base.dossier.tests.make import a_case
from samtid.base.dossier.words import Need
from samtid.base.organisation.models import Unit
from samtid.ground.reasons import NotYet
from samtid.steps.intake.actions import assess_protection, join_case
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import an_identified_report
from samtid.steps.investigations import actions
from samtid.steps.investigations.models import Investigation
from samtid.steps.investigations.tests.make import WHY
from samtid.steps.investigations.words import Method


def test_who_broke_the_glass_assesses_protection_but_takes_no_case_and_no_report_over(acting, at):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
    with acting("pelle") as pelle:
        break_glass("201203142391", "Akut: mamman på sjukhus", 24, by=pelle, at=at)
        assess_protection(report, True, "Alva är hos mormor, som hämtar henne.", by=pelle, at=at)
        own = a_case(by=pelle, at=at, need=Need.MONEY)
        with pytest.raises(NotYet, match="bara genom en nödöppning"):
            actions.open_investigation(
                report,
                unit=Unit.objects.get(name="Utredning barn och unga"),
                caseworker=None,
                method=Method.BBIC,
                reason=WHY,
                by=pelle,
                at=at,
            )
        with pytest.raises(NotYet, match="bara genom en nödöppning"):
            join_case(report, own, by=pelle, at=at)
        assert not Investigation.objects.exists()

    with acting("pelle", at=at + timedelta(days=2)):
        assert not Report.objects.exists()
    with acting("maja", at=at + timedelta(days=2)) as maja:
        kept = Report.objects.get()
        assert (kept.closed_at, kept.protection_danger, kept.case.caseworker) == (None, True, maja)
