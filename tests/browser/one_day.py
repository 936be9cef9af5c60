"""Two visits of Tova's this morning: ``python -m tests.browser.one_day MOMENT`` prints their keys, in order."""

from __future__ import annotations

import json
import sys
from datetime import datetime

import django

django.setup()

from samtid.base.organisation.models import Staff  # noqa: E402
from samtid.steps.services.tests.make import an_open_service  # noqa: E402
from samtid.steps.visits.tests.make import a_visit  # noqa: E402
from tests.log_in import one_transaction  # noqa: E402
from tests.walk.residents import hand  # noqa: E402

if __name__ == "__main__":
    at = datetime.fromisoformat(sys.argv[1])
    with one_transaction():
        with hand("ulf", at) as ulf:
            service = an_open_service(by=ulf, at=at)
        with hand("nils", at) as nils:
            tova = Staff.objects.get(username="tova")
            made = [a_visit(service, by=nils, at=at, hours=hours, staff=tova) for hours in (-0.5, 0)]
        json.dump([str(visit.pk) for visit in made], sys.stdout)
