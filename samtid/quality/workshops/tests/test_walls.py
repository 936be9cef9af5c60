"""Anonym av sig själv: no table, no time, no order and no number of a transaction joins what was said with who."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.through import door
from samtid.quality.workshops import actions, queries
from samtid.quality.workshops.models import Box, Note, Receipt, Seat, Theme, Workshop
from samtid.quality.workshops.words import StepKind

from .make import a_receipt, go_to, said, seat_in, step_of


@pytest.fixture
def shaken(prepared, acting, at_a_phone, at):
    """Twelve notes in turn from five seats, out of the box."""
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
    with at_a_phone():
        said(shop, shop.now_id, [f"Lapp {n}" for n in range(12)], at=at)
    with acting("vera") as vera:
        return go_to(shop, StepKind.CLUSTER, by=vera, at=at)


def refused(statement: str, *values: object) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, values)


def test_notes_lie_in_another_order_than_they_were_written(shaken, acting):
    with acting("vera"), connection.cursor() as cursor:
        cursor.execute("select text from workshops_note")
        order = [int(text.split()[1]) for (text,) in cursor.fetchall()]
    assert sorted(order) == list(range(12))
    assert order != sorted(order), "the rows lie as they were written"


def test_nothing_in_a_note_a_vote_or_a_seat_is_a_time_or_a_person():
    for model in (Note, Box, Receipt, Seat, Theme):
        kinds = {field.get_internal_type() for field in model._meta.concrete_fields}
        assert not kinds & {"DateTimeField", "DateField", "TimeField"}, model
        related = {
            field.related_model.__name__ for field in model._meta.concrete_fields if field.related_model
        }
        assert not related & {"Staff", "Invited"}, model
    assert not {"Seat", "Receipt"} & {
        f.related_model.__name__ for f in Note._meta.concrete_fields if f.related_model
    }
    assert not {"Note", "Box"} & {
        f.related_model.__name__ for f in Seat._meta.concrete_fields if f.related_model
    }


def test_what_a_seat_has_spent_is_wiped_and_all_seats_are_written_at_once(shaken, as_owner):
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select sum(spent), sum(written), count(distinct xmin::text) from workshops_seat")
        assert cursor.fetchone() == (0, 0, 1)
        cursor.execute("select count(distinct xmin::text) from workshops_note")
        assert cursor.fetchone() == (1,), "all out of the box in one transaction"
        cursor.execute("select count(*) from workshops_box")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("column", ["xmin", "ctid", "cmin"])
@pytest.mark.parametrize("table", ["note", "theme", "receipt", "box", "seat"])
def test_postgres_own_columns_are_read_by_nobody(shaken, acting, table, column):
    with acting("vera"):
        refused(f"select {column} from workshops_{table}")


def test_the_box_the_seats_and_the_receipts_are_read_by_nobody(prepared, acting, at_a_phone, at):
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
    with at_a_phone():
        said(shop, shop.now_id, ["En lapp."], at=at)
    for username in ("vera", "karin", "tova", "ola", "liv"):
        with acting(username):
            for model in (Box, Seat, Receipt):
                assert not model.objects.values("pk").exists()
            for table in ("box", "seat", "receipt"):
                refused(f"select * from workshops_{table}")
                refused(f"delete from workshops_{table}")


def test_the_host_cannot_empty_the_box_again_and_again_to_see_who_writes(prepared, acting, at_a_phone, at):
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
        step = shop.now_id
    with at_a_phone():
        said(shop, step, ["En enda lapp."], at=at)
    with acting("vera") as vera:
        assert door("move_workshop", shop.pk, step) is False
        refused("update workshops_workshop set now_id = null where id = %s", shop.pk)
        assert not queries.notes(vera, shop).exists()


def test_one_who_does_not_lead_moves_nothing_makes_no_slips_and_hears_nothing(prepared, acting, at):
    with acting("vera") as vera:
        step = step_of(vera, prepared, StepKind.WRITE)
    for username in ("tova", "kurt", "bengt", "liv"):
        with acting(username):
            refused("select access.move_workshop(%s, %s)", prepared.pk, step.pk)
            refused("select access.lay_out_seats(%s, '[]')", prepared.pk)
            assert queries.heard(prepared) == {"notes": 0, "votes": 0}
            refused(
                "insert into workshops_theme (id, workshop_id, name, votes) values (gen_random_uuid(), %s, 'x', 0)",
                prepared.pk,
            )


def test_nobody_writes_a_theme_with_votes_nor_a_vote_by_hand(shaken, acting):
    with acting("vera"):
        refused(
            "insert into workshops_theme (id, workshop_id, name, votes) values (gen_random_uuid(), %s, 'x', 9)",
            shaken.pk,
        )
        refused("update workshops_theme set votes = 9")
        refused(
            "insert into workshops_note (id, workshop_id, step_id, text, may_name) select gen_random_uuid(), id, now_id, 'x', false"
            " from workshops_workshop"
        )


def test_a_line_is_written_by_the_one_who_did_it_and_stands(shaken, acting, at):
    with acting("rut") as rut:
        refused("update workshops_line set said = 'x'")
        refused(
            "insert into workshops_workshop (id, name, purpose, code, by_id, at) values (gen_random_uuid(), 'x', '', 'AAAAAA', %s, now())",
            rut.pk,
        )
        assert Workshop.objects.count() == 1


def test_a_vote_for_another_workshops_theme_is_none(shaken, acting, at_a_phone, at):
    with acting("vera") as vera:
        other = actions.make("En annan", "", by=vera, at=at)
        theme = Theme.objects.create(workshop=other, name="Annat")
        shop = go_to(shaken, StepKind.VOTE, by=vera, at=at)
    with at_a_phone():
        assert actions.vote(seat_in(shop), shop.now_id, theme.pk, a_receipt(1000), by=None, at=at) == "closed"
