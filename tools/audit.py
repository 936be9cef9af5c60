"""Kända sårbarheter i paketen: pip-audit over the lock file, and plain words when it could not ask.

Exit code 1 when a known vulnerability is found. When the advisories are out of reach (no network, or a package index
without them) nothing has been proved, so it says *inte granskade* and lets the build go on: ``--strict`` does not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-dev.lock"
PATIENCE = 8  # seconds for one answer
LONGEST = 300  # seconds for all of them
# A vulnerability that does not reach us, with the reason and the day it is looked at again.
ACCEPTED: dict[str, str] = {}


@dataclass(frozen=True, slots=True)
class Answer:
    """Svar: packages asked about, what was found, and how many nobody could say anything about."""

    asked: int
    found: tuple[str, ...]
    unknown: int

    @property
    def is_known(self) -> bool:
        return self.asked > self.unknown


def ask(requirements: str) -> Answer | None:
    """What the advisories say; None when they did not answer."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "requirements.txt"
        path.write_text(requirements, encoding="utf-8")
        command = [sys.executable, "-m", "pip_audit", "-r", str(path), "--no-deps", "--disable-pip"]
        command += ["--timeout", str(PATIENCE), "-f", "json", "--progress-spinner", "off"]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, check=False)
            return read(json.loads(done.stdout))
        except (subprocess.TimeoutExpired, json.JSONDecodeError, KeyError):
            return None


def read(said: dict[str, Any]) -> Answer:
    """pip-audit's own answer as ours. A package it skipped is unknown, not safe."""
    packages = said["dependencies"]
    found = tuple(
        f"{package['name']} {package['version']}: {fault['id']}, rättad i {', '.join(fault['fix_versions']) or '–'}"
        for package in packages
        for fault in package.get("vulns", [])
        if fault["id"] not in ACCEPTED
    )
    return Answer(len(packages), found, sum("skip_reason" in package for package in packages))


def pins(lock: Path = LOCK) -> list[str]:
    """``name==version`` for every package of the lock, without hashes and markers."""
    lines = lock.read_text(encoding="utf-8").splitlines()
    return [line.split()[0] for line in lines if "==" in line and line[:1].isalnum()]


def main(arguments: list[str] | None = None) -> int:
    """Asks about one package first: an index without advisories is not asked about all the others."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--strict", action="store_true", help="att inte kunna fråga är också ett fel")
    args = parser.parse_args(arguments)
    wanted = sorted(set(pins()))
    first = ask(next(pin for pin in wanted if pin.startswith("django==")))
    answer = ask("\n".join(wanted)) if first and first.is_known else first
    if answer is None or not answer.is_known:
        why = "ingen kontakt" if answer is None else "paketkällan lämnar inga uppgifter om sårbarheter"
        print(f"sårbarheter: INTE GRANSKADE ({why}). Kör igen där nätet når dit: make audit")
        return 1 if args.strict else 0
    for fault in answer.found:
        print(f"sårbarheter: {fault}")
    print(
        f"sårbarheter: {answer.asked} paket, {len(answer.found)} kända sårbarheter, {answer.unknown} utan uppgift"
    )
    return 1 if answer.found or (args.strict and answer.unknown) else 0


if __name__ == "__main__":
    sys.exit(main())
