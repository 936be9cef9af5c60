"""Containerfilens steg utan container: ``python -m tools.containerfile`` runs what its build stage runs, in a clean folder.

No container engine is at hand where the tests run. So the file is read here, what it must hold is asked of it, its
``COPY`` and ``RUN`` of the build stage are done below a temporary folder in the place of ``/``, and the command it
ends in is asked for its version. What is not proved so: the base image, its users (``RUN groupadd``), and the health check.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "deploy" / "Containerfile"
MOVED = ("/opt", "/src", "/wheel")  # all that the build stage writes in
MUST = ("USER 10001:10001", "HEALTHCHECK", 'ENTRYPOINT ["samtid"]', "STOPSIGNAL SIGTERM")
KNOWN = {
    "ARG",
    "FROM",
    "ENV",
    "WORKDIR",
    "RUN",
    "COPY",
    "USER",
    "EXPOSE",
    "STOPSIGNAL",
    "HEALTHCHECK",
    "ENTRYPOINT",
    "CMD",
}

Instruction = tuple[str, str]


def main() -> int:
    """Says what was done; 1 when the file or a step of it is wrong."""
    stages = read(FILE.read_text())
    if faults := faults_of(stages):
        print("\n".join(faults), file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="samtid-container-") as folder:
        build(stages[0], Path(folder))
        samtid = Path(folder, "opt", "samtid", "bin", "samtid")
        said = subprocess.run([samtid, "--version"], capture_output=True, text=True, check=True).stdout
        static = len(list(Path(folder, "opt", "samtid", "static").rglob("*.gz")))
    print(
        f"Containerfilens steg gick igenom: {said.strip()}, {static} komprimerade filer. Avbilden själv är inte byggd."
    )
    return 0


def read(text: str) -> list[list[Instruction]]:
    """The instructions of each stage, continued lines put together; what stands before the first goes with it."""
    joined = text.replace("\\\n", " ")
    found: list[list[Instruction]] = [[]]
    for row in joined.splitlines():
        if not row.strip() or row.startswith("#"):
            continue
        name, _, rest = row.partition(" ")
        if name == "FROM" and any(one == "FROM" for one, _ in found[-1]):
            found.append([])
        found[-1].append((name, " ".join(rest.split())))
    return found


def faults_of(stages: list[list[Instruction]]) -> list[str]:
    """What the file lacks, or has that it should not."""
    rows = [f"{name} {rest}" for stage in stages for name, rest in stage]
    found = [f"okänd instruktion: {row}" for row in rows if row.split(" ", 1)[0] not in KNOWN]
    found += [f"saknas: {must}" for must in MUST if not any(row.startswith(must) for row in rows)]
    copied = [rest for stage in stages for name, rest in stage if name == "COPY" and "--from" not in rest]
    found += [
        f"finns inte: {one}" for rest in copied for one in rest.split()[:-1] if not (ROOT / one).exists()
    ]
    installs = [row for row in rows if "pip install" in row and "requirements" in row]
    return found + [f"utan kontrollsummor: {row}" for row in installs if "--require-hashes" not in row]


def build(stage: list[Instruction], folder: Path) -> None:
    """The build stage below ``folder``."""
    known = {
        name: said for name, said in os.environ.items() if not name.startswith(("SAMTID_", "PYTHONPATH"))
    }
    work = folder
    for name, rest in stage:
        if name == "ENV":
            known |= dict(pair.split("=", 1) for pair in rest.split())
        elif name == "WORKDIR":
            work = Path(_moved(rest, folder))
            work.mkdir(parents=True)
        elif name == "COPY":
            *sources, to = rest.split()
            for one in sources:
                target = work / to if to != "./" else work / one
                (shutil.copytree if (ROOT / one).is_dir() else shutil.copy)(ROOT / one, target)
        elif name == "RUN":
            subprocess.run(["sh", "-ec", _moved(rest, folder)], cwd=work, env=known, check=True)


def _moved(text: str, folder: Path) -> str:
    for place in MOVED:
        text = text.replace(f" {place}", f" {folder}{place}")
    return str(folder) + text if text.startswith(MOVED) else text


if __name__ == "__main__":
    sys.exit(main())
