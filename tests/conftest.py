"""What the tests of the whole program can ask for: the town where something has happened, and the crawls of it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

import pytest

from tests.crawl.answers import Answer
from tests.lived_in import visiting


@pytest.fixture(scope="session")
def crawl(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Callable[[str], list[Answer]]:
    """``crawl("bo")``: everything that Bo is answered, everywhere. "" is somebody without a log-in."""

    from tests.crawl.keeping import crawl_of

    def answers(username: str) -> list[Answer]:
        with django_db_blocker.unblock():  # type: ignore[attr-defined]
            return crawl_of(username)

    return answers


@pytest.fixture
def lived_in(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[None]:
    """The database is a town where something has happened in every room, and the clock stands still there."""
    with django_db_blocker.unblock(), visiting(os.environ.get("PYTEST_XDIST_WORKER", "main")):  # type: ignore[attr-defined]
        yield
