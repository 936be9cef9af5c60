"""Each attempt of the attacker fails. With ``SAMTID_SHOW_ATTEMPTS=1`` the table is printed at the end."""

from __future__ import annotations

import pytest

from tests.attacker import tricks_identity, tricks_office, tricks_planner, tricks_secrets
from tests.attacker.attempts import ATTEMPTS, Attempt, Fell, look
from tests.attacker.foothold import Town

assert tricks_identity and tricks_office and tricks_planner and tricks_secrets


@pytest.mark.parametrize("one", ATTEMPTS, ids=lambda one: f"{one.group}: {one.tries}")
def test_the_attacker_gets_nowhere(town: Town, one: Attempt, record_property) -> None:
    record_property("attempt", (one.group, one.tries))
    with town.log_in() as web:
        town.stamp(web, "pelle")
        try:
            heard = one.run(town, web)
            look(town, heard)
        except Fell as fell:
            record_property("result", f"LYCKADES: {fell}")
            raise
        finally:
            web.rollback()
    told = str(heard) if heard and len(str(heard)) < 60 else "inget av det dolda kom med"
    record_property("result", told)


def test_the_same_questions_do_find_the_secret_when_one_has_the_key(town: Town) -> None:
    """The attempts would prove nothing if the secret were not there to find."""
    with town.acting("maja") as web, pytest.raises(Fell):
        look(town, web.execute("select * from people_person").fetchall())
    with town.acting("maja") as web, pytest.raises(Fell):
        look(town, web.execute("select * from dossier_note").fetchall())
