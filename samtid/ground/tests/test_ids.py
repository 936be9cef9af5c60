"""Keys of rows: new ones come after old ones, and tell nothing else."""

from __future__ import annotations

import time
from random import Random

import pytest

from samtid.ground import ids


@pytest.fixture
def stopped(monkeypatch):
    """The world's time stands still."""
    monkeypatch.setattr(time, "time_ns", lambda: 1_795_000_000_000_000_000)


def test_rows_made_in_the_same_moment_are_in_the_order_they_were_made(stopped):
    made = [ids.new_id() for _ in range(5000)]
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_a_key_is_a_uuid_of_version_7():
    key = ids.new_id()
    assert (key.version, key.variant) == (7, "specified in RFC 4122")
    assert abs((key.int >> 80) - time.time_ns() // 1_000_000) < 60_000


def test_the_rest_of_a_key_is_chance():
    token = ids.chance.set(Random(1))
    try:
        first, second = ids.new_id(), ids.new_id()
    finally:
        ids.chance.reset(token)
    assert (first.int & (2**62 - 1)) != (second.int & (2**62 - 1))
    assert (first.int & (2**62 - 1)) == Random(1).getrandbits(62)
