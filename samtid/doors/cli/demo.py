"""Walk around in an invented municipality: make it the first time, then serve its pages."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
from contextlib import ExitStack, nullcontext
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from samtid.doors.cli import Refused, place, presence, ready, watch, web, worker
from samtid.doors.cli.cluster import Cluster, state_folder
from samtid.doors.demo.figures import Figures, UnknownMunicipality
from samtid.doors.demo.living import note
from samtid.doors.demo.living.note import Note
from samtid.doors.demo.volumes import Size
from samtid.doors.running.words import Process
from samtid.ground.municipalities import called
from samtid.ground.sweden import SWEDEN, swedish_day

if TYPE_CHECKING:
    from samtid.doors.demo.living.gradually import Filling

DATABASE = "samtid_demo"
PITEA = "2581"
# Bytes that a municipality takes while it is made, the server's own log of changes among them.
ROOM = {Size.SMALL: 700_000_000, Size.FULL: 2_500_000_000}
PACKAGE = Path(place.__file__).resolve().parents[2]


def add(parser: argparse.ArgumentParser) -> None:
    """Which municipality, how large, and where to serve it."""
    parser.add_argument("--municipality", default=PITEA, metavar="KOD", help="kommunkod (2581, Piteå)")
    parser.add_argument("--seed", type=int, default=1, help="samma tal ger samma kommun (1)")
    parser.add_argument(
        "--size",
        choices=[str(size) for size in Size],
        default=str(Size.FULL),
        help="small: en tjugondel; full: kommunens egna volymer (full)",
    )
    parser.add_argument("--fresh", action="store_true", help="gör kommunen på nytt, även om den redan finns")
    parser.add_argument("--no-serve", action="store_true", help="gör kommunen men visa den inte")
    parser.add_argument(
        "--stop", action="store_true", help="stoppa den demo som är i gång, och allt den startat"
    )
    parser.add_argument("--host", default="127.0.0.1", help="adress att lyssna på (127.0.0.1)")
    parser.add_argument("--port", type=int, default=0, help="port, annars den första lediga från 8000")
    parser.add_argument("--workers", type=int, default=2, help="antal processer (2)")


def run(args: argparse.Namespace) -> int:
    """Makes the municipality if it is not there, prints how to log in, and serves until interrupted."""
    state = state_folder(place.PROJECT)
    folder = state / "postgres"
    if args.stop:
        print(presence.stop(state, folder))
        return 0
    begun = time.monotonic()
    try:
        figures = Figures.of(args.municipality)
    except UnknownMunicipality as unknown:
        raise Refused(str(unknown)) from None
    if args.workers < 1:
        raise Refused("Antalet processer ska vara minst 1.")
    os.environ.setdefault("SAMTID_MUNICIPALITY", called(figures.name))
    port = 0 if args.no_serve else web.port_for(args.host, args.port)
    open_port = 0 if args.no_serve else web.port_for(args.host, 0, but=port)
    address = f"http://{args.host}:{port}/" if port else ""
    try:
        with ExitStack() as stack:
            stack.enter_context(presence.alone(state, address))
            if not os.environ.get("DATABASE_URL"):
                _see_to_room(state, Size(args.size))
                stack.enter_context(watch.over(folder))  # from before it starts until after it has stopped
                stack.enter_context(Cluster(folder))
            admin = place.enter(DATABASE, demo=True)
            ready.with_keys(Process.WEB)
            try:
                filling = _ready(args, admin)
            except KeyboardInterrupt:
                print(
                    "\nAvbrutet. Kommunen blev inte klar; nästa start fortsätter där den var.",
                    file=sys.stderr,
                )
                return 130
            print(f"Klart på {time.monotonic() - begun:.0f} sekunder.", file=sys.stderr)
            if args.no_serve:
                return 0
            _welcome(
                address, f"http://{args.host}:{open_port}/", figures.name, is_filling=filling is not None
            )
            stack.enter_context(worker.beside())
            with filling.meanwhile() if filling else nullcontext():
                return web.serve(args.host, port, open_port, args.workers)
    except presence.Ended:
        return 0


def _see_to_room(state: Path, size: Size) -> None:
    """Refuses a disk that is too full for the municipality, unless it is there already."""
    if (state / "postgres" / "data").exists() or (state / "postgres" / "home").exists():
        return
    state.mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(state).free
    if free < ROOM[size]:
        raise Refused(
            f"Disken har {free / 1e6:.0f} MB kvar och demon behöver {ROOM[size] / 1e6:.0f}. "
            "Frigör plats, eller lägg den på en annan disk med SAMTID_STATE."
        )


def _ready(args: argparse.Namespace, admin: str) -> Filling | None:
    """Sees to it that the database holds the municipality that was asked for; what is left to fill in, if anything."""
    from samtid.doors.demo.living.filling import Wanted

    url = os.environ["SAMTID_ADMIN_URL"]
    now = datetime.now(SWEDEN).replace(microsecond=0)
    version = note.version(PACKAGE)
    asked = note.Note(note.State.MAKING, args.municipality, args.seed, args.size, version, now.isoformat())
    found = found_in(url)
    if found is not None and (reason := why_anew(found, asked, fresh=args.fresh)):
        print(reason, file=sys.stderr)
        _empty(admin, url)
        place.enter(DATABASE, demo=True)
        found = None
    if found is None:
        note.write(url, asked)
    place.migrate(admin)
    kept = found or asked
    if kept.state == note.State.WHOLE:
        return None
    wanted = Wanted(kept.code, kept.seed, Size(kept.size), datetime.fromisoformat(kept.made_at))
    # the program is ready for the database from here on
    from samtid.doors.demo.living import making
    from samtid.doors.demo.living.gradually import Filling

    filling = Filling(url, wanted, kept)
    if kept.state == note.State.FILLING:
        return filling
    if found is not None:
        print("Kommunen blev inte klar förra gången. Den görs färdig.", file=sys.stderr)
    bar = Bar(f"{called(Figures.of(wanted.code).name)}, {wanted.size.label.lower()}")
    try:
        filling.begin(bar.told)
        if args.no_serve:
            filling.finish(bar.told)
            return None
    except making.Broken as broken:
        raise Refused(str(broken)) from None
    finally:
        bar.end()
    return filling


def found_in(url: str) -> Note | None:
    """The note on the database; None when it is empty. Refuses one that holds something else."""
    found = note.read(url)
    if found is None and not note.is_empty(url):
        raise Refused(
            "Databasen innehåller något annat än en demokommun. Ange en tom databas i DATABASE_URL."
        )
    return found


def why_anew(found: Note, asked: Note, *, fresh: bool) -> str:
    """Why the municipality that is there cannot be used, in a sentence; empty when it can."""
    if fresh:
        return "Gör kommunen på nytt."
    if (found.code, found.seed, found.size) != (asked.code, asked.seed, asked.size):
        return "En annan kommun än förra gången. Den görs nu."
    return "" if found.is_same(asked) else "Programmet har ändrats sedan kommunen gjordes. Den görs på nytt."


def _empty(admin: str, url: str) -> None:
    """Takes the database away; ``place.enter`` makes it again. Only one that carries our note comes here."""
    name = place.name_of(url)
    with psycopg.connect(place.with_database(admin, "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def _welcome(address: str, way_in: str, name: str, *, is_filling: bool) -> None:
    """Address and log-ins, as a table: role, name, where to press."""
    from samtid.doors.demo.living.logins import logins

    rows = [(one.role.label, f"{one.name}, {one.unit}") for one in logins(swedish_day(datetime.now(SWEDEN)))]
    wide = max((len(role) for role, _ in rows), default=0)
    print(f"\n  {name} finns nu på {address}\n")
    print(f"  Den öppna ingången   {way_in}")
    print(f"  Logga in som         {address}demo/   (tryck på ett namn, inget lösenord)\n")
    for role, who in rows:
        print(f"    {role:<{wide}}   {who}")
    if is_filling:
        print(
            "\n  Kommunen fylls på medan du går runt. Andra kan då få mest att göra och stå på sidan i stället."
        )
    print("\n  Avsluta med Ctrl-C.", flush=True)


class Bar:
    """Förloppet på stderr: one line that grows on a terminal, a few plain lines elsewhere."""

    WIDTH = 30

    def __init__(self, title: str) -> None:
        self.title, self.begun = title, time.monotonic()
        self.said: dict[str, str] = {}
        self.live = sys.stderr.isatty()
        print(f"Gör {title}. Det händer bara första gången.", file=sys.stderr)

    def told(self, stage: object, share: float) -> None:
        """Shows how far a stage has come, ``share`` from 0 to 1. What has been shown is not shown again."""
        label, share = getattr(stage, "label", str(stage)), min(1.0, share)
        done = round(share * self.WIDTH) if self.live else int(share * 10)
        line = "█" * done + "░" * (self.WIDTH - done) if self.live else f"{10 * done} %"
        if self.said.get(label) == line:
            return
        if not self.live:
            print(f"  {label}: {line}", file=sys.stderr, flush=True)
        else:
            if self.said and label not in self.said:
                print(file=sys.stderr)
            seconds = time.monotonic() - self.begun
            print(
                f"\r  {label:<36} {line} {share:4.0%}  {seconds:3.0f} s", end="", file=sys.stderr, flush=True
            )
        self.said[label] = line

    def end(self) -> None:
        """Leaves the cursor on a line of its own."""
        if self.live:
            print(file=sys.stderr)
