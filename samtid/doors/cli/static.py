"""Put the styles, scripts and fonts where the web finds them: hashed names, compressed."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from samtid.doors.cli import Refused

MANIFEST = "staticfiles.json"
# Which version they were laid out for, beside them.
STAMP = "samtid-version"


def add(parser: argparse.ArgumentParser) -> None:
    """Where to; else where the environment says."""
    parser.add_argument("folder", nargs="?", type=Path, metavar="MAPP", help="mapp (annars SAMTID_STATIC)")


def run(args: argparse.Namespace) -> int:
    """Needs neither database nor keys. What an earlier version laid there is left for pages still open."""
    folder = args.folder or (Path(os.environ["SAMTID_STATIC"]) if os.environ.get("SAMTID_STATIC") else None)
    if folder is None:
        raise Refused("Ange mappen, eller sätt SAMTID_STATIC.")
    os.environ["SAMTID_STATIC"] = str(folder.absolute())
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samtid.config.settings")
    os.environ.setdefault("SAMTID_SECRET_KEY", "x")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("collectstatic", interactive=False, verbosity=0)
    (folder / STAMP).write_text(fingerprint())
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {files} filer.")
    return 0


def see_to() -> None:
    """Refuses a folder of static files that another version of the program laid out."""
    said = os.environ.get("SAMTID_STATIC", "")
    if not said:
        return
    stamp = Path(said) / STAMP
    if not (Path(said) / MANIFEST).is_file() or not stamp.is_file() or stamp.read_text() != fingerprint():
        raise Refused(f"Stilar och skript i {said} hör inte till den här versionen. Kör samtid static.")


def fingerprint() -> str:
    """Of the files as they lie in the program."""
    import hashlib

    package = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for path in sorted(package.glob("**/static/**/*")):
        if path.is_file():
            digest.update(f"{path.relative_to(package)} {path.stat().st_size}\n".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
