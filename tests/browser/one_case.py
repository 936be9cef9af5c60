"""One child's case with Bo as its caseworker: ``python -m tests.browser.one_case MOMENT`` prints where its note and plan are written."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import django
from django.urls import reverse

django.setup()

from samtid.base.organisation.models import Staff  # noqa: E402
from samtid.steps.investigations.tests.make import a_childs_investigation  # noqa: E402
from tests.log_in import one_transaction  # noqa: E402

if __name__ == "__main__":
    with one_transaction():
        maja, bo = (Staff.objects.get(username=name) for name in ("maja", "bo"))
        made = a_childs_investigation(maja=maja, bo=bo, at=datetime.fromisoformat(sys.argv[1]))
        note = reverse("dossier:write_note", args=[made.case_id])
        json.dump({"note": note, "plan": reverse("investigations:plan", args=[made.pk])}, sys.stdout)
