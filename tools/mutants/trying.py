"""Försöket: the tests run with a fault in the program, and whether they noticed."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Lock

from tools.mutants.faults import Mutant
from tools.mutants.tests_of import nearest, users

ROOT = Path(__file__).resolve().parents[2]
CALM = 120  # seconds of work, not of waiting: many times what the slowest room's tests need, so whoever passes it loops
PATIENCE = 1800  # of waiting; then nothing has been proved
FAILED, BROKEN, PASSED = 1, (2, 3, 4), 0


class Fate(StrEnum):
    """Vad som hände."""

    KILLED = "dödad"
    LOOPED = "dödad (slingar)"
    SURVIVED = "ÖVERLEVDE"
    EXPLAINED = "förklarad"
    UNTRIED = "INTE PRÖVAD"

    @property
    def is_dead(self) -> bool:
        return self in (Fate.KILLED, Fate.LOOPED)


@dataclass(frozen=True, slots=True)
class Tried:
    """Ett försök: the mutant, its fate, and which test noticed."""

    mutant: Mutant
    fate: Fate
    by: str = ""


def run(
    paths: Sequence[str], *, worker: str, plant: str = "", more: dict[str, str] | None = None
) -> tuple[int, str]:
    """pytest's exit code for some tests, and the name of the first that failed. Negative for a signal."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-p",
        "tools.mutants.plant",
        "-x",
        "-q",
        "--no-header",
        "--tb=no",
    ]
    command += ["-p", "no:cacheprovider", "-W", "ignore", *paths]
    environment = os.environ | {"PYTEST_XDIST_WORKER": worker, "SAMTID_MUTANT": plant} | (more or {})
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=PATIENCE,
            preexec_fn=_limited,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 99, ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR", "SUBFAILED"))]
    return done.returncode, failed[0].partition(" - ")[0] if failed else ""


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (CALM, CALM + 5))


class Sound:
    """Friska prov: which tests pass without a fault. Those that do not would kill every mutant."""

    def __init__(self) -> None:
        self.known: dict[str, bool] = {}
        self.locks: defaultdict[str, Lock] = defaultdict(Lock)

    def among(self, paths: Sequence[str], *, worker: str) -> list[str]:
        """Those of the paths that pass; each is asked once."""
        return [path for path in paths if self._passes(path, worker)]

    def _passes(self, path: str, worker: str) -> bool:
        with self.locks[path]:
            if path not in self.known:
                code, by = run([path], worker=worker)
                self.known[path] = code == PASSED
                if code != PASSED:
                    print(f"  {path} går inte igenom utan mutant ({code}) {by}", flush=True)
            return self.known[path]


def judge(mutant: Mutant, *, worker: str, sound: Sound, wide: bool) -> Tried:
    """The nearest tests first, and those of whoever uses the module when nobody noticed."""
    asked = False
    for paths in (nearest(mutant.path), users(mutant.path) if wide else []):
        some = sound.among(paths, worker=worker)
        if not some:
            continue
        asked = True
        code, by = run(some, worker=worker, plant=f"{mutant.path}:{mutant.number}")
        if code in (-signal.SIGXCPU, -signal.SIGKILL):
            return Tried(mutant, Fate.LOOPED)
        if code == FAILED or code in BROKEN:
            return Tried(mutant, Fate.KILLED, by or "kan inte läsas in")
        if code != PASSED:
            return Tried(mutant, Fate.UNTRIED, f"pytest slutade med {code}")
    return Tried(mutant, Fate.SURVIVED) if asked else Tried(mutant, Fate.UNTRIED, "inga prov")
