"""Whoever is told of somebody leaves a line in the log of openings, whatever the page, the method and the answer."""

from __future__ import annotations

import pytest

from samtid.base.look import house
from tests.town import STAFF

from .test_addresses import tells_of


@pytest.mark.parametrize("username", [*STAFF, ""])
def test_whoever_is_told_of_somebody_leaves_a_line(crawl, username):
    silent = {
        f"{answer.method} {answer.name}: {answer.status}"
        for answer in crawl(username)
        if not answer.lines and answer.name not in house.overviews() and tells_of(answer.text)
    }
    assert not silent, "\n".join(sorted(silent))
