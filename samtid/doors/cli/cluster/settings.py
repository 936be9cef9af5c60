"""Serverns inställningar: what the server is told, as text."""

from __future__ import annotations

import sys
from pathlib import Path

# One way in: TCP on the loopback address, with a password that never crosses the wire.
HBA = "host all all 127.0.0.1/32 scram-sha-256\n"

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    # No socket file: one way in is enough, and socket paths over 107 bytes do not work.
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "shared_buffers": "256MB",
    "max_connections": "100",
    "max_wal_size": "512MB",
    # Short statements on small tables: compiling them costs more than running them.
    "jit": "off",
    # The log must never hold what people wrote: neither failed statements, nor the values of a
    # violated key (DETAIL), nor parameters.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_min_duration_statement": "-1",
    "log_checkpoints": "off",
}

# Never for anything anybody wants to keep: a power cut destroys the whole database.
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}


def server_conf(*, data: Path, hba: Path, port: int, unsafe_fast: bool) -> str:
    """The text of the server's settings file; it begins with what initdb found out about the machine."""
    settings = SETTINGS | (UNSAFE if unsafe_fast else SAFE) | {"port": str(port), "hba_file": str(hba)}
    lines = [f"{name} = {_quoted(value)}" for name, value in settings.items()]
    first = ["# Written by Samtid at every start.", f"include {_quoted(str(data / 'postgresql.conf'))}"]
    return "\n".join([*first, *lines, ""])


def locale_options(major: int, platform: str = sys.platform) -> list[str]:
    """Options that give byte order and Unicode letters, alike on every machine.

    macOS lacks the locale ``C.UTF-8``; there PostgreSQL 17 and later bring their own.
    """
    if platform == "darwin" and major >= 17:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"
