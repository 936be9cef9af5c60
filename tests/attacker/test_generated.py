"""Every attempt that the catalogue makes possible, as every role: nothing of anybody without a key, no line unwritten, no name forged."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator

import pytest

from tests.attacker.generated.roles import roles
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
ROLES = dict(roles())


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
    assert hand.score.tries, "nothing was tried"
    assert not hand.score.faults, f"{len(hand.score.faults)} av {hand.score.tries}:\n" + _first(hand.score)


def _first(score: Score) -> str:
    most = int(os.environ.get("SAMTID_SHOW_FAULTS", "40"))
    return "\n".join(sorted(set(score.faults))[:most])
