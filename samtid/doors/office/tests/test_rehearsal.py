"""What a rehearsal tells, from two pictures: levels, spans, and the rows that cannot be."""

from __future__ import annotations

import pytest

from samtid.doors.office import rehearsal
from samtid.doors.office.words import Loose, MoveKind


def a_unit(pk, parent=None, managers=(), staff=0, cases=0):
    return {
        "id": pk,
        "name": f"Enhet {pk}",
        "parent": parent,
        "managers": list(managers),
        "staff": staff,
        "cases": cases,
    }


def test_levels_and_span_are_counted_from_the_tree():
    flat = rehearsal.shape([a_unit(1, managers=[1], staff=1), a_unit(2, 1, [2], 9, 5), a_unit(3, 1, [3], 4)])
    deep = rehearsal.shape([a_unit(1, managers=[1], staff=1), a_unit(2, 1, [2], 1), a_unit(3, 2, [], 4, 2)])

    assert (flat.levels, flat.managers, flat.widest, flat.widest_unit) == (2, 3, 8, "Enhet 2")
    assert (deep.levels, deep.units_without_manager) == (3, 1)
    assert rehearsal.shape([a_unit(1, 2), a_unit(2, 1)]).levels >= 1, "a ring is not walked for ever"


@pytest.mark.parametrize(
    ("new", "field"),
    [
        ({"do": "merge", "unit": "u1", "into": "u1"}, "into"),
        ({"do": "merge", "unit": "u1", "into": "u9"}, "into"),
        ({"do": "merge", "unit": "n1", "into": "u1"}, "unit"),
        ({"do": "close", "unit": "u2"}, "unit"),
        ({"do": "rename", "unit": "u1", "name": "tvåan"}, "name"),
        ({"do": "merge", "unit": "u3", "into": "u2"}, "unit"),
        ({"do": "move", "staff": 7, "unit": "u1", "into": "u2", "role": "operator"}, "role"),
    ],
)
def test_a_row_that_cannot_be_is_refused_beside_its_field(new, field):
    names = {"u1": "Ettan", "u2": "Tvåan", "u3": "Trean", "u4": "Fyran", "n1": "Nyan"}
    moves = [
        {"do": "begin", "ref": "n1", "name": "Nyan", "parent": "u2"},
        {"do": "merge", "unit": "u3", "into": "u2", "leaders": "senior"},
    ]
    found = rehearsal.obstacles_to_move(new, moves, names, {"caseworker"})

    assert [one.field for one in found][:1] == [field]


def test_every_kind_of_move_is_told_in_a_sentence():
    names, people = {"u1": "Ettan", "u2": "Tvåan"}, {7: "Bo Ek"}
    said = {
        "unit": "u1",
        "into": "u2",
        "name": "Nyan",
        "leaders": "senior",
        "staff": 7,
        "role": "manager",
        "parent": "u2",
    }

    for kind in MoveKind:
        assert len(rehearsal.said_of({"do": str(kind)} | said, names, people)) > 10
    assert set(Loose) >= {Loose.CASES_WITHOUT_UNIT}
