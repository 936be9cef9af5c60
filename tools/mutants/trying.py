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
from tempfile import TemporaryDirectory
from threading import Lock

from coverage import CoverageData

from tools.mutants.faults import Mutant
from tools.mutants.tests_of import nearest, users

ROOT = Path(__file__).resolve().parents[2]
CALM = 120  # seconds of work, not of waiting: many times what the slowest room's tests need, so whoever passes it loops
PATIENCE = 1800  # of waiting; then nothing has been proved
NOTING = 5  # how many times longer the tests may work when every line is noted
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
    command += ["-p", "tools.mutants.noting", "-p", "no:cacheprovider", "-W", "ignore", *paths]
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
            preexec_fn=lambda: _limited(CALM * NOTING if more and "SAMTID_NOTED" in more else CALM),
            check=False,
        )
    except subprocess.TimeoutExpired:
        return 99, ""
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR", "SUBFAILED"))]
    return done.returncode, failed[0].partition(" - ")[0] if failed else ""


def _limited(work: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (work, work + 5))


class Sound:
    """Friska prov: which tests pass without a fault, and which lines each of them runs.

    Those that do not pass would kill every mutant.
    """

    def __init__(self) -> None:
        self.known: dict[str, bool] = {}
        self.runs: defaultdict[tuple[str, int], set[str]] = defaultdict(set)  # (file, line): tests
        self.locks: defaultdict[str, Lock] = defaultdict(Lock)

    def at(self, mutant: Mutant, paths: Sequence[str]) -> list[str]:
        """The tests under ``paths`` that ran the mutant's line; a line that runs as the module is read is no test's.

        A fixture that several tests share runs in the first of them only, so that these pass proves nothing.
        """
        found = self.runs[mutant.path, mutant.line]
        return sorted(one for one in found if one.startswith(tuple(paths)))

    def among(self, paths: Sequence[str], *, worker: str) -> list[str]:
        """Those of the paths that pass; each is asked once."""
        return [path for path in paths if self._passes(path, worker)]

    def _passes(self, path: str, worker: str) -> bool:
        with self.locks[path]:
            if path not in self.known:
                code, by = self._note(path, worker)
                self.known[path] = code == PASSED
                if code != PASSED:
                    print(f"  {path} går inte igenom utan mutant ({code}) {by}", flush=True)
            return self.known[path]

    def _note(self, path: str, worker: str) -> tuple[int, str]:
        with TemporaryDirectory() as folder:
            file = f"{folder}/noted"
            code, by = run([path], worker=worker, more={"SAMTID_NOTED": file})
            noted = CoverageData(file)
            noted.read()
            for where in noted.measured_files():
                name = Path(where).relative_to(ROOT).as_posix()
                for line, tests in noted.contexts_by_lineno(where).items():
                    self.runs[name, line] |= {test for test in tests if test}
        return code, by


def judge(mutant: Mutant, *, worker: str, sound: Sound, wide: bool) -> Tried:
    """Those of the nearest tests that run the line first, then all of them, and those of whoever uses the module."""
    asked = False
    near = sound.among(nearest(mutant.path), worker=worker)
    for paths in (lambda: sound.at(mutant, near), lambda: near, lambda: _wider(mutant, worker, sound, wide)):
        some = paths()
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


def _wider(mutant: Mutant, worker: str, sound: Sound, wide: bool) -> list[str]:
    return sound.among(users(mutant.path), worker=worker) if wide else []
