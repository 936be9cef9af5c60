"""``python -m tests.browser.opened`` prints what came of the family's way: how many investigations, and who is noted."""

from __future__ import annotations

import json
import sys

import django

django.setup()

from samtid.base.people.models import Relation  # noqa: E402
from samtid.base.people.words import Bond  # noqa: E402
from samtid.steps.investigations.models import Investigation  # noqa: E402
from tests.log_in import one_transaction, stepped_out  # noqa: E402

if __name__ == "__main__":
    with one_transaction(), stepped_out():
        said = {
            "investigations": Investigation.objects.count(),
            "guardians": Relation.objects.filter(bond=Bond.GUARDIAN).count(),
            "siblings": Relation.objects.filter(bond=Bond.SIBLING).count(),
        }
    json.dump(said, sys.stdout)
