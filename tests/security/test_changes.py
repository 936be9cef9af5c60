"""Att det som ändrats syns, hur det än ändrades: the watch over the tries is itself tried."""

from __future__ import annotations

import pytest
from django.db import connection, transaction

from samtid.base.organisation.models import Unit
from tests.log_in import stepped_out
from tests.security.changes import put_back


def renamed() -> None:
    with stepped_out(), connection.cursor() as cursor:
        cursor.execute("update organisation_unit set name = name || '!'")


@pytest.mark.parametrize("is_refused", [True, False])
def test_what_a_refusal_changed_is_told_and_put_back(db, is_refused):
    names = set(Unit.objects.values_list("name", flat=True))
    with put_back() as tried:
        renamed()
        tried.is_refused = is_refused
    assert tried.changed == (["organisation_unit"] if is_refused else [])
    assert set(Unit.objects.values_list("name", flat=True)) == names


def test_what_was_taken_back_before_the_refusal_is_no_change(db):
    with put_back() as tried:
        with transaction.atomic():
            renamed()
            transaction.set_rollback(True)
        tried.is_refused = True
    assert tried.changed == []


def test_what_was_changed_before_is_not_laid_on_the_try(db):
    renamed()
    with put_back() as tried:
        tried.is_refused = True
    assert tried.changed == []
