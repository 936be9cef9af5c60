"""A fresh town for each file of attempts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.attacker.foothold import Town, a_town


@pytest.fixture(scope="module")
def town() -> Iterator[Town]:
    """A database of its own, with Alva in it."""
    with a_town() as made:
        yield made
