"""Glass broken in the very moment when the person is protected gives no key that the protection misses."""

from __future__ import annotations

import time
from threading import Thread

from tests.attacker.foothold import NUMBER, Town

BREAK = "select access.break_glass(%s, 'Akut: mamman på sjukhus', 24)"


def protect(town: Town) -> None:
    with town.acting("maja") as web:
        web.execute("set local statement_timeout = '20s'")
        web.execute("select access.set_protection(%s, 'marked', now())", [town.person])


def wait_until_held_or_done(town: Town, other: Thread) -> None:
    """Until ``other`` waits for a row that somebody holds, or has not had to."""
    with town.admin() as owner:
        while other.is_alive() and not owner.execute("select 1 from pg_locks where not granted").fetchone():
            time.sleep(0.01)


def test_glass_broken_while_the_person_is_protected_opens_nothing(town, record_property):
    record_property("attempt", ("Gå förbi", "nödöppnar i samma stund som personen får skydd"))
    with town.log_in() as pelle:
        town.stamp(pelle, "pelle")
        pelle.execute(BREAK, [NUMBER])
        protecting = Thread(target=protect, args=[town])
        protecting.start()
        wait_until_held_or_done(town, protecting)
        pelle.commit()
        protecting.join()

    with town.acting("maja") as web:
        assert web.execute("select is_sealed from dossier_case").fetchall() == [(True,)]
    with town.acting("pelle") as web:
        assert web.execute("select 1 from dossier_case").fetchall() == []
        assert web.execute(BREAK, [NUMBER]).fetchone() == (None,)
    record_property("result", "skyddet väntar in nyckeln och avslutar den")
