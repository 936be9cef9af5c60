"""Servern: one PostgreSQL in one folder."""

from __future__ import annotations

import errno
import secrets
import shlex
import shutil
import tempfile
import time
from pathlib import Path
from subprocess import CompletedProcess
from types import TracebackType

import psycopg

from samtid.doors.cli import Refused
from samtid.doors.cli.cluster.account import Account, account_for, run
from samtid.doors.cli.cluster.binaries import Binaries, binaries_in, find_binaries, readable
from samtid.doors.cli.cluster.place import home_of, make_home, own_folder, write
from samtid.doors.cli.cluster.process import alone, forget_dead_server, free_port, port_is_free, server_pid
from samtid.doors.cli.cluster.settings import HBA, locale_options, server_conf

SUPERUSER = "postgres"
LOCK_PATIENCE = 5.0  # seconds for the children of a killed server to let go of its memory
RECOVERY_PATIENCE = 240.0  # seconds for a server to replay its log after a crash
PLAIN = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM)
LOG_LIMIT = 5_000_000  # bytes


class Cluster:
    """A PostgreSQL server in a folder of its own (a "cluster" in PostgreSQL's own words).

    ``folder`` belongs to the cluster alone. Used as a context manager it is running inside, and is
    stopped after unless it was already running. ``unsafe_fast`` is for databases nobody will miss.
    """

    def __init__(self, folder: Path, bin_folder: Path | None = None, *, unsafe_fast: bool = False) -> None:
        self.folder = folder.expanduser().absolute()
        self._bin_folder = bin_folder
        self._unsafe_fast = unsafe_fast
        self._binaries: Binaries | None = None
        self._account: Account | None = None
        self._started_here = False

    @property
    def home(self) -> Path:
        """Where the files are: ``folder``, or the place its link ``home`` points at."""
        return home_of(self.folder)

    @property
    def data(self) -> Path:
        """PostgreSQL's own data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """What the server has said. It holds no statements and no values."""
        return self.home / "log" / "server.log"

    @property
    def version(self) -> str:
        """The version of the programs, such as ``18.6``."""
        return self._programs().version

    @property
    def superuser_url(self) -> str:
        """The address of the database ``postgres`` for its superuser, password included."""
        port, password = self._remembered("port"), self._remembered("password")
        if not port or not password:
            raise Refused(f"Databasen i {self.folder} har inte startats ännu.")
        return f"postgresql://{SUPERUSER}:{password}@127.0.0.1:{port}/postgres"

    def start(self) -> None:
        """Make the server if needed, and have it running and answering when this returns.

        Does nothing when it already runs. Recovers by itself after a crash of the server or machine.
        """
        try:
            self.folder.parent.mkdir(parents=True, exist_ok=True)
            self.folder.mkdir(mode=0o700, exist_ok=True)
            with alone(self.folder / "lock"):
                if not self._answers():
                    self._prepare()
                    self._launch()
                    self._started_here = True
        except OSError as error:
            if error.errno in PLAIN:  # said for every command alike (doors/cli)
                raise
            raise Refused(f"Databasen i {self.folder} kan inte startas: {error}.") from error

    def stop(self) -> None:
        """Stop the server in good order; does nothing when it does not run."""
        if not self.folder.is_dir():
            return
        with alone(self.folder / "lock"):
            self._started_here = False
            if server_pid(self.data) is None:
                return
            self._account = account_for(self.data)
            for way in ("fast", "immediate"):
                answer = self._pg_ctl("stop", "-m", way, "-w", "-t", "60")
                if answer.returncode == 0 or server_pid(self.data) is None:
                    return
            raise Refused(f"Databasen i {self.folder} gick inte att stoppa: {_last_line(answer.stdout)}")

    def __enter__(self) -> Cluster:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._started_here:
            self.stop()

    def _prepare(self) -> None:
        self._account = account_for(self.data)
        home = make_home(self.folder, self._account)
        self._binaries = readable(self._programs(), self._account)
        if not (self.data / "PG_VERSION").exists():
            self._make_data(home)
        made_by = (self.data / "PG_VERSION").read_text().strip()
        if made_by != str(self._binaries.major):
            raise Refused(
                f"Databasen i {self.folder} är gjord av PostgreSQL {made_by} men programmen är version "
                f"{self._binaries.version}; välj rätt program med SAMTID_PG_BIN eller flytta innehållet "
                "med pg_dump."
            )
        if not self._remembered("password"):
            raise Refused(f"Lösenordet till databasen saknas: {home / 'password'}.")
        write(home / "pg_hba.conf", HBA, 0o644)
        own_folder(self.log.parent, 0o700, self._account)
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()

    def _make_data(self, home: Path) -> None:
        """Make the data folder beside its place and move it there whole, so that a half one is never used."""
        if not self._remembered("password"):
            write(home / "password", secrets.token_urlsafe(32), 0o600)
        fresh = Path(tempfile.mkdtemp(prefix="data-new-", dir=home))
        try:
            data = fresh / "data"
            own_folder(data, 0o700, self._account)
            own_folder(fresh, 0o700, self._account)
            secret = fresh / "secret"
            write(secret, self._remembered("password"), 0o600)
            if self._account is not None:
                shutil.chown(secret, self._account.uid, self._account.gid)
            programs = self._programs()
            answer = run(
                [
                    *(programs.folder / "initdb", "-D", data, "-U", SUPERUSER, "-E", "UTF8"),
                    *("--data-checksums", "--auth=scram-sha-256", f"--pwfile={secret}"),
                    *locale_options(programs.major),
                ],
                self._account,
            )
            if answer.returncode != 0:
                if "No space left" in answer.stdout:
                    raise Refused(f"Disken är full ({home}). Frigör plats och kör igen.")
                raise Refused(f"Databasen kunde inte skapas i {home}: {_last_line(answer.stdout)}")
            data.rename(self.data)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)

    def _launch(self) -> None:
        begun = time.monotonic()
        while True:
            if server_pid(self.data) is None:
                forget_dead_server(self.data)
                answer = self._start_once()
                if answer.returncode == 0 and self._answers():
                    return
            elif self._answers():  # somebody else's start, or a long recovery, has come to its end
                return
            waited = time.monotonic() - begun
            if waited > (LOCK_PATIENCE if server_pid(self.data) is None else RECOVERY_PATIENCE):
                if "No space left" in (said := self._complaint()):
                    raise Refused(f"Disken är full ({self.home}). Frigör plats och kör igen.")
                raise Refused(f"Databasen startar inte: {said} Se {self.log}.")
            time.sleep(0.1)

    def _start_once(self) -> CompletedProcess[str]:
        port = int(self._remembered("port") or 0)
        if not port or not port_is_free(port):
            port = free_port()
            write(self.home / "port", str(port), 0o644)
        conf = self.home / "server.conf"
        hba = self.home / "pg_hba.conf"
        text = server_conf(data=self.data, hba=hba, port=port, unsafe_fast=self._unsafe_fast)
        write(conf, text, 0o644)
        options = f"-c config_file={shlex.quote(str(conf))}"
        patience = f"{RECOVERY_PATIENCE:.0f}"
        return self._pg_ctl("start", "-l", str(self.log), "-o", options, "-w", "-t", patience)

    def _pg_ctl(self, *words: str) -> CompletedProcess[str]:
        programs = readable(self._programs(), self._account)
        return run([programs.folder / "pg_ctl", "-D", self.data, *words], self._account)

    def _programs(self) -> Binaries:
        if self._binaries is None:
            self._binaries = binaries_in(self._bin_folder) if self._bin_folder else find_binaries()
        return self._binaries

    def _answers(self) -> bool:
        """Whether a server answers on our port, with our password, for our data folder."""
        if server_pid(self.data) is None or not self._remembered("port"):
            return False
        try:
            with psycopg.connect(self.superuser_url, connect_timeout=5) as connection:
                [place] = connection.execute("select current_setting('data_directory')").fetchone() or [""]
        except psycopg.OperationalError:
            return False
        return Path(place).resolve() == self.data.resolve()

    def _remembered(self, name: str) -> str:
        try:
            return (self.home / name).read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return ""

    def _complaint(self) -> str:
        try:
            lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError:
            return "servern har inte sagt varför."
        grave = [line for line in lines if "FATAL" in line or "PANIC" in line]
        return _last_line("\n".join(grave or lines))


def _last_line(text: str) -> str:
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "inget svar")
