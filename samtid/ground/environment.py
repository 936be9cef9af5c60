"""Miljön: what the place has said to the program, with secrets from files.

A secret may stand in a variable, in a file that ``NAME_FILE`` points at, or among systemd's credentials
(``LoadCredential=samtid_secret_key:…``). A file is better: an environment is inherited by every child and can be
read in ``/proc``.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from pathlib import Path

# What may be kept in a file: keys, and addresses that hold a password.
SECRETS = (
    "SAMTID_SECRET_KEY",
    "SAMTID_STAMP_KEY",
    "SAMTID_AUDIT_KEY",
    "SAMTID_PLACE_KEY",
    "SAMTID_DATABASE_URL",
    "SAMTID_WORKER_URL",
    "SAMTID_ADMIN_URL",
    "SAMTID_OIDC_CLIENT_SECRET",
    "SAMTID_METRICS_TOKEN",
    "SAMTID_SCIM_TOKEN",
    "SAMTID_SCIM_URL",
    "SAMTID_STREAM_TOKEN",
    "SAMTID_ALARM_URL",
)
# Which of them came from a file: what is handed on to another process is then the file's name and not its content.
from_files: set[str] = set()


class Unreadable(ValueError):
    """A file of a secret that cannot be read; the text is one Swedish line."""


def fill(environ: MutableMapping[str, str] | None = None) -> None:
    """Reads the secrets that are kept in files. A variable and a file for the same one is refused."""
    known = os.environ if environ is None else environ
    credentials = known.get("CREDENTIALS_DIRECTORY", "")
    for name in SECRETS:
        said = known.get(f"{name}_FILE", "")
        given = Path(credentials, name.lower()) if credentials else None
        if said and name in known and name not in from_files:
            raise Unreadable(f"Både {name} och {name}_FILE är satta. Behåll en av dem.")
        if name in known:
            continue
        if said:
            known[name] = _content(name, Path(said))
        elif given is not None and given.is_file():
            known[name] = _content(name, given)
        else:
            continue
        from_files.add(name)


def forget(environ: MutableMapping[str, str], *more: str) -> None:
    """Takes away what came from files, and ``more`` with their files' names: the next process reads what it may."""
    for name in from_files:
        environ.pop(name, None)
    for name in more:
        environ.pop(name, None)
        environ.pop(f"{name}_FILE", None)


def _content(name: str, path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise Unreadable(
            f"Filen {path} för {name} går inte att läsa. Se efter sökväg och rättigheter."
        ) from None
    if not text or "\n" in text:
        raise Unreadable(f"Filen {path} för {name} ska innehålla en enda rad.")
    return text
