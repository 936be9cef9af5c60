"""Utgåvan: one folder with all that a municipality needs to install a version and to know what it is.

``python -m tools.release`` builds the wheel from a clean, tagged tree and writes beside it the locks, what the operator
starts it with (``deploy/``), the list of parts (SBOM), a statement of where it comes from (in-toto, SLSA provenance) and
checksums of all of it. With ``--key FILE`` the checksums are signed (``ssh-keygen -Y sign``; the key is the releaser's own
and may lie in an agent, given by its public half); without one it says that they are not. What is built for a trial
(``--untagged``) is signed as no version is. Built twice from one commit the wheel is the same to the byte.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

from tools import licences

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-plan.lock")
NAMESPACE, TRIAL = "samtid-release", "samtid-trial"


def main(arguments: list[str] | None = None) -> int:
    """0 when all of it lies in the folder; 2 when this tree may not become a version."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=ROOT / "dist", metavar="MAPP")
    parser.add_argument(
        "--key", type=Path, default=None, metavar="FIL", help="ssh-nyckel att skriva under med"
    )
    parser.add_argument("--untagged", action="store_true", help="bygg fast trädet saknar märke (för prov)")
    args = parser.parse_args(arguments)
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    if not args.untagged and (fault := why_not(version)):
        print(f"utgåva: {fault}", file=sys.stderr)
        return 2
    folder: Path = args.out / f"samtid-{version}"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    wheel = build(folder)
    for name in LOCKS:
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "deploy", folder / "deploy")
    licences.write_sbom(folder / f"samtid-{version}.cdx.json", list(licences.parts(licences.RUN)))
    statement = provenance(version, wheel, [folder / name for name in LOCKS])
    (folder / f"samtid-{version}.intoto.json").write_text(
        json.dumps(statement, indent=1) + "\n", encoding="utf-8"
    )
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = "".join(f"{digest(path)}  {path.relative_to(folder)}\n" for path in files)
    (folder / "SHA256SUMS").write_text(sums, encoding="utf-8")
    print(f"utgåva {version}: {len(sums.splitlines())} filer i {folder.name}")
    if args.key is None:
        print("utgåva: INTE UNDERTECKNAD. Skriv under med --key FIL (ssh-nyckel) innan den lämnas ut.")
        return 0
    namespace = TRIAL if args.untagged else NAMESPACE
    try:
        sign(folder / "SHA256SUMS", args.key, namespace)
    except (subprocess.CalledProcessError, OSError):
        print("utgåva: INTE UNDERTECKNAD. Det gick inte att skriva under med den nyckeln.", file=sys.stderr)
        return 2
    if args.untagged:
        print(f"utgåva: PROV. SHA256SUMS är skriven under i namnrymden {namespace}, som ingen installerar.")
        return 0
    print(f"utgåva: SHA256SUMS är undertecknad (SHA256SUMS.sig, namnrymd {namespace}).")
    return 0


def why_not(version: str) -> str:
    """Why this tree is no version; nothing when it is."""
    if git("status", "--porcelain"):
        return "Trädet har ändringar som inte är sparade."
    if f"v{version}" not in git("tag", "--points-at", "HEAD").split():
        return f"Det här är inte märkt v{version}. Märk först: git tag -s v{version}."
    return ""


def build(folder: Path) -> Path:
    """The wheel, with the commit's own time in it."""
    moment = git("log", "-1", "--format=%ct")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"SOURCE_DATE_EPOCH": moment},
    )  # fmt: skip
    [wheel] = folder.glob("*.whl")
    return wheel


def provenance(version: str, wheel: Path, locks: list[Path]) -> dict[str, object]:
    """What was built, from what, and how; true as far as the one who built it is to be trusted, until it is signed."""
    return {
        "_type": "https://in-toto.io/Statement/v1",
        "subject": [{"name": wheel.name, "digest": {"sha256": digest(wheel)}}],
        "predicateType": "https://slsa.dev/provenance/v1",
        "predicate": {
            "buildDefinition": {
                "buildType": "make release",
                "externalParameters": {"version": version},
                "resolvedDependencies": [
                    {"name": "samtid", "digest": {"gitCommit": git("rev-parse", "HEAD")}},
                    *({"name": path.name, "digest": {"sha256": digest(path)}} for path in locks),
                ],
            },
            "runDetails": {"builder": {"id": "manual", "version": {"python": sys.version.split()[0]}}},
        },
    }


def sign(path: Path, key: Path, namespace: str = NAMESPACE) -> None:
    """With the key of whoever lets the version out; ``ssh-keygen -Y verify`` tells whether it holds."""
    subprocess.run(["ssh-keygen", "-Y", "sign", "-f", str(key), "-n", namespace, str(path)], check=True)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def git(*words: str) -> str:
    """What git answers, without the line's end."""
    done = subprocess.run(
        ["git", "-c", f"safe.directory={ROOT}", *words], cwd=ROOT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


if __name__ == "__main__":
    sys.exit(main())
