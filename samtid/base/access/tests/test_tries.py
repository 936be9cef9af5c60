"""Ingens rader: what found nothing lies in the reader's own unit; and there is a brake."""

from __future__ import annotations

import pytest
from django.db import Error, connection, transaction

from samtid.base.access.actions import log_opening
from samtid.base.access.models import Alarm, Opening
from samtid.base.access.rules import LIMITS
from samtid.base.access.words import Opening as Word
from samtid.base.dossier import actions

NOBODY = "201309162380"
WHY = "Akut: mamman på sjukhus"
MOST = {kind: most for kind, most, _ in reversed(LIMITS)}


def count(kind: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("select access.count_effort(%s)", [kind])
        return bool(cursor.fetchone()[0])


def test_glass_that_opened_nothing_is_seen_by_the_own_manager_and_the_log_reviewer(acting, at):
    with acting("pelle") as pelle:
        actions.break_glass(NOBODY, WHY, 1, by=pelle, at=at)
        actions.break_glass(NOBODY[2:], WHY, 1, by=pelle, at=at)
    for username, seen in (("anita", 2), ("liv", 2), ("pelle", 2), ("rut", 0), ("karin", 0)):
        with acting(username):
            assert Opening.objects.filter(action="break_glass").count() == seen, username
    with acting("liv"):
        marks = set(Opening.objects.filter(action="break_glass").values_list("sought", flat=True))
        assert len(marks) == 1, "ten and twelve digits are the same person"
        assert NOBODY[-4:] not in marks.pop()


def test_a_search_carries_the_unit_and_what_was_sought(acting, at):
    with acting("pelle") as pelle:
        for words in ("Kändis Känd", "20130916-2380"):
            log_opening(Word.SEARCH, page="desk:search", sought=words, by=pelle, at=at)
    with acting("anita"):
        said = sorted(Opening.objects.filter(action="search").values_list("sought", flat=True))
        assert said[0] == "Kändis Känd" and said[1].startswith("nr ") and "2380" not in said[1]


def test_the_key_that_numbers_are_hashed_with_is_out_of_the_webs_reach(acting):
    for attempt in (
        "select * from access.seek_key",
        "select access.sought_word('201309162380')",
        "delete from access.effort",
        "select * from access.effort",
    ):
        with acting("pelle"), pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(attempt)


@pytest.mark.parametrize("kind", sorted(MOST))
def test_the_brake_says_no_above_the_limit_and_tells_the_manager_once(acting, kind):
    with acting("pelle"):
        assert all(count(kind) for _ in range(MOST[kind]))
        assert not Alarm.objects.exists()
        assert not count(kind) and not count(kind)
        assert not Alarm.objects.exists(), "not to the one it is about"
    with acting("eva"):
        assert count(kind), "nobody else is braked"
    for username in ("anita", "liv"):
        with acting(username):
            assert Alarm.objects.get().staff.username == "pelle"
    with acting("rut"):
        assert not Alarm.objects.exists()


def test_glass_does_not_break_when_braked(acting, at):
    from samtid.base.dossier import queries
    from samtid.base.dossier.tests.make import ALVA, a_case

    with acting("maja") as maja:
        a_case(by=maja, at=at)
    with acting("pelle") as pelle:
        for _ in range(MOST["glass"]):
            actions.break_glass(NOBODY, WHY, 1, by=pelle, at=at)
        actions.break_glass(ALVA.number, WHY, 1, by=pelle, at=at)
        assert not queries.cases(pelle).exists()
        assert Opening.objects.filter(action="break_glass").count() == MOST["glass"] + 1, (
            "the try is a line all the same"
        )
