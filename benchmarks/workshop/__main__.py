"""Arbetsstugan: ``python -m benchmarks workshop [--minutes 10] [--phones 80]``: is anything lost or doubled, and how slow is it?

Eighty phones each send one note and one vote every ten seconds to the open door on two cores. Halfway the whole web process is
killed (SIGKILL) and started again. Afterwards the host moves on, and what came out of the box is compared with what each
phone was told had come. 1 when anything is lost or doubled, or the 95th percentile is over the bar.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from statistics import median, quantiles
from typing import Any
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.pages import database

from . import phones
from .room import SIZE

CORES, P95, WITHIN = 2, 0.200, 60.0
ROOM = ("-m", "benchmarks.workshop.room")
GUNICORN = ("-m", "gunicorn", "samtid.config.wsgi:application", "--workers", "2", "--threads", "4")


class Web:
    """Webben: a process group of its own, which can be killed as a machine that loses its power is."""

    def __init__(self, port: int) -> None:
        self.port, self.killed = port, 0.0
        self.server: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Answers when it is back."""
        known = os.environ | {"SAMTID_DOOR": "open"}
        known.pop("SAMTID_ADMIN_URL", None)
        self.server = subprocess.Popen(
            [sys.executable, *GUNICORN, "--bind", f"127.0.0.1:{self.port}", "--log-level", "critical"],
            env=known,
            start_new_session=True,
        )
        last = time.monotonic() + WITHIN
        while time.monotonic() < last and self.server.poll() is None:
            try:
                urlopen(f"http://127.0.0.1:{self.port}/halsa/levande", timeout=5).close()
                return
            except (URLError, OSError):
                time.sleep(0.1)
        raise SystemExit("Servern gick inte att starta.")

    def stop(self, how: int = signal.SIGTERM) -> None:
        """Ends it, kindly or not."""
        if self.server is not None and self.server.poll() is None:
            os.killpg(self.server.pid, how)
            self.server.wait(40)

    def kill(self) -> None:
        """Killed and started again."""
        begun = time.monotonic()
        self.stop(signal.SIGKILL)
        self.start()
        self.killed = time.monotonic() - begun


def main() -> int:
    """Opens the room, lets the phones go, kills the web, counts."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks workshop", description=__doc__)
    parser.add_argument("--phones", type=int, default=80, help="telefoner (80)")
    parser.add_argument("--minutes", type=float, default=1, help="så länge (1)")
    parser.add_argument(
        "--every", type=float, default=10, help="sekunder mellan var telefons lappar och röster (10)"
    )
    parser.add_argument("--no-kill", action="store_true", help="låt webben vara")
    parser.add_argument("--port", type=int, default=8094, help="port (8094)")
    args = parser.parse_args()
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, set(sorted(os.sched_getaffinity(0))[:CORES]))
    with database.server() as cluster:
        room = _room("open", str(args.phones))
        database.point(cluster.superuser_url, SIZE)
        web = Web(args.port)
        try:
            web.start()
            half = None if args.no_kill else web.kill
            told = phones.run(args.port, room, args.minutes * 60, args.every, half)
        finally:
            web.stop()
        with tempfile.NamedTemporaryFile("w", suffix=".json") as kept:
            json.dump({"notes": told.notes, "votes": told.votes}, kept)
            kept.flush()
            found = _room("count", kept.name)
    return _told(args, told, found, web.killed)


def _room(do: str, said: str) -> dict[str, Any]:
    done = subprocess.run([sys.executable, *ROOM, do, said], stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _told(args: argparse.Namespace, told: phones.Told, found: dict[str, Any], killed: float) -> int:
    p95 = quantiles(told.seconds, n=20)[-1]
    print(
        f"{args.phones} telefoner, en lapp och en röst var {args.every:g}:e sekund i {args.minutes:g} minuter på {CORES} kärnor:"
    )
    print(
        f"  {len(told.seconds)} svar, p50 {_ms(median(told.seconds))} ms, p95 {_ms(p95)} ms (gränsen {_ms(P95)}), "
        f"längsta {_ms(max(told.seconds))} ms"
    )
    if killed:
        kinds = (
            ", ".join(f"{told.faults.count(kind)} × {kind}" for kind in sorted(set(told.faults))) or "inga"
        )
        print(
            f"  webben dödades en gång och var borta {killed:.1f} s: {told.again} sändes igen ({kinds}), "
            f"längsta väntan på ett ja {max(told.waits):.1f} s"
        )
    broken = list(told.refused[:5])
    for kind, name, sent in (("notes", "lappar", told.notes), ("votes", "röster", told.votes)):
        lost, extra = found["lost"][kind], found[kind] - len(sent)
        print(
            f"  {name}: {len(sent)} sända, {found[kind]} räknade, {lost} förlorade, {max(extra, 0)} för många"
        )
        if lost or extra:
            broken.append(f"{name}: {lost} förlorade, {extra:+} mot vad telefonerna vet")
    if p95 > P95:
        broken.append(f"95:e percentilen {_ms(p95)} ms, högst {_ms(P95)}")
    if broken:
        print("\nInte som det ska:", *broken, sep="\n- ")
    return 1 if broken else 0


def _ms(seconds: float) -> str:
    return f"{1000 * seconds:.0f}"


if __name__ == "__main__":
    sys.exit(main())
