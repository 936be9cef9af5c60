"""A name on an answer is a line in the log of openings, whatever the method and the status."""

from __future__ import annotations

import pytest

from tests.town import STAFF

from .residents import WAITING
from .test_addresses import tells_of


@pytest.mark.parametrize("username", [*STAFF, ""])
def test_whoever_is_told_of_somebody_leaves_a_line(crawl, username):
    silent = {
        f"{answer.method} {answer.name}: {answer.status}"
        for answer in crawl(username)
        if not answer.lines and tells_of(answer.text) - {WAITING}
    }
    assert not silent, "\n".join(sorted(silent))
