"""Case numbers are chance, so one may be taken, also by a case that the opener cannot see."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from samtid.base.dossier.models import Case, Event
from samtid.base.dossier.tests.make import a_case
from samtid.base.people.actions import Details
from samtid.ground import ids
from tests.log_in import stepped_out


class Drawn(random.Random):
    """Chance that begins with what it is told."""

    def __init__(self, *first: str) -> None:
        super().__init__(1)
        self.first = list(first)

    def choices(self, population: Sequence[Any], *args: Any, **options: Any) -> list[Any]:
        return list(self.first.pop(0)) if self.first else super().choices(population, *args, **options)


@contextmanager
def drawing(*first: str) -> Iterator[None]:
    """With these draws first."""
    token = ids.chance.set(Drawn(*first))
    try:
        yield
    finally:
        ids.chance.reset(token)


def test_a_number_that_a_hidden_case_has_is_drawn_anew(acting, at):
    """Only the owner, who plays a town, says which number to begin with; the web has none to say."""
    with acting("maja") as maja, stepped_out(), drawing("7KQ4MX"):
        a_case(by=maja, at=at)

    with acting("pelle"):
        assert not Case.objects.exists()
    with acting("pelle") as pelle, stepped_out(), drawing("7KQ4MX"):
        case = a_case(by=pelle, at=at, details=Details("Bo", "Berg"))
        assert re.fullmatch(f"{at.year % 100:02d}-[0-9A-HJKMNP-TV-Z]{{6}}", case.number)
        assert case.number != f"{at.year % 100:02d}-7KQ4MX", "the database draws another"
        assert Event.objects.filter(case=case).count() == 1

    with acting("maja"):
        assert Case.objects.get().number == f"{at.year % 100:02d}-7KQ4MX"
