"""Påfyllningen: the municipality's beginning, and the rest of it while somebody already walks around."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from threading import Event, Thread

import psycopg

from samtid.base.access import logins as roles
from samtid.ground.sweden import SWEDEN, swedish_day

from . import logins, making, note
from .filling import Wanted
from .note import Note, State
from .order import Part

HEAD_START = 5  # seconds that the web has to itself before the filling begins
# What comes while the pages are shown, in this order, and what is then said on the terminal.
LATER = (Part.WEEK, Part.REST)
DONE = {
    Part.WEEK: "Veckans besök i hemmen är på plats.",
    Part.REST: "Alla ärenden är på plats. Kommunen är hel.",
}


class Filling:
    """One municipality on its way to be whole. What is done is known by the database, so it can stop anywhere."""

    def __init__(self, url: str, wanted: Wanted, kept: Note) -> None:
        self.url, self.wanted, self.kept = url, wanted, kept

    def begin(self, told: making.Told) -> None:
        """What must be there before anybody is let in. Raises ``making.Broken``."""
        self._write(State.FILLING, making.make(self.url, self.wanted, told=told))

    def finish(self, told: making.Told) -> None:
        """All the rest at once. Raises ``making.Broken``."""
        for part in LATER:
            making.go_on(part, self.url, self.wanted, told=told)
        self._write(State.WHOLE)

    @contextmanager
    def meanwhile(self) -> Iterator[None]:
        """The rest, gently, while the pages are shown inside the block; at its end what was not done is left."""
        enough = Event()
        thread = Thread(target=self._fill, args=(enough,))
        thread.start()
        try:
            yield
        finally:
            enough.set()
            thread.join()

    def _fill(self, enough: Event) -> None:
        if enough.wait(HEAD_START):
            return
        few = max(1, making.processes() // 2)
        try:
            for part, workers in ((Part.WEEK, making.processes()), (Part.REST, few)):
                making.go_on(
                    part, self.url, self.wanted, workers=workers, told=_silent, gently=True, until=enough
                )
                if enough.is_set():
                    return
                self._write(State.FILLING if part is Part.WEEK else State.WHOLE, self.kept.parts)
                print(f"  {DONE[part]}", flush=True)
        except making.Broken as broken:
            print(f"samtid: {broken} Nästa start fortsätter där den var.", file=sys.stderr)

    def _write(self, state: State, parts: int = 0) -> None:
        """Lets the database look through what came, and says how far it has come."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("vacuum analyze")
            # what was counted before all were there is counted anew
            connection.execute(f"set role {roles.role_of('owner')}")
            for counted in ("measure_indicators_anew", "measure_costs_anew"):
                connection.execute(
                    f"select access.{counted}(%s, %s)", [swedish_day(self.wanted.until), self.wanted.until]
                )
            # and the worker plays the units forward again and reads the controls' figures, from all the history there now is
            connection.execute("delete from worker.round where duty in ('forecasts', 'controls')")
        busy = logins.busiest(self.url, swedish_day(datetime.now(SWEDEN)))
        self.kept = note.again(self.kept, state, busy, parts)
        note.write(self.url, self.kept)


def _silent(stage: making.Stage, share: float) -> None:
    """Nobody looks at a bar while the pages are shown; the start page tells (doors/demo/views)."""
