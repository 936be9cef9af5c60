"""Make ``.venv`` from the locked list of packages, and do nothing when it is already right.

Run by make with the system's Python (``tools/find-python.sh``), so it uses the standard library only.
``--check`` answers by its exit code whether there is anything to do. ``--run`` leaves out what only developing needs.
``--with FILE`` adds the packages of one more lock file.
"""

from __future__ import annotations

import argparse
import errno
import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
INSTALLER = ROOT / "requirements-bootstrap.lock"
PACKAGES = ROOT / "requirements-dev.lock"
RUN_ONLY = ROOT / "requirements.lock"
LOG = VENV / "install.log"
# Which files decide what the environment holds. Contents count, not dates: git changes dates.
SOURCES = (INSTALLER, PACKAGES, RUN_ONLY, ROOT / "pyproject.toml", Path(__file__).resolve())

NO_PIP = """\
Python saknar här pip och ensurepip. På Debian och Ubuntu: apt install python3-venv. Kör sedan igen.
This Python has neither pip nor ensurepip. On Debian and Ubuntu: apt install python3-venv. Then run again."""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--run", action="store_true")
    parser.add_argument("--with", dest="more", type=Path, default=None)
    args = parser.parse_args()
    more = args.more.resolve() if args.more else None
    whole = VENV / ".samtid-ready"
    stamp = VENV / f".samtid-{more.parent.name if more else 'run' if args.run else 'ready'}"
    wanted = fingerprint([*SOURCES, more] if more else list(SOURCES))
    if ready(stamp, wanted) or (args.run and ready(whole, wanted)):
        return 0
    if args.check:
        return 1
    with Path(__file__).open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # make -j, or two terminals
        if not ready(stamp, wanted):
            try:
                install(more, RUN_ONLY if args.run else PACKAGES)
                stamp.write_text(wanted)
            except OSError as error:
                raise SystemExit(in_words(error)) from None
    return 0


def in_words(error: OSError) -> str:
    """Why nothing could be written, in one line."""
    if error.errno == errno.ENOSPC:
        return f"samtid: Disken är full; {ROOT} behöver ungefär 400 MB. Frigör plats och kör igen."
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return f"samtid: Mappen {ROOT} går inte att skriva i. Kopiera den till en egen mapp och kör igen där."
    return f"samtid: Det gick inte: {error}"


def fingerprint(files: list[Path]) -> str:
    """What the environment was made from, and where: a moved environment does not work."""
    digest = hashlib.sha256(str(VENV).encode())
    for file in files:
        digest.update(file.read_bytes())
    return digest.hexdigest()


def ready(stamp: Path, wanted: str) -> bool:
    """Whether the environment is complete and its Python still there."""
    return stamp.is_file() and stamp.read_text() == wanted and os.access(PYTHON, os.X_OK)


def install(more: Path | None, packages: Path) -> None:
    """From nothing, or from any former state, to an environment that holds what the locks say."""
    say("Förbereder Samtid …" if more is None else "Hämtar det som mätningarna jämför med …")
    VENV.mkdir(exist_ok=True)
    (VENV / ".write").touch()  # a folder that cannot be written is said at once, and in our words
    if moved() or not runs(PYTHON, "-c", "import sys; sys.exit(sys.version_info < (3, 11))"):
        make_environment()
    install_uv()
    if more is not None:
        put("--require-hashes", "-r", str(more))
    else:
        put("--require-hashes", "-r", str(packages))
        # Samtid itself, as it lies here. Its builder is in the list above, so nothing more is fetched.
        put("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def moved() -> bool:
    """Whether the environment was made at another path: its commands still name the old one."""
    try:
        made = re.search(r"(?m)^command = .* (/.+)$", (VENV / "pyvenv.cfg").read_text())
    except OSError:
        return False
    return made is not None and not made[0].endswith(f" {VENV}")


def make_environment() -> None:
    """An empty virtual environment, with pip if this Python can give it one."""
    if VENV.exists():
        shutil.rmtree(VENV)
    with_pip = runs(sys.executable, "-c", "import ensurepip")
    run(sys.executable, "-m", "venv", *([] if with_pip else ["--without-pip"]), str(VENV))


def install_uv() -> None:
    """The fast installer, by whichever pip there is. Where it has no build for the machine: none."""
    words = ["install", "--quiet", "--disable-pip-version-check", "--require-hashes", "-r", str(INSTALLER)]
    if runs(PYTHON, "-m", "pip", "--version"):
        pip = [str(PYTHON), "-m", "pip"]
    elif runs(sys.executable, "-m", "pip", "--version"):
        pip = [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    elif shutil.which("uv"):
        return
    else:
        raise SystemExit(NO_PIP)
    if not logged(*pip, *words, "--only-binary", ":all:") and len(pip) > 3:
        raise SystemExit(NO_PIP)


def put(*words: str) -> None:
    """Install with uv; with plain pip where uv is missing or does not find the packages."""
    uv = VENV / "bin" / "uv" if (VENV / "bin" / "uv").exists() else shutil.which("uv")
    if uv and logged(uv, "pip", "install", "--quiet", "--python", str(PYTHON), *words):
        return
    # uv does not read pip's settings; behind a municipality's own mirror pip may succeed where uv did not.
    if not logged(PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *words):
        raise SystemExit(why())


def logged(*argv: str | Path) -> bool:
    """Whether the command succeeds; what it says goes to a file, for it says much and in English."""
    # the machine's own certificates: a municipality's proxy often has an authority of its own
    environment = {"UV_NATIVE_TLS": "1"} | os.environ | {"LC_ALL": "C"}
    with LOG.open("ab") as log:
        try:
            return (
                subprocess.run(
                    [str(word) for word in argv], stdout=log, stderr=log, cwd=ROOT, env=environment
                ).returncode
                == 0
            )
        except FileNotFoundError:
            return False


# What stands in the log, and what it means; the first that is found is told.
REASONS = (
    (r"No space left|ENOSPC", "Disken är full. Frigör ungefär 400 MB och kör igen."),
    (
        r"certificate|CERTIFICATE|UnknownIssuer|SSLError",
        "Paketen gick inte att hämta: nätets certifikat är okänt. Ange er egen utfärdares fil i SSL_CERT_FILE och PIP_CERT.",
    ),
    (
        r"dns error|resolve|Connection refused|unreachable|timed out|Could not connect|error sending request|NewConnectionError|from versions: none",
        "Paketen gick inte att hämta: nätet svarar inte. Se efter förbindelsen, eller ange mellanledet i HTTPS_PROXY.",
    ),
    (r"Permission denied|Read-only", "Mappen .venv går inte att skriva i. Kopiera Samtid till en egen mapp."),
    (r"THESE PACKAGES DO NOT MATCH|[Hh]ash mismatch", "Ett paket är inte det som låsfilen säger. Avbrutet."),
)


def why() -> str:
    """One line about what went wrong, and where the rest stands."""
    text = LOG.read_text(errors="replace")[-20_000:]
    told = next(
        (line for pattern, line in REASONS if re.search(pattern, text)), "Paketen gick inte att installera."
    )
    return f"samtid: {told} Allt står i .venv/{LOG.name}."


def runs(*argv: str | Path, quiet: bool = True) -> bool:
    """Whether the command exists and succeeds."""
    sink = subprocess.DEVNULL if quiet else None
    try:
        return (
            subprocess.run([str(word) for word in argv], stdout=sink, stderr=sink, cwd=ROOT).returncode == 0
        )
    except OSError:
        return False


def run(*argv: str | Path) -> None:
    """Run a command that must succeed; its own words stand above our exit."""
    answer = subprocess.run([str(word) for word in argv], cwd=ROOT)
    if answer.returncode != 0:
        raise SystemExit(f"Misslyckades: {' '.join(map(str, argv))}")


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a terminal without å, ä and ö
    raise SystemExit(main())
