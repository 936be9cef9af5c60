"""Hygien: what must never be in a tracked file, and what must always be beside one.

Looks at every file that git tracks or would track. Prints one line for each fault, as
``path:line: what is wrong``, and exits with 1 when there is any.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEADINGS = ("Context", "Options", "Decision", "Consequences", "Status")
LONGEST = 350  # lines of a Python file; the house's own limit
# Written elsewhere and kept as they are, so that they judge our plans independently of us.
KEPT_AS_GIVEN = frozenset({"benchmarks/plan/check.py", "benchmarks/plan/check_uhhc.py"})

# A path of somebody's own machine. Addresses on the web have a host before the slash, hence the look-behind.
MACHINE_PATH = re.compile(r"(?<![\w.~:/$}-])/(?:work|root|tmp|home/\w+|Users/\w+|mnt|opt/pypi)/[\w.]")
# Where packages are fetched from is decided by each machine's own settings.
REGISTRY = re.compile(
    r"pypi\.org/simple|pythonhosted\.org|registry\.(?:npmjs|yarnpkg)\.|--(?:extra-)?index-url|--find-(?:links)"
)
ADDRESS = re.compile(r"\b(?:https?|file|git\+\w+)://")
SECRETS = {
    "en privat nyckel": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY-----"),
    "en åtkomstnyckel": re.compile(
        r"\b(?:AKIA[0-9A-Z]{16}|gh[pousr]_\w{30,}|github_pat_\w{30,}|xox[abp]-\w{10,})"
    ),
    "ett lösenord i en adress": re.compile(r"://[\w.-]+:(?!password@)[^\s/@{}<>$%*\"']{6,}@"),
    "en hemlighet i klartext": re.compile(
        r"(?i)\b(?:secret|secret_key|password|token|api_key)\s*[:=]\s*[\"'](?=[^\"']*\d)[\w+/=-]{24,}[\"']"
    ),
}
PERSONNUMMER = re.compile(r"(?<![\w.-])((?:18|19|20)?\d{6})([-+]?)(\d{4})(?![\w.-])")


# At 00:07 in Sweden the day of the moment in UTC is yesterday: one place turns a moment into a day.
OWN_DAY = re.compile(r"\.date\(\)|\blocal(date|time)\(|\bZoneInfo\(|(?<!at time zone ')Europe/Stockholm")
KNOWS_THE_DAY = (Path("samtid/ground/sweden.py"), Path("samtid/config/settings.py"))


@dataclass(frozen=True, slots=True)
class Fault:
    """Fel: where, and what is wrong."""

    path: Path
    text: str
    line: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.text}"


def main(root: Path = ROOT) -> int:
    paths = tracked(root)
    faults = [*contents(root, paths), *vendored(root, paths), *decisions(root, paths), *publiccode(root)]
    for fault in faults:
        print(fault)
    print(f"hygien: {len(paths)} filer, {len(faults)} fel")
    return 1 if faults else 0


def tracked(root: Path) -> list[Path]:
    """What git tracks or would track, relative to ``root``."""
    # A container's root often meets a checkout that somebody else owns; we only read.
    git = ["git", "-c", f"safe.directory={root}"]
    shown = subprocess.run(
        [*git, "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=root,
        stdout=subprocess.PIPE,
        check=True,
    )
    names = {Path(name.decode()) for name in shown.stdout.split(b"\0") if name}
    return sorted(name for name in names if (root / name).is_file())


def contents(root: Path, paths: list[Path]) -> Iterator[Fault]:
    """Faults that stand on a line of a text file."""
    official = test_numbers(root, paths)
    for path in paths:
        if "vendor" in path.parts:
            continue
        try:
            lines = (root / path).read_text(encoding="utf-8").splitlines()
        except UnicodeDecodeError:
            continue
        if (
            path.suffix == ".py"
            and "migrations" not in path.parts
            and len(lines) > LONGEST
            and str(path) not in KEPT_AS_GIVEN
        ):
            yield Fault(path, f"filen har {len(lines)} rader, högst {LONGEST}", LONGEST)
        for number, line in enumerate(lines, 1):
            for text in line_faults(path, line, official):
                yield Fault(path, text, number)


def line_faults(path: Path, line: str, official: frozenset[str] = frozenset()) -> Iterator[str]:
    """What is wrong with one line. Identity numbers are judged only when the official ones are known."""
    if MACHINE_PATH.search(line):
        yield "en sökväg på någons egen dator"
    if REGISTRY.search(line):
        yield "en adress till ett paketregister"
    elif is_lock(path) and ADDRESS.search(line):
        yield "en adress i en låsfil"
    for what, pattern in SECRETS.items():
        if pattern.search(line):
            yield what
    if OWN_DAY.search(line) and must_ask_for_the_day(path):
        yield "en dag eller tidszon som inte kommer från ground/sweden.py"
    if official and not is_lock(path):
        for match in PERSONNUMMER.finditer(line):
            digits = match[1] + match[3]
            if is_identity_number(digits, match[2]) and digits[-10:] not in official:
                yield "ett giltigt personnummer som inte är ett av Skatteverkets testnummer"


def must_ask_for_the_day(path: Path) -> bool:
    """Whether the file is the program's own, where a moment becomes a day in one place only."""
    ours = path.suffix == ".py" and path.parts[:1] == ("samtid",) and path not in KNOWS_THE_DAY
    return ours and not {"tests", "migrations"} & set(path.parts)


def is_lock(path: Path) -> bool:
    return path.suffix == ".lock" or path.name == "package-lock.json"


def is_identity_number(digits: str, sign: str) -> bool:
    """Whether the digits are a real date with a right check digit, written as people write them.

    Ten digits in a row without a sign are more often something else, and are let through.
    """
    if not sign and len(digits) == 10:
        return False
    year, month, day = int(digits[-10:-8]), int(digits[-8:-6]), int(digits[-6:-4])
    century = int(digits[:2]) * 100 if len(digits) == 12 else 1900
    try:
        date(century + year, month, day if day < 61 else day - 60)  # 61–91 is a co-ordination number
    except ValueError:
        return False
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits[-10:]))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0


def test_numbers(root: Path, paths: list[Path]) -> frozenset[str]:
    """The last ten digits of the official test numbers that the demo ships."""
    found: set[str] = set()
    for path in paths:
        if re.fullmatch(r"test_(person|samordnings)nummer\.csv\.gz", path.name):
            with gzip.open(root / path, "rt", encoding="utf-8-sig") as file:
                found |= {re.sub(r"\D", "", cell)[-10:] for row in csv.reader(file) for cell in row}
    return frozenset(number for number in found if len(number) == 10)


def vendored(root: Path, paths: list[Path]) -> Iterator[Fault]:
    """Other people's files must be as they came, with licence and source."""
    for manifest in (path for path in paths if path.name == "manifest.json" and path.parent.name == "vendor"):
        home = manifest.parent
        listed = {manifest}
        for package in json.loads((root / manifest).read_text(encoding="utf-8"))["packages"]:
            files = {home / name: checksum for name, checksum in package["files"].items()}
            listed |= set(files)
            if not package.get("licence") or not package.get("source"):
                yield Fault(manifest, f"{package['name']} saknar licens eller källa")
            if not any(path.name.upper().startswith(("LICENSE", "LICENCE", "OFL")) for path in files):
                yield Fault(manifest, f"{package['name']} saknar sin licenstext")
            for path, checksum in files.items():
                if not (root / path).is_file():
                    yield Fault(path, "står i manifestet men finns inte")
                elif hashlib.sha256((root / path).read_bytes()).hexdigest() != checksum:
                    yield Fault(path, "har ändrats: kontrollsumman stämmer inte med manifestet")
        for path in paths:
            if path.is_relative_to(home) and path not in listed:
                yield Fault(path, "ligger bland andras filer men står inte i manifestet")


def decisions(root: Path, paths: list[Path]) -> Iterator[Fault]:
    """Every decision page has its five headings, in their order."""
    for path in paths:
        if path.parent == Path("docs/decisions") and re.match(r"\d{4}-", path.name):
            found = re.findall(r"(?m)^## (.+?)\s*$", (root / path).read_text(encoding="utf-8"))
            if [heading for heading in found if heading in HEADINGS] != list(HEADINGS):
                yield Fault(path, f"ska ha rubrikerna {', '.join(HEADINGS)}, i den ordningen")


def publiccode(root: Path) -> Iterator[Fault]:
    """The catalogue's metadata names what the standard demands, and says the same as the project."""
    path = Path("publiccode.yaml")
    if not (root / path).is_file():
        yield Fault(path, "saknas")
        return
    text = (root / path).read_text(encoding="utf-8")
    demanded = (
        *("publiccodeYmlVersion", "name", "url", "platforms", "developmentStatus", "softwareType"),
        *("description", "legal", "maintenance", "localisation"),
    )
    for key in demanded:
        if not re.search(rf"(?m)^{key}:", text):
            yield Fault(path, f"{key} saknas")
    for key in ("license", "type", "contacts", "localisationReady", "availableLanguages", "features"):
        if not re.search(rf"(?m)^ +{key}:", text):
            yield Fault(path, f"{key} saknas")
    for short in re.findall(r"(?m)^ +shortDescription: (.+)$", text):
        if len(short) > 150:
            yield Fault(path, "shortDescription är längre än 150 tecken")
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    for key, name in (("license", "license"), ("softwareVersion", "version")):
        ours = re.search(rf'(?m)^{name} = "(.+)"', project)
        theirs = re.search(rf'(?m)^ *{key}: "?([^"\n]+)"?', text)
        if ours and theirs and ours[1] != theirs[1]:
            yield Fault(path, f"{key} är {theirs[1]} men {ours[1]} i pyproject.toml")


if __name__ == "__main__":
    sys.exit(main())
