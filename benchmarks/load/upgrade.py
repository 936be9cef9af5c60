"""Uppgraderingen: ``python -m benchmarks upgrade [--from REF]``: is anybody refused a page while the database is migrated?

The program of the last release (the latest tag; while there is none, the commit before the last that has a migration)
makes and fills a database of its own and serves it. While people read and are logged there, today's program migrates;
then today's is served beside the old one, as in an upgrade of one web node after the other. Counts what failed.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from .clients import Asker, ask

ROOT = Path(__file__).resolve().parents[2]
DOSSIERS, BEFORE, AFTER = 1_000, 5.0, 10.0
MIGRATE = "import sys; from samtid.doors.cli import main; sys.exit(main(['migrate']))"
GUNICORN = ("-m", "gunicorn", "samtid.config.wsgi:application", "--workers", "2", "--threads", "4")
WITHIN = 120.0  # seconds for a server to answer


def main() -> int:
    """Prints what was asked and what failed; 1 when anything did."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks upgrade", description=__doc__)
    parser.add_argument(
        "--from", dest="ref", default="", help="utgåvan man uppgraderar från (senaste taggen)"
    )
    parser.add_argument("--seconds", type=float, default=120, help="längsta tid som migreringen får ta (120)")
    parser.add_argument("--clients", type=int, default=4, help="medarbetare som läser samtidigt (4)")
    parser.add_argument("--port", type=int, default=8096, help="två portar från den här (8096)")
    args = parser.parse_args()
    ref = args.ref or _last_release()
    with tempfile.TemporaryDirectory(prefix="samtid-upgrade-") as folder:
        old = _code_of(ref, Path(folder))
        os.environ["SAMTID_STATE"] = str(Path(folder) / "state")
        from benchmarks.pages import database

        with database.server() as cluster:
            then = os.environ | {"PYTHONPATH": os.pathsep.join(old)}
            viewers = _viewers(then, args.clients)
            database.point(cluster.superuser_url, DOSSIERS)
            return _told(ref, *_measured(args, viewers, os.pathsep.join(old)))


def _measured(
    args: argparse.Namespace, viewers: list[list[str]], old: str
) -> tuple[float, bool, list[tuple[str, int, list[str]]]]:
    def askers(port: int) -> list[Asker]:
        return [Asker(port, ("/min-dag/", *own), cookie, b"<main", 0.1) for cookie, *own in viewers]

    with _serving(args.port, old), multiprocessing.Pool(1) as pool:
        ask(askers(args.port), BEFORE)  # what fails already then is no fault of the upgrade
        whole = BEFORE + args.seconds + AFTER
        asking = pool.apply_async(ask, (askers(args.port), whole))
        begun = time.monotonic()
        time.sleep(BEFORE)
        subprocess.run([sys.executable, "-c", MIGRATE], check=True, stdout=subprocess.DEVNULL)
        took = time.monotonic() - begun - BEFORE
        with _serving(args.port + 1, ""):
            new = ask(askers(args.port + 1), AFTER)
            in_time = time.monotonic() - begun < whole
            told = asking.get()
    return (
        took,
        in_time,
        [
            ("den förra utgåvan, före, under och efter migreringen", len(told.seconds), told.errors),
            ("den nya, bredvid den förra", len(new.seconds), new.errors),
        ],
    )


def _told(ref: str, took: float, in_time: bool, found: list[tuple[str, int, list[str]]]) -> int:
    print(f"Uppgraderat från {ref}. Migreringen tog {took:.0f} s.")
    for name, pages, errors in found:
        kinds = ", ".join(f"{errors.count(kind)} × {kind}" for kind in sorted(set(errors)))
        print(f"  {name}: {pages} sidor, {len(errors)} fel{f' ({kinds})' if kinds else ''}")
    if not in_time:
        print("  Migreringen tog längre tid än frågorna: ge mer med --seconds.")
    return 0 if in_time and all(pages and not errors for _, pages, errors in found) else 1


def _last_release() -> str:
    """The latest tag; else the commit before the last that changed a migration."""
    tag = _git("describe", "--tags", "--abbrev=0", check=False)
    return tag or _git("log", "-1", "--format=%h", "--diff-filter=A", "--", "*/migrations/*.py") + "^"


def _git(*words: str, check: bool = True) -> str:
    done = subprocess.run(["git", "-C", str(ROOT), *words], capture_output=True, text=True, check=check)
    return done.stdout.strip() if done.returncode == 0 else ""


def _code_of(ref: str, folder: Path) -> list[str]:
    """Where Python finds the old program, and before it these benchmarks of today, which only fill and log in."""
    old, bench = folder / "old", folder / "bench"
    old.mkdir()
    bench.mkdir()
    (bench / "benchmarks").symlink_to(ROOT / "benchmarks")
    archive = subprocess.run(["git", "-C", str(ROOT), "archive", ref], stdout=subprocess.PIPE, check=True)
    subprocess.run(["tar", "-x", "-C", str(old)], input=archive.stdout, check=True)
    return [str(bench), str(old)]


def _viewers(environment: dict[str, str], clients: int) -> list[list[str]]:
    words = [sys.executable, "-m", "benchmarks.load.viewers", str(DOSSIERS), str(clients)]
    done = subprocess.run(
        words, stdout=subprocess.PIPE, text=True, check=True, env=environment, cwd=environment["SAMTID_STATE"]
    )
    return [list(one) for one in json.loads(done.stdout)]


@contextmanager
def _serving(port: int, path: str) -> Iterator[None]:
    """The staff's door, by the program that ``path`` leads to (today's where it is empty)."""
    known = os.environ | {"SAMTID_DOOR": "staff", "SAMTID_OTHER_DOOR": str(port)}
    known |= {"PYTHONPATH": path} if path else {}
    known.pop("SAMTID_ADMIN_URL", None)
    server = subprocess.Popen(
        [sys.executable, *GUNICORN, "--bind", f"127.0.0.1:{port}", "--log-level", "warning"],
        env=known,
        cwd=os.environ["SAMTID_STATE"],
    )
    try:
        last = time.monotonic() + WITHIN
        while True:
            if server.poll() is not None or time.monotonic() > last:
                raise SystemExit("Servern gick inte att starta.")
            try:
                urlopen(f"http://127.0.0.1:{port}/halsa/levande", timeout=5).close()
                break
            except (URLError, OSError):
                time.sleep(0.2)
        yield
    finally:
        server.terminate()
        server.wait(40)


if __name__ == "__main__":
    sys.exit(main())
