"""Att inleda för syskon: each child's own investigation, opened as if it were the only one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from django.db import transaction

from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff, Unit
from samtid.ground.reasons import refuse_if
from samtid.steps.intake.family import Result, each
from samtid.steps.intake.models import Report
from samtid.steps.intake.together import obstacles_to_together, with_own

from .. import rules, words
from .opening import open_investigation


@transaction.atomic
@only(rules.MAY)
def open_together(
    reports: Iterable[tuple[Report, str]],
    *,
    unit: Unit,
    caseworker: Staff | None,
    method: words.Method,
    reason: str,
    by: Staff,
    at: datetime,
) -> list[Result]:
    """Opens an investigation for each report: the shared reason, and below it what is this child's own.

    Each is a savepoint of its own: a sibling whom somebody already investigates holds nobody else up.
    """
    reports = list(reports)
    refuse_if(obstacles_to_together(report.is_sealed for report, _ in reports))
    return [
        each(
            report,
            partial(
                open_investigation,
                report,
                unit=unit,
                caseworker=caseworker,
                method=method,
                reason=with_own(reason, own),
                by=by,
                at=at,
            ),
        )
        for report, own in reports
    ]
