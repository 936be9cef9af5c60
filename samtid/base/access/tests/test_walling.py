"""What is written in the rooms' ``walls.py`` is what stands: raised again, compared, and taken away with its text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connections
from django.db.utils import Error

from samtid.base.access.logins import APP
from samtid.base.access.walling import Authored, Did, Function, Login, May, Open, Trigger, Usage, Wall, rooms
from samtid.base.access.walling.compare import Wanted, differences
from samtid.base.access.walling.pieces import Defined, Part, Piece, Right
from samtid.base.access.walling.raising import raise_walls
from tests.log_in import stepped_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(db) -> Iterator[object]:
    """A cursor as the administrator in the owner's role, who migrates; what is done is undone after the test."""
    with stepped_out("default"), connections["default"].cursor() as cursor:
        cursor.execute("set local role samtid_owner")
        yield cursor


def with_more(*parts: Part) -> list[Piece]:
    return [*rooms.pieces(), *(piece for part in parts for piece in part.pieces())]


def without(kind: str, name: str) -> list[Piece]:
    return [
        piece
        for piece in rooms.pieces()
        if not (isinstance(piece, Defined | Right) and (piece.kind, piece.name) == (kind, name))
    ]


def test_the_walls_stand_as_they_are_written(owner):
    assert differences(owner, rooms.pieces()) == []


LOOSENED = {
    "alter policy dossier_note_wall on dossier_note using (true)": "Väggen dossier_note.dossier_note_wall är ändrad i databasen: vad som syns.",
    "alter policy dossier_note_wall on dossier_note to public": "Väggen dossier_note.dossier_note_wall gäller andra roller",
    "drop policy dossier_note_wall on dossier_note": "Väggen dossier_note.dossier_note_wall saknas i databasen.",
    "create policy hole on dossier_note using (true)": "Väggen dossier_note.hole finns i databasen men inte i programmet.",
    "alter table dossier_note disable row level security": "Radskyddet på tabellen dossier_note är inte påslaget.",
    "alter table dossier_note no force row level security": "Radskyddet på tabellen dossier_note är inte påslaget.",
    "alter table dossier_note disable trigger dossier_note_stands": "Utlösaren dossier_note.dossier_note_stands är ändrad i databasen: om den är på.",
    "drop trigger dossier_note_stands on dossier_note": "Utlösaren dossier_note.dossier_note_stands saknas",
    "create or replace function access.me() returns int language sql stable as 'select 1'": "Funktionen access.me() är ändrad i databasen: texten, om den går som ägaren, inställningarna, språket.",
    "alter function access.me() security invoker": "Funktionen access.me() är ändrad i databasen: om den går som ägaren.",
    "alter function access.me() reset client_min_messages": "Funktionen access.me() är ändrad i databasen: inställningarna.",
    "alter function access.me() volatile": "Funktionen access.me() är ändrad i databasen: föränderligheten.",
    "alter function access.me() leakproof": "Funktionen access.me() är ändrad i databasen: täthetsmärket.",
    "create function access.hole() returns int language sql as 'select 1'": "Funktionen access.hole() finns i databasen men inte i programmet.",
    f"grant delete on dossier_note to {APP}": "samtid_app har rätten DELETE på tabellen dossier_note, som programmet inte ger.",
    f"grant update (author_id) on dossier_note to {APP}": "samtid_app har rätten UPDATE (author_id) på tabellen dossier_note",
    "grant select on access.stamp_key to public": "public har rätten SELECT på tabellen access.stamp_key",
    f"revoke insert on dossier_note from {APP}": "samtid_app saknar rätten INSERT på tabellen dossier_note.",
    "grant execute on function access.stamp() to public": "public har rätten EXECUTE på funktionen access.stamp()",
    f"grant create on schema access to {APP}": "samtid_app har rätten CREATE på schemat access",
    "drop index people_person_name_key": "Indexet people_person_name_key saknas",
    "update access.raised set said = '' where name = 'access.me()'": "Funktionen access.me() har en annan text i programmet",
}


@pytest.mark.parametrize("what", LOOSENED)
def test_what_somebody_has_changed_in_the_database_is_named_and_raised_again(owner, what):
    if "leakproof" in what:
        owner.execute("reset role")  # only a superuser may
    owner.execute(what)
    owner.execute("set local role samtid_owner")

    told = differences(owner, rooms.pieces())
    assert any(line.startswith(LOOSENED[what]) for line in told), told

    raise_walls("default")
    owner.execute("set local role samtid_owner")
    assert differences(owner, rooms.pieces()) == []


def test_what_the_text_no_longer_says_goes_away(owner):
    raise_walls("default", without("policy", "dossier_note.dossier_note_wall"))
    owner.execute("set local role samtid_owner")
    owner.execute("select count(*) from pg_policy where polrelid = 'dossier_note'::regclass")
    assert owner.fetchone() == (0,)

    raise_walls("default", without("function", "worker.heads()"))
    owner.execute("select to_regproc('worker.heads') is null")
    assert owner.fetchone() == (True,)


def test_a_function_that_answers_otherwise_takes_the_place_of_the_old_one_and_its_walls_stand_again(owner):
    pieces = without("function", "access.me()")
    changed = Function("access.me()", "bigint", "begin return 1; end", volatility="stable")

    raise_walls("default", [*pieces, *changed.pieces()])

    owner.execute("set local role samtid_owner")
    assert differences(owner, [*pieces, *changed.pieces()]) == []
    owner.execute("select count(*) from pg_policy where polrelid = 'dossier_draft'::regclass")
    assert owner.fetchone() == (1,)


def test_a_new_kind_of_log_in_is_a_list_of_its_own_and_changes_nothing_for_the_others(owner):
    """As a ``walls.py`` of a later room would have it: a log-in, what it may reach, and its own policies."""
    citizen = ("citizen",)
    may_call = next(
        part for part in rooms.walls()["access"] if isinstance(part, Function) and part.name == "access.at()"
    )
    parts = [
        Login("citizen"),
        Usage("public", to=citizen),
        Usage("access", to=citizen),
        May([may_call], to=citizen),
        Open("organisation_unit", to=citizen),
        Wall("portal_mark", "at > access.at()", verbs="select", to=citizen),
    ]
    owner.execute("select tablename || policyname || qual || roles::text from pg_policies order by 1")
    before = owner.fetchall()

    raise_walls("default", with_more(*parts))

    owner.execute("set local role samtid_owner")
    assert differences(owner, with_more(*parts)) == []
    owner.execute("select tablename || policyname || qual || roles::text from pg_policies order by 1")
    after = owner.fetchall()
    [(added,)] = set(after) - set(before)
    assert "portal_mark_wall_citizen" in added and "{samtid_citizen}" in added
    assert set(before) < set(after)
    owner.execute("select has_table_privilege('samtid_citizen', 'dossier_note', 'select')")
    assert owner.fetchone() == (False,)


def test_walls_that_cannot_be_raised_change_nothing(owner):
    with pytest.raises(Error):
        raise_walls(
            "default", with_more(Trigger("x", "no_such_table", "before insert", "access.lie_in_case"))
        )


def test_nothing_is_said_twice():
    with pytest.raises(ValueError, match=r"access\.me\(\) is said twice"):
        Wanted.of(with_more(Function("access.me()", "int", "begin return 1; end")))


@pytest.mark.parametrize(
    "said",
    [
        {"then": [Did("reported_by_id", "carried_out_at"), Did("reported_by_id", "not_carried_out_at")]},
        {"wrote": Did("agreed_by_id", "agreed_at"), "then": [Did("agreed_by_id", "changed_at")]},
        {"wrote": Did("agreed_by_id", "agreed_at"), "by_door": ["agreed_at"]},
    ],
)
def test_a_column_is_said_by_one_thing_that_is_done(said):
    """Two that share one refuse each other: no visit could be reported, and nobody was told before the program ran."""
    with pytest.raises(ValueError, match="One Did for each thing"):
        Authored("visits_visit", **said)
    Authored("visits_visit", then=[Did("reported_by_id", "carried_out_at", or_at="not_carried_out_at")])
