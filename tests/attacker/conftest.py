"""A fresh town for each file of attempts."""

from __future__ import annotations

import os
from collections.abc import Iterator

import psycopg
import pytest

from tests.attacker.chains import superuser
from tests.attacker.foothold import Town, a_town


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """A database of its own, with Alva in it."""
    with a_town() as made:
        yield made


@pytest.fixture
def owner(town: Town) -> Iterator[psycopg.Connection]:
    """The superuser at the chain of the log; what they do is undone afterwards."""
    with superuser(town) as connection:
        yield connection


@pytest.fixture(autouse=True)
def unbraked(request: pytest.FixtureRequest) -> None:
    """The brake stops what is tried too often (base/access/rules.LIMITS); here every try begins without a count."""
    if "town" in request.fixturenames:
        with request.getfixturevalue("town").admin() as owner:
            owner.execute("delete from access.effort")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """The table of attempts, when it was asked for."""
    if not os.environ.get("SAMTID_SHOW_ATTEMPTS"):
        return
    rows = []
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            known = dict(report.user_properties)
            if "attempt" in known:
                rows.append((*known["attempt"], str(known.get("result", "gick inte att pröva"))))
    if rows:
        terminalreporter.section("Försök att komma åt det dolda")
        for group, tries, result in rows:
            terminalreporter.write_line(f"{group:<20} {tries:<66} {result}")
