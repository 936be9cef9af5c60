"""Det som sades, to start from: what the reporter told of the one it is about."""

from __future__ import annotations

import re

from django.db import connection

from .models import Report

UNSAID = (
    "Visas inte (kan ha sagts)"  # of a field behind its wall it is not known either whether anything was said
)


def as_said(report: Report) -> dict[str, str]:
    """What the reporter said about the person, to start from."""
    given, _, family = report.about_name.rpartition(" ")
    if not given:
        given, family = family, ""
    born = re.search(r"\d{4}-\d\d-\d\d", report.about_age)
    return {
        "born_on": born[0] if born else "",
        "given_name": given,
        "family_name": family,
        "number": report.about_number,
        "interpreter": report.interpreter,
    } | ({} if report.is_guarded else {"address": report.about_address, "school": report.about_school})


def without_place(report: Report) -> str:
    """What was said where the row is behind its wall: the database leaves out the place; empty to one without a key."""
    with connection.cursor() as cursor:
        cursor.execute("select access.report_words(%s)", [report.pk])
        return str(cursor.fetchone()[0] or "")
