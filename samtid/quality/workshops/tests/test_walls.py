"""Anonym av sig själv: no table, no time, no order and no number of a transaction joins what was said with who."""

from __future__ import annotations

import json
from datetime import time, timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from samtid.base.access.through import door
from samtid.ground.reasons import NotYet
from samtid.ground.sweden import swedish_day
from samtid.quality.workshops import actions, queries
from samtid.quality.workshops.models import Box, Note, Receipt, Seat, Theme, Workshop
from samtid.quality.workshops.rules import StepPlan
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


def a_step(workshop, kind, starts, *, by, at):
    plan = StepPlan(kind, swedish_day(at), starts, 5, "Mer?", 3)
    return actions.add_step(workshop, plan, by=by, at=at)


def test_one_note_comes_not_out_however_many_steps_the_host_adds(prepared, acting, at_a_phone, at):
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
        step = shop.now_id
    for n in range(3):  # one more has written each time the host moves on
        with at_a_phone():
            actions.write(seat_in(shop, 1, n), step, a_receipt(n), f"Lapp {n}", by=None, at=at)
        with acting("vera") as vera:
            new = a_step(shop, StepKind.WRITE, time(8, 31 + n), by=vera, at=at)
            actions.move(shop, new, by=vera, at=at)
            shop = queries.workshops(vera).get(pk=shop.pk)
            assert not queries.notes(vera, shop).exists(), n
    with at_a_phone():
        actions.write(seat_in(shop, 2, 0), shop.now_id, a_receipt(7), "Lapp 7", by=None, at=at)
    with acting("vera") as vera:
        shop = go_to(shop, StepKind.CLUSTER, by=vera, at=at)
        assert {(one.text, one.group) for one in queries.notes(vera, shop)} == {
            (f"Lapp {n}", None) for n in (0, 1, 2, 7)
        }, "four together, and none with its group"


def test_a_group_where_four_wrote_has_its_notes_and_a_lone_one_waits_to_the_end(
    shaken, acting, at_a_phone, at
):
    with acting("vera") as vera:
        assert {one.group.number for one in queries.notes(vera, shaken)} == {1}
        step = step_of(vera, shaken, StepKind.WRITE)
    with at_a_phone():
        actions.write(seat_in(shaken, 2), step.pk, a_receipt(50), "Ensam", by=None, at=at)
    with acting("vera") as vera:
        shop = go_to(shaken, StepKind.VOTE, by=vera, at=at)
        assert not queries.notes(vera, shop).filter(text="Ensam").exists()
        shop = go_to(shop, None, by=vera, at=at)
        assert [one.group for one in queries.notes(vera, shop).filter(text="Ensam")] == [None]


def test_what_fewer_than_four_have_said_in_all_never_comes_out(prepared, acting, at_a_phone, at):
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
    with at_a_phone():
        for n in range(9):
            actions.write(seat_in(shop, 1, n % 3), shop.now_id, a_receipt(n), "Lapp", by=None, at=at)
    with acting("vera") as vera:
        shop = go_to(shop, None, by=vera, at=at)
        assert not queries.notes(vera, shop).exists()


def test_votes_of_fewer_than_four_are_not_counted(shaken, acting, at_a_phone, at):
    with acting("vera") as vera:
        theme = actions.gather(shaken, [queries.notes(vera, shaken)[0].pk], "Ett", None, by=vera, at=at)
        shop = go_to(shaken, StepKind.VOTE, by=vera, at=at)
    with at_a_phone():
        for n in range(9):
            actions.vote(seat_in(shop, 1, n % 3), shop.now_id, theme.pk, a_receipt(100 + n), by=None, at=at)
    with acting("vera") as vera:
        shop = go_to(shop, StepKind.DISCUSS, by=vera, at=at)
        go_to(shop, None, by=vera, at=at)
        assert queries.all_themes(vera).get(pk=theme.pk).votes == 0


def test_no_step_is_added_at_or_before_the_one_that_goes_on(shaken, acting, at):
    with acting("vera") as vera:
        with pytest.raises(NotYet, match="det går bara framåt"):
            a_step(shaken, StepKind.WRITE, time(8, 40), by=vera, at=at)
        refused(
            "insert into workshops_step (id, workshop_id, day, starts, minutes, kind, question, votes)"
            " values (gen_random_uuid(), %s, %s, '08:41', 5, 'write', 'x', 0)",
            shaken.pk,
            swedish_day(at),
        )


def test_it_does_not_begin_with_a_group_of_one_nor_with_somebody_without_a_group(prepared, acting, staff, at):
    later = at + timedelta(minutes=1)
    with acting("vera", at=later) as vera:
        rows = [one.staff for one in queries.invited(vera, prepared) if one.staff]
        actions.invite(prepared, [*rows, staff("liv")], {}, by=vera, at=later)
        step = step_of(vera, prepared, StepKind.WRITE)
        assert not queries.has_slips(vera, prepared)
        with pytest.raises(NotYet, match="har ingen grupp"):
            actions.move(prepared, step, by=vera, at=later)
        assert door("move_workshop", prepared.pk, step.pk) is False
        actions.invite(prepared, rows[:2], {}, by=vera, at=later)
        with pytest.raises(NotYet, match="färre än 4"):
            actions.move(prepared, step, by=vera, at=later)
        assert door("move_workshop", prepared.pk, step.pk) is False


def test_another_manager_neither_leads_nor_reads_before_it_is_over(shaken, acting, at):
    with acting("vera") as vera:
        step = step_of(vera, shaken, StepKind.VOTE)
    with acting("rut") as rut:
        assert not queries.notes(rut, shaken).exists()
        assert [one.staff for one in queries.invited(rut, shaken)] == [rut]
        for does in (
            lambda: actions.move(shaken, None, by=rut, at=at),
            lambda: actions.lay_out(shaken, by=rut, at=at),
            lambda: actions.gather(shaken, [], "x", None, by=rut, at=at),
        ):
            with pytest.raises(NotYet, match="gjorde stugan"):
                does()
        for name in ("move_workshop", "lay_out_seats"):
            refused(f"select access.{name}(%s, null)", shaken.pk)
        refused("select access.hold_workshop(%s)", shaken.pk)
        refused("select access.move_workshop(%s, %s)", shaken.pk, step.pk)
    with acting("vera") as vera:
        go_to(shaken, None, by=vera, at=at)
    with acting("rut") as rut:
        assert queries.notes(rut, shaken).count() == 12


def test_no_seats_are_made_after_the_start_nor_more_than_the_group_holds(prepared, acting, at):
    with acting("vera") as vera:
        group = queries.groups(vera, prepared)[0]
        words = json.dumps([{"group": str(group.pk), "word": f"{n}"} for n in range(40)])
        refused("select access.lay_out_seats(%s, %s)", prepared.pk, words)
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
        assert door("lay_out_seats", shop.pk, words) == 0
        with pytest.raises(NotYet, match="har börjat"):
            actions.lay_out(shop, by=vera, at=at)


def test_what_a_proposal_stands_on_is_held_by_the_database(shaken, acting, at):
    with acting("vera") as vera:
        notes = [one.pk for one in queries.notes(vera, shaken)]
        one = actions.gather(shaken, notes[:2], "Ett", None, by=vera, at=at)
        two = actions.gather(shaken, notes[2:4], "Två", None, by=vera, at=at)
        away = actions.make("En annan", "", by=vera, at=at)
        other = Theme.objects.create(workshop=away, name="Annat")
        refused("update workshops_theme set name = 'Omdöpt'")
        refused("update workshops_note set theme_id = %s where id = %s", other.pk, notes[5])
        refused("update workshops_theme set into_id = %s where id = %s", other.pk, one.pk)
        refused("update workshops_theme set into_id = id where id = %s", one.pk)
        actions.pick(one, "Förslag", "", by=vera, at=at)
        refused("update workshops_note set theme_id = null where id = %s", notes[0])
        refused("update workshops_note set theme_id = %s where id = %s", one.pk, notes[2])
        refused("update workshops_theme set into_id = %s where id = %s", one.pk, two.pk)
        with pytest.raises(NotYet, match="bygger på temat"):
            actions.merge(two, one, by=vera, at=at)
        shop = go_to(shaken, None, by=vera, at=at)
        refused("update workshops_note set theme_id = null where id = %s", notes[2])
        with pytest.raises(NotYet, match="sorteringen ligger fast"):
            actions.loosen(shop, notes[2:3], by=vera, at=at)


def test_two_that_merge_crosswise_make_no_ring(shaken, acting, at):
    with acting("vera") as vera:
        notes = [one.pk for one in queries.notes(vera, shaken)]
        one = actions.gather(shaken, notes[:2], "Ett", None, by=vera, at=at)
        two = actions.gather(shaken, notes[2:4], "Två", None, by=vera, at=at)
        actions.merge(one, two, by=vera, at=at)
        with pytest.raises(NotYet, match="redan sammanslaget"):
            actions.merge(two, one, by=vera, at=at)  # as it was on the other's page
        refused("update workshops_theme set into_id = %s where id = %s", one.pk, two.pk)
        with pytest.raises(NotYet, match="sammanslaget med ett annat"):
            actions.pick(one, "Förslag", "", by=vera, at=at)


def test_a_note_that_is_not_shown_is_read_by_the_host_only(shaken, acting, at_a_phone, at):
    with acting("vera") as vera:
        note = queries.notes(vera, shaken)[0]
        actions.show(shaken, [note.pk], False, by=vera, at=at)
    with at_a_phone():
        assert note.text not in queries.seat(seat_in(shaken))["notes"]
    with acting("vera") as vera:
        assert not any(note in row for row in queries.standing(vera, shaken, shown=True)[1:])
        assert queries.notes(vera, shaken).filter(pk=note.pk).exists()
        shop = go_to(shaken, None, by=vera, at=at)
    with acting("tova") as tova:
        assert queries.notes(tova, shop).count() == 11
    with acting("vera") as vera:
        actions.show(shop, [note.pk], True, by=vera, at=at)
    with acting("tova") as tova:
        assert queries.notes(tova, shop).count() == 12


def test_a_note_that_may_hold_a_name_is_not_shown_until_the_host_has_looked(prepared, acting, at_a_phone, at):
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
    with at_a_phone():
        actions.write(seat_in(shop), shop.now_id, a_receipt(1), "Fråga Anna Berg.", True, by=None, at=at)
        said(shop, shop.now_id, ["a", "b", "c", "d"], at=at, first=10)
    with acting("vera") as vera:
        shop = go_to(shop, StepKind.CLUSTER, by=vera, at=at)
    with at_a_phone():
        assert sorted(queries.seat(seat_in(shop))["notes"]) == ["a", "b", "c", "d"]


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
