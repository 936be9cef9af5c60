"""Beviset: runs the attacker, the walk, the chain, the restore, the pool, the papers and the kill, and prints one table.

``make prove-secrecy``. Exit code 0 only when every attempt was made and none succeeded: what was skipped or
could not be found has not been proved. ``--short`` leaves the attempts out and prints the parts only. ``--sample`` runs a
lot of the generated roles and of the walls' stones (tools/mutants/walls); how much was left out is told, as not tried.
"""

from __future__ import annotations

import argparse
import ast
import os
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
    Part(
        "Försök ur katalogen",
        "tests/attacker/test_generated.py",
        "varje funktion, tabell, kolumn och inställning som varje roll",
    ),
    Part(
        "Sidor ur katalogen",
        "tests/attacker/test_generated_pages.py",
        "varje adress, metod och ifyllt formulär som varje roll",
    ),
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
    made: tuple[str, str, int, int] | None = (
        None  # a class of attempts, a role, how many, and how many were let through
    )


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
    parser.add_argument("--sample", type=int, default=0, help="bara så många roller, dragna med lott (alla)")
    parser.add_argument(
        "--stones", type=int, default=0, help="ta också ur så många av väggarnas stenar (inga)"
    )
    parser.add_argument("--only", default="", help="bara delar vars namn innehåller detta (alla)")
    parser.add_argument("--seed", type=int, default=1, help="vilken lott (1)")
    args = parser.parse_args(arguments)
    parts = tuple(part for part in there(ROOT) if args.only.lower() in part.name.lower())
    if args.sample:
        os.environ["SAMTID_ATTEMPT_ROLES"] = f"{args.sample}:{args.seed}"
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder, "report.xml")
        run(parts, report, args.workers)
        if not report.exists():
            print("Proven kom aldrig i gång; se utskriften ovan.")
            return 1
        proof = Proof(list(read(report, parts)))
    if not args.short:
        print_attempts(proof.cases)
    print_roles(proof.cases)
    missing = [part for part in PARTS if part not in parts and args.only.lower() in part.name.lower()]
    code = print_parts(proof.tallies(parts), missing)
    if args.only:
        print(f"Bara delar med «{args.only}»: de andra är inte prövade den här gången.")
    if args.sample:
        print(f"Ett urval: {args.sample} roller, lott {args.seed}. De andra är inte prövade den här gången.")
    return max(code, take_out_stones(args.stones, args.seed, args.workers) if args.stones else 0)


def take_out_stones(count: int, seed: int, workers: str) -> int:
    """Some of the walls' stones, one at a time; 1 when anybody's absence was noticed by nothing."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder, "stones")
        command = [
            sys.executable,
            "-m",
            "tools.mutants.walls",
            "--near",
            "--count",
            str(count),
            "--seed",
            str(seed),
        ]
        subprocess.run([*command, "--workers", workers, "--report", str(told)], cwd=ROOT, check=False)
        if not told.exists():
            print("Stenarna kom aldrig i gång.")
            return 1
        killed, explained, survived, untried, every = map(int, told.read_text().split())
    print(
        f"\nStenar: {killed} märkta, {explained} förklarade, {survived} omärkta, {untried} inte prövade; "
        f"{every - count} av {every} lämnade i väggen."
    )
    return 1 if survived or untried else 0


def print_roles(cases: Iterable[Case]) -> None:
    """How many attempts the catalogue gave, by class and role, and how many of them were let through as they should."""
    made = [case.made for case in cases if case.made]
    classes = list(dict.fromkeys(what for what, *_ in made))
    if not made:
        return
    print(
        f"\nFörsök ur katalogen\n\n  {'Roll':<42}"
        + "".join(f"{what:>30}" for what in classes)
        + f"{'Summa':>9}"
    )
    for role in dict.fromkeys(role for _, role, *_ in made):
        counts = [sum(tries for what, who, tries, _ in made if (what, who) == (one, role)) for one in classes]
        print(f"  {role:<42}" + "".join(f"{count or '–':>30}" for count in counts) + f"{sum(counts):>9}")
    let = sum(through for *_, through in made)
    print(f"  {'Alla':<42}" + "".join(f"{sum(t for w, _, t, _ in made if w == one):>30}" for one in classes)
          + f"{sum(t for _, _, t, _ in made):>9}\n  {let} släpptes igenom och gav bara det egna.")  # fmt: skip


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
        made = counted(said.get("attempts", ""))
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
            made,
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


def counted(said: str | None) -> tuple[str, str, int, int] | None:
    """What a test of many attempts has recorded: class, role, how many, how many let through."""
    try:
        what, role, tries, through = ast.literal_eval(said or "")
    except (ValueError, SyntaxError, TypeError):
        return None
    return str(what), str(role), int(tries), int(through)


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
