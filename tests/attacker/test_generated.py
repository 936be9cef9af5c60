"""Every attempt that the catalogue makes possible, as every role: nothing of anybody without a key, no line unwritten, no name forged."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from tests.attacker.generated.roles import chosen, roles
from tests.attacker.generated.trying import Hand, Score, try_everything_else, try_functions, try_tables
from tests.attacker.generated.world import World, a_world

pytestmark = pytest.mark.xdist_group("generated")
CLASSES = {
    "Funktioner": try_functions,
    "Tabeller": try_tables,
    "Löpnummer och inställningar": try_everything_else,
}
# What the log-in may do is the same whoever is stamped; settings are tried as two of them.
FEW = ("caseworker_elsewhere", "nobody", "background_work")
ROLES = chosen()
EVERY = dict(roles())


@pytest.fixture(scope="module")
def world() -> Iterator[World]:
    with a_world() as made:
        yield made


@pytest.mark.parametrize(
    ("what", "name"),
    [
        (what, name)
        for what in CLASSES
        for name in ROLES
        if what != "Löpnummer och inställningar" or name in FEW
    ],
)
def test_nothing_comes_of_any_attempt(world: World, what: str, name: str, record_property) -> None:
    role, began = ROLES[name], time.process_time()
    world.admin.execute("delete from access.effort")
    world.admin.execute("delete from watched.change")
    with world.log_in(role) as web:
        hand = Hand(world, role, web)
        CLASSES[what](hand)
    record_property("attempts", (what, role.name, hand.score.tries, hand.score.through))
    record_property("seconds", time.process_time() - began)
    assert hand.score.tries or os.environ.get("SAMTID_ATTEMPT_ONLY"), "nothing was tried"
    assert not hand.score.faults, f"{len(hand.score.faults)} av {hand.score.tries}:\n" + _first(hand.score)


def _first(score: Score) -> str:
    most = int(os.environ.get("SAMTID_SHOW_FAULTS", "40"))
    return "\n".join(sorted(set(score.faults))[:most])


# Would we notice? A stone taken out, one at a time, and what then is heard. On what, as whom, and how it is loosened.
STONES = {
    "en vägg som släpper igenom allt": ("t", "dossier_note", "alter policy dossier_note_wall on dossier_note using (true)"),
    "en osignerad anteckning som syns": (
        "t", "dossier_note", "alter policy dossier_note_wall on dossier_note using (compartment_id = any (access.my_compartments()))"
    ),
    "en dörr som svarar alla": ("f", "access.may_see_case", (
        "create or replace function access.may_see_case(wanted uuid) returns boolean language sql security definer "
        "as 'select exists (select 1 from dossier_case where id = wanted)'"
    )),
    "en författare som ingen prövar": ("t", "dossier_event", "drop trigger dossier_event_authored on dossier_event"),
    "en rad som pekar hur som helst": ("t", "investigations_finding", "drop trigger investigations_finding_points on investigations_finding"),
    "en rad i andras logg": ("t", "access_opening", "drop trigger access_opening_seen on access_opening"),
    "ett nej som var ett kanske": ("f", "access.end_key", (
        "create or replace function access.keeps_key(wanted uuid) returns text language sql security definer as 'select null::text'"
    )),
}  # fmt: skip


@pytest.mark.skipif(bool(os.environ.get("SAMTID_ATTEMPT_ONLY")), reason="a stone is out already")
@pytest.mark.parametrize("stone", STONES)
def test_a_stone_that_is_gone_is_heard(world: World, stone: str, monkeypatch) -> None:
    what, place, loosened = STONES[stone]
    monkeypatch.setenv("SAMTID_ATTEMPT_ONLY", place)
    heard: list[str] = []
    kept = world.admin.execute(
        "select pg_get_functiondef(p.oid) from pg_proc p where p.proname in ('may_see_case', 'keeps_key')"
    ).fetchall()
    policy = world.admin.execute(
        "select pg_get_expr(polqual, polrelid) from pg_policy where polname = 'dossier_note_wall'"
    ).fetchall()
    triggers = world.admin.execute(
        "select pg_get_triggerdef(oid) from pg_trigger where tgname in ('dossier_event_authored', 'investigations_finding_points', 'access_opening_seen')"
    ).fetchall()
    world.admin.execute(loosened.encode())
    try:
        for name in ("caseworker_elsewhere", "named_at_sealed", "senior"):
            with world.log_in(EVERY[name]) as web:
                hand = Hand(world, EVERY[name], web)
                (try_functions if what == "f" else try_tables)(hand)
                heard += hand.score.faults
    finally:
        for (text,) in kept:
            world.admin.execute(text.encode())
        world.admin.execute(f"alter policy dossier_note_wall on dossier_note using ({policy[0][0]})".encode())
        for (text,) in triggers:
            if loosened.startswith(f"drop trigger {text.split()[2]} "):
                world.admin.execute(text.encode())
        world.put_back(world.changes())
    assert heard, "nobody noticed"
