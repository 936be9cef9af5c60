"""Beviset: runs the attacker, the walk, the chain, the restore, the pool, the papers and the kill, and prints one table.

``make prove-secrecy``. Exit code 0 only when every attempt was made and none succeeded: what was skipped or
could not be found has not been proved. ``--short`` leaves the attempts out and prints the parts only.
"""

from __future__ import annotations

import argparse
import ast
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 1800  # seconds, on a machine that does much else; ten minutes is what an idle one needs at most


@dataclass(frozen=True, slots=True)
class Part:
    """Del: what is proved, and by which tests. Of two parts that fit a test, the longer path has it."""

    name: str
    path: str
    proves: str


PARTS = (
    Part("Angriparen", "tests/attacker", "egen SQL som webbens roll ger inget utöver den egna nyckeln"),
    Part("Kedjan", "tests/attacker/test_chain.py", "en ändrad rad i loggen syns och namnges"),
    Part("Vandringen", "tests/walk", "varje adress och tabell som var och en av personalen"),
    Part("Poolen", "tests/test_pooling.py", "två användare över samma anslutning till databasen"),
    Part("Pappren", "tests/test_outage.py", "inget avbrottspaket säger mer än sidorna, och alla loggas"),
    Part("Återställningen", "tests/backup", "en kopia kommer tillbaka lika, en trasig vägras"),
    Part("Dödandet", "tests/kill", "inget kvitterat är borta efter kill -9"),
)


@dataclass(slots=True)
class Case:
    """Försök: one test as it went."""

    part: Part
    outcome: str  # held, fell, skipped
    seconds: float
    group: str
    tries: str
    result: str
    name: str


@dataclass(slots=True)
class Tally:
    """Ställning: how a part went."""

    held: int = 0
    fell: int = 0
    skipped: int = 0
    seconds: float = 0.0

    @property
    def verdict(self) -> str:
        """In a word."""
        if self.fell:
            return "FÖLL"
        return "höll" if self.held and not self.skipped else "INTE PRÖVAT"


@dataclass(slots=True)
class Proof:
    """Bevis: all the attempts."""

    cases: list[Case] = field(default_factory=list)

    def tallies(self, parts: Iterable[Part]) -> dict[Part, Tally]:
        """Each part and how it went; a part without attempts has not been proved."""
        told = {part: Tally() for part in parts}
        for case in self.cases:
            tally = told[case.part]
            setattr(tally, case.outcome, getattr(tally, case.outcome) + 1)
            tally.seconds += case.seconds
        return told


def main(arguments: Sequence[str] | None = None) -> int:
    """0 when all held; 1 when something fell, was skipped or was not there."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--short", action="store_true", help="bara delarna, inte varje försök")
    parser.add_argument("--workers", default="2", help="antal processer (2)")
    args = parser.parse_args(arguments)
    parts = there(ROOT)
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        run(parts, report, args.workers)
        if not report.exists():
            print("Proven kom aldrig i gång; se utskriften ovan.")
            return 1
        proof = Proof(list(read(report, parts)))
    if not args.short:
        print_attempts(proof.cases)
    return print_parts(proof.tallies(parts), [part for part in PARTS if part not in parts])


def there(root: Path) -> tuple[Part, ...]:
    """The parts that have tests. One that lies outside the tree is told of in the table."""
    return tuple(
        part for part in PARTS if (root / part.path).is_file() or any((root / part.path).glob("test_*.py"))
    )


def run(parts: tuple[Part, ...], report: Path, workers: str) -> None:
    """All parts in one run of pytest, so that the database is made once."""
    paths = sorted(
        {
            part.path
            for part in parts
            if not any(part.path != o.path and part.path.startswith(o.path) for o in parts)
        }
    )
    command = [sys.executable, "-m", "pytest", *paths, "-q", "--tb=short", f"--junitxml={report}"]
    command += [
        "-o",
        "junit_family=xunit1",
        "--no-header",
        *(["-n", workers] if workers not in ("0", "1") else []),
    ]
    try:
        subprocess.run(command, cwd=ROOT, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        print(f"Proven blev inte klara på {PATIENCE // 60} minuter.")


def read(report: Path, parts: tuple[Part, ...]) -> Iterable[Case]:
    """The attempts of a report in JUnit's form."""
    for node in ElementTree.parse(report).iter("testcase"):
        file = node.get("file") or node.get("classname", "").replace(".", "/")
        part = part_of(file, parts)
        if part is None:
            continue
        said = {one.get("name"): one.get("value", "") for one in node.iter("property")}
        group, tries = attempt(said.get("attempt", ""))
        outcome = "held"
        if node.find("failure") is not None or node.find("error") is not None:
            outcome = "fell"
        elif node.find("skipped") is not None:
            outcome = "skipped"
        yield Case(
            part,
            outcome,
            float(node.get("time", "0")),
            group,
            tries,
            said.get("result", "") or "",
            node.get("name", ""),
        )


def part_of(file: str, parts: tuple[Part, ...]) -> Part | None:
    """Which part a test file belongs to."""
    fits = [part for part in parts if file.startswith(part.path.removesuffix(".py"))]
    return max(fits, key=lambda part: len(part.path), default=None)


def attempt(said: str | None) -> tuple[str, str]:
    """Group and attempt, as a test has recorded them (``record_property("attempt", (group, tries))``)."""
    try:
        group, tries = ast.literal_eval(said or "")
    except (ValueError, SyntaxError, TypeError):
        return "", ""
    return str(group), str(tries)


def print_attempts(cases: Iterable[Case]) -> None:
    """A line for each attempt that is told in words, and for everything that did not hold."""
    words = {"held": "höll", "fell": "FÖLL", "skipped": "INTE PRÖVAT"}
    print("\nFörsök\n")
    for case in cases:
        if case.tries:
            result = f" ({case.result})" if case.result else ""
            print(f"  {words[case.outcome]:<12} {case.group:<22} {case.tries}{result}")
        elif case.outcome != "held":
            print(f"  {words[case.outcome]:<12} {case.part.name:<22} {case.name}")


def print_parts(tallies: dict[Part, Tally], missing: Sequence[Part]) -> int:
    """The table of parts; the exit code."""
    print(
        f"\n  {'Del':<16} {'Försök':>7} {'Föll':>5} {'Ej prövat':>10} {'Sekunder':>9}  {'':<12} Det som prövas"
    )
    for part, tally in tallies.items():
        count = tally.held + tally.fell + tally.skipped
        print(
            f"  {part.name:<16} {count:>7} {tally.fell:>5} {tally.skipped:>10} {tally.seconds:>9.0f}  "
            f"{tally.verdict:<12} {part.proves}"
        )
    for part in missing:
        print(f"  {part.name:<16} {'–':>7} {'–':>5} {'–':>10} {'–':>9}  {'finns inte än':<12} {part.proves}")
    held = all(tally.verdict == "höll" for tally in tallies.values())
    total = sum(tally.held for tally in tallies.values())
    whole = "Allt höll" if not missing else "Allt som finns höll"
    print(f"\n{whole if held else 'ALLT HÖLL INTE'}: {total} försök utan framgång.")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
