"""What every test can ask for. The database itself is made by tests/database.py."""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import import_module

import pytest
from django.http import HttpRequest
from hypothesis import HealthCheck, settings

from tests.log_in import lately, next_transaction, stepped_out

# A loaded machine is slow, and slowness is nothing a test may fail for. The same examples every time, so that a
# change is judged by what it changes; the night looks for new ones.
LOOSE = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("house", derandomize=True, **LOOSE)
settings.register_profile("night", print_blob=True, **LOOSE)
settings.load_profile("night" if os.environ.get("SAMTID_NIGHT") else "house")


@pytest.fixture(scope="session")
def django_db_setup() -> None:
    """The database is already there, copied from the template."""


@pytest.fixture(scope="session", autouse=True)
def addresses() -> None:
    """All addresses are read before any test changes a setting that they depend on."""
    import_module("samtid.config.urls")


@pytest.fixture(autouse=True)
def nothing_remembered(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one test said of the municipality, no other remembers; without a database nobody has said anything."""
    from samtid.base.organisation import kept
    from tests.sorting import asks_a_database

    kept.forget()
    if not asks_a_database(request.node):
        monkeypatch.setattr(kept, "_rows", lambda: kept.Kept((), (), math.inf))


@pytest.fixture(scope="session", autouse=True)
def proved() -> Iterator[None]:
    """Whoever a test logs in has shown who they are in that moment, as at every log-in."""
    import time

    from django.contrib.auth.signals import user_logged_in

    from samtid.base.access import proof

    def prove(request: HttpRequest, **_: object) -> None:
        proof.proved(request, time.time())

    user_logged_in.connect(prove, dispatch_uid="proved-in-tests")
    yield
    user_logged_in.disconnect(dispatch_uid="proved-in-tests")


@pytest.fixture
def at() -> datetime:
    """The moment of the test: a Saturday forenoon in November."""
    return datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


@pytest.fixture
def staff(db: None) -> Callable[[str], object]:
    """``staff("bo")``: a member of staff of the test town, by user name."""
    from samtid.base.organisation.models import Staff

    return lambda username: Staff.objects.get(username=username)


@pytest.fixture
def acting(db: None, at: datetime) -> Callable[..., object]:
    """``with acting("bo"):`` the database sees what Bo may see, and nothing else."""
    from samtid.base.access.identity import Identity, acting_as
    from samtid.base.access.words import Purpose
    from samtid.base.organisation.models import Staff

    @contextmanager
    def act(username: str, *, at: datetime = at, purpose: Purpose = Purpose.WEB) -> Iterator[Staff | None]:
        who = Staff.objects.get(username=username) if username else None
        next_transaction()
        with acting_as(Identity(who.pk if who else None, purpose, at, lately())):
            yield who

    return act


@pytest.fixture
def as_owner(db: None) -> Callable[[], object]:
    """``with as_owner():`` outside the walls, to prepare or to look at what a user cannot."""
    return stepped_out
