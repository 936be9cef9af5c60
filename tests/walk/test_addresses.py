"""Every address as everyone on the staff: no name, number or place without a key, and never an error."""

from __future__ import annotations

import pytest

from samtid.base.organisation.words import Role
from tests.crawl.answers import Answer
from tests.town import STAFF

from .residents import MAY_KNOW, PEOPLE, WAITING

ANSWERED = {
    "GET": {200, 301, 302, 400, 403, 404, 405, 422},
    "POST": {200, 302, 303, 400, 403, 404, 405, 409, 422},
}


def tells_of(text: str) -> set[str]:
    """Whom a page tells of, by name, number or place."""
    told = set()
    for one in PEOPLE:
        dashed = f"{one.number[:8]}-{one.number[8:]}"
        if any(word in text for word in (one.given_name, one.family_name, one.number, dashed, one.address)):
            told.add(one.number)
    if WAITING.split()[0] in text:
        told.add(WAITING)
    return told


def faults(answer: Answer) -> list[str]:
    """What is wrong with an answer, in words."""
    where = f"{answer.method} {answer.address}"
    found = [] if answer.status in ANSWERED[answer.method] else [f"{answer.status} at {where}"]
    found += [
        f"{answer.username or 'nobody'} is told of {'a person' if number != WAITING else 'somebody'} at {where}"
        for number in tells_of(answer.text)
        if answer.username not in MAY_KNOW[number].case | MAY_KNOW[number].service
    ]
    if tells_of(answer.headers.get("Location", "")):
        found.append(f"the address that {where} leads to tells of somebody")
    return found


def test_every_role_there_is_takes_the_walk():
    assert {role for _, _, _, role in STAFF.values()} == {str(role) for role in Role}


@pytest.mark.parametrize("username", [*STAFF, ""])
def test_no_address_tells_of_anyone_without_a_key(crawl, username):
    found = [fault for answer in crawl(username) for fault in faults(answer)]
    assert not found, "\n".join(found)


def test_the_walk_tells_of_those_it_may(crawl):
    """Else it proves nothing: Bo reads of the child, her mother and the one with a protected identity."""
    told = {number for answer in crawl("bo") for number in tells_of(answer.text)}
    assert told == {number for number, known in MAY_KNOW.items() if "bo" in known.case | known.service}
