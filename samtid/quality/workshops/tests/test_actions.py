"""Från lapp till förslag: prepared, written, shaken, gathered, voted on, picked, and told back."""

from __future__ import annotations

from datetime import timedelta

import pytest

from samtid.ground.reasons import NotYet
from samtid.quality.workshops import actions, queries
from samtid.quality.workshops.models import Line, Note
from samtid.quality.workshops.words import Guest, Kept, State, StepKind

from .make import a_receipt, go_to, said, seat_in, step_of

NOTES = ["En gemensam jour.", "Jour ihop med grannkommunen.", "Färre system.", "Ett system för allt."]


@pytest.fixture
def written(prepared, acting, at_a_phone, at):
    """Four notes that have come out of the box."""
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
        step = shop.now_id
    with at_a_phone():
        said(shop, step, NOTES, at=at)
    with acting("vera") as vera:
        return go_to(shop, StepKind.CLUSTER, by=vera, at=at)


@pytest.fixture
def gathered(written, acting, at):
    """Two themes of two notes each."""
    with acting("vera") as vera:
        for name, word in (("Jour", "jour"), ("System", "ystem")):
            rows = [n.pk for n in queries.notes(vera, written) if word in n.text.lower()]
            actions.gather(written, rows, name, None, by=vera, at=at)
    return written


def themes(viewer, shop):
    return {row.theme.name: row.theme for row in queries.standing(viewer, shop)[0]}


def test_twelve_and_a_politician_are_dealt_and_their_slips_open_it_only_while_it_runs(
    prepared, acting, at_a_phone, at
):
    with acting("vera") as vera:
        rows = queries.invited(vera, prepared)
        assert queries.people_of_groups(rows) == {1: 7, 2: 6}
        assert [one.guest for one in rows if one.guest] == [Guest.POLITICIAN]
    with at_a_phone():
        assert queries.seat(seat_in(prepared)) is None, "not before it has begun"
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
    with at_a_phone():
        told = queries.seat(seat_in(prepared, 2))
        assert (told["kind"], told["group"], told["notes"]) == ("write", 2, [])
        assert queries.seat("gissat") is None
    with at_a_phone(at + timedelta(days=1)):
        assert queries.seat(seat_in(prepared)) is None, (
            "not the day after the last, also when nobody ended it"
        )
    with acting("vera") as vera:
        assert go_to(shop, None, by=vera, at=at).state == State.ENDED
    with at_a_phone():
        assert queries.seat(seat_in(prepared)) is None
        assert (
            actions.write(seat_in(prepared), shop.now_id, a_receipt(1), "Sent.", by=None, at=at) == Kept.GONE
        )


def test_notes_lie_in_the_box_until_the_host_moves_on_and_come_out_once(prepared, acting, at_a_phone, at):
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
    with at_a_phone():
        said(shop, shop.now_id, NOTES, at=at)
        again = actions.write(seat_in(shop), shop.now_id, a_receipt(1), NOTES[0], by=None, at=at)
        assert again == Kept.ALREADY
        assert queries.of_note(a_receipt(1), "x") == {"state": "box"}
    with acting("vera") as vera:
        assert not queries.notes(vera, shop)
        assert queries.heard(shop) == {"notes": 0, "votes": 0}, "four are told as fewer than ten"
        step = shop.now_id
        shop = go_to(shop, StepKind.CLUSTER, by=vera, at=at)
        assert sorted(n.text for n in queries.notes(vera, shop)) == sorted(NOTES)
    with at_a_phone():
        assert actions.write(seat_in(shop), step, a_receipt(1), NOTES[0], by=None, at=at) == Kept.ALREADY
        late = actions.write(seat_in(shop), step, a_receipt(9), "Kom sent fram.", by=None, at=at)
        assert late == Kept.KEPT, "a poor line loses nothing"
    with acting("vera") as vera:
        shop = go_to(shop, StepKind.VOTE, by=vera, at=at)
        assert not queries.notes(vera, shop).filter(text="Kom sent fram."), "alone it would tell who was late"
        shop = go_to(shop, None, by=vera, at=at)
        assert queries.notes(vera, shop).filter(text="Kom sent fram.").count() == 1


def test_each_one_has_so_many_votes_and_no_more_and_a_vote_sent_twice_is_one(
    gathered, acting, at_a_phone, at
):
    with acting("vera") as vera:
        shop = go_to(gathered, StepKind.VOTE, by=vera, at=at)
        jour = themes(vera, shop)["Jour"]
        system = themes(vera, shop)["System"]
    held = seat_in(shop, 2)
    with at_a_phone():
        assert [one["name"] for one in queries.seat(held)["themes"]] == ["Jour", "System"]
        for key in (1, 1, 2, 3):
            actions.vote(held, shop.now_id, jour.pk, a_receipt(100 + key), by=None, at=at)
        assert queries.seat(held)["left"] == 0
        assert actions.vote(held, shop.now_id, system.pk, a_receipt(104), by=None, at=at) == Kept.SPENT
        other = seat_in(shop, 2, 1)
        assert actions.vote(other, shop.now_id, system.pk, a_receipt(105), by=None, at=at) == Kept.KEPT
        assert actions.vote(other, step_wrong(shop), system.pk, a_receipt(106), by=None, at=at) == Kept.CLOSED
        for n in (2, 3):
            actions.vote(seat_in(shop, 2, n), shop.now_id, system.pk, a_receipt(106 + n), by=None, at=at)
    step = shop.now_id
    with acting("vera") as vera:
        shop = go_to(shop, StepKind.DISCUSS, by=vera, at=at)
        assert {row.theme.name: row.votes for row in queries.standing(vera, shop)[0]} == {
            "Jour": 3,
            "System": 3,
        }
    with at_a_phone():
        assert actions.vote(other, step, system.pk, a_receipt(105), by=None, at=at) == Kept.ALREADY
        assert actions.vote(other, step, system.pk, a_receipt(107), by=None, at=at) == Kept.CLOSED
        assert queries.of_note(a_receipt(105), "x") == {"state": "vote"}, "never for what"


def step_wrong(shop):
    return shop.pk


def test_themes_are_merged_and_parted_split_and_put_back(gathered, acting, at):
    with acting("vera") as vera:
        found = themes(vera, gathered)
        actions.merge(found["System"], found["Jour"], by=vera, at=at)
        [one], _ = queries.standing(vera, gathered)
        assert (one.theme.name, len(one.notes), [m.name for m in one.merged]) == ("Jour", 4, ["System"])
        actions.part(queries.all_themes(vera).get(name="System"), by=vera, at=at)
        assert {len(row.notes) for row in queries.standing(vera, gathered)[0]} == {2}
        note = queries.notes(vera, gathered).filter(theme__name="Jour").first()
        actions.gather(gathered, [note.pk], "Grannar", None, by=vera, at=at)
        actions.gather(gathered, [note.pk], "", themes(vera, gathered)["Jour"], by=vera, at=at)
        actions.loosen(gathered, [note.pk], by=vera, at=at)
        assert queries.standing(vera, gathered)[1] == [note]


def test_a_proposal_keeps_its_notes_and_everybody_reads_what_became_of_theirs(
    gathered, acting, at_a_phone, at
):
    with acting("vera") as vera:
        jour = themes(vera, gathered)["Jour"]
        proposal = actions.pick(jour, "En jour för hela länet", "", by=vera, at=at)
        assert sorted(n.text for n in queries.origin(vera, proposal)) == sorted(NOTES[:2])
        note = queries.origin(vera, proposal)[0]
        for does in (
            lambda: actions.loosen(gathered, [note.pk], by=vera, at=at),
            lambda: actions.gather(gathered, [note.pk], "Annat", None, by=vera, at=at),
            lambda: actions.merge(jour, themes(vera, gathered)["System"], by=vera, at=at),
            lambda: actions.pick(jour, "En gång till", "", by=vera, at=at),
        ):
            with pytest.raises(NotYet):
                does()
        actions.taken_up(proposal, where="Verksamhetsplan 2027–2029, mål 2", by=vera, at=at)
        assert [one.said for one in queries.became(queries.proposals(vera).get())] == [
            "Verksamhetsplan 2027–2029, mål 2"
        ]
    with at_a_phone():
        assert queries.of_note(a_receipt(1), "x") == {"state": "out"}, "not while it can be sorted"
    with acting("vera") as vera:
        go_to(gathered, None, by=vera, at=at)
    with at_a_phone():
        told = queries.of_note(a_receipt(1), "x")
        assert (told["theme"], told["proposal"]) == ("Jour", "En jour för hela länet")
        assert told["lines"] == [{"said": "Verksamhetsplan 2027–2029, mål 2", "day": "2026-11-21"}]
        assert NOTES[0] not in str(told), "who finds the receipt does not read what was written"
        assert queries.of_note(a_receipt(3), "x")["proposal"] is None
        assert queries.of_note("AAAABBBBCCCC", "x") is None


def test_two_hosts_at_once_move_on_once(prepared, acting, at):
    with acting("vera") as vera:
        step = step_of(vera, prepared, StepKind.WRITE)
        actions.move(prepared, step, by=vera, at=at)
        shop = queries.workshops(vera).get(pk=prepared.pk)
        with pytest.raises(NotYet, match="hann före"):
            actions.move(shop, step, by=vera, at=at)
        actions.move(shop, step_of(vera, shop, StepKind.VOTE), by=vera, at=at)
        shop.refresh_from_db()
        with pytest.raises(NotYet, match="hann före"):
            actions.move(shop, step_of(vera, shop, StepKind.CLUSTER), by=vera, at=at)


def test_what_is_begun_lies_still_and_every_deed_has_its_line(prepared, acting, staff, at):
    with acting("vera") as vera:
        shop = go_to(prepared, StepKind.WRITE, by=vera, at=at)
        for does in (
            lambda: actions.invite(shop, [staff("bo")], {}, by=vera, at=at),
            lambda: actions.deal(shop, 1, 1, by=vera, at=at),
            lambda: actions.drop_step(step_of(vera, shop, StepKind.DISCUSS), by=vera, at=at),
        ):
            with pytest.raises(NotYet):
                does()
        deeds = list(queries.lines(vera, shop).values_list("deed", flat=True))
        assert sorted(deeds) == sorted(["made", *["step"] * 4, "invited", "dealt", "laid_out", "moved"])


def test_the_list_of_those_asked_is_changed_before_the_start(prepared, acting, staff, at):
    with acting("vera") as vera:
        actions.invite(prepared, [staff("bo"), staff("tova")], {Guest.FACILITATOR: 2}, by=vera, at=at)
        rows = queries.invited(vera, prepared)
        assert sorted(one.staff.username if one.staff else one.guest for one in rows) == [
            "bo", "facilitator", "facilitator", "tova",
        ]  # fmt: skip
        with pytest.raises(NotYet, match="syns det vem"):
            actions.deal(prepared, 2, 1, by=vera, at=at)


def test_one_who_was_asked_reads_what_came_of_it_when_it_is_over_and_no_one_else_does(gathered, acting, at):
    with acting("tova") as tova:
        assert queries.workshops(tova).get() == gathered
        assert not queries.notes(tova, gathered).exists()
        assert not queries.themes(tova, gathered).exists()
    with acting("vera") as vera:
        go_to(gathered, None, by=vera, at=at)
    with acting("tova") as tova:
        assert queries.notes(tova, gathered).count() == 4
        assert [one.staff for one in queries.invited(tova, gathered)] == [tova], (
            "who else was asked is the host's"
        )
    with acting("liv") as liv:
        assert not queries.workshops(liv).exists()
        assert not Note.objects.exists()
        assert not Line.objects.exists()
