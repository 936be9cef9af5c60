"""Platsen: where a database may lie, and who may read it there."""

from __future__ import annotations

import os
import stat
import tempfile
from pathlib import Path

from samtid.doors.cli import Refused
from samtid.doors.cli.cluster.account import Account, may_enter

# For root whose own folders are closed to the database's account. Not /var/tmp: that is swept by age.
VAULT = Path("/var/lib/samtid")


def state_folder(project: Path) -> Path:
    """The folder for everything this clone of Samtid keeps outside version control.

    ``SAMTID_STATE`` when set, else ``.samtid`` in the project, else (when the project cannot be
    written) a folder of the clone's own under the user's state folder.
    """
    if wish := os.environ.get("SAMTID_STATE"):
        return Path(wish).expanduser().resolve()
    project = project.resolve()
    beside = project / ".samtid"
    if os.access(beside if beside.exists() else project, os.W_OK | os.X_OK):
        return beside
    users = Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
    # The whole path, so that two clones never share: /srv/a/samtid becomes srv-a-samtid.
    return users / "samtid" / "-".join(project.parts[1:])


def home_of(folder: Path) -> Path:
    """Where the database of ``folder`` lies: there, or where its link ``home`` points."""
    link = folder / "home"
    return link.resolve() if link.is_symlink() else folder


def make_home(folder: Path, account: Account | None) -> Path:
    """The database's folder, made when missing, in a place the server's account can reach.

    Root's own folders are often closed to others (mode 700), and opening them is not ours to do.
    The database then gets a folder of its own under ``/var/lib/samtid``, and ``folder`` a link to it.
    """
    own_folder(folder, 0o700 if account is None else 0o711)
    home = home_of(folder)
    if account is None:
        return home
    if home != folder and home.is_dir():
        return home
    if may_enter(folder, account):
        return folder
    if (folder / "data").exists():
        raise Refused(
            f"Kontot {account.name} kan inte längre nå databasen i {folder}; flytta tillbaka mappen "
            "till en plats som är öppen för andra konton."
        )
    vault = make_vault()
    home = Path(tempfile.mkdtemp(prefix="database-", dir=vault))
    home.chmod(0o711)
    write(home / "origin", f"{folder}\n", 0o600)
    link = folder / "home"
    link.unlink(missing_ok=True)
    link.symlink_to(home)
    return home


def make_vault() -> Path:
    """Root's own folder that every account can walk through and none can list or write."""
    own_folder(VAULT, 0o711)
    seen = VAULT.lstat()
    if not stat.S_ISDIR(seen.st_mode) or seen.st_uid != 0:
        raise Refused(f"{VAULT} måste vara en mapp som ägs av root.")
    return VAULT


def own_folder(folder: Path, mode: int, account: Account | None = None) -> None:
    """Make a folder of ours with exactly ``mode``; parents get the usual one and are never changed."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    folder.mkdir(mode=mode, exist_ok=True)
    if folder.stat().st_uid == os.geteuid():
        folder.chmod(mode)
        if account is not None:
            os.chown(folder, account.uid, account.gid)


def write(path: Path, text: str, mode: int) -> None:
    """Put a whole file in place at once, never through a link that lies in the way."""
    handle, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        os.fchmod(handle, mode)
        file.write(text)
        file.flush()
        os.fsync(handle)
    Path(name).replace(path)
