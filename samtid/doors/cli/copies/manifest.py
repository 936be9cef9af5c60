"""Följesedeln: what a backup holds, and by whom it was signed."""

from __future__ import annotations

import hashlib
import hmac
import json
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from typing import Any

from samtid.base.access import chain

from .measure import Measure, Table
from .roles import Role

FORMAT = "samtid-backup/1"


class Unknown(ValueError):
    """Not a manifest of ours; the text says what it is instead, in Swedish."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """Följesedel. ``size`` and ``sha256`` are of the dump as it lies in the file, locked or not."""

    taken_at: datetime
    samtid: str
    municipality: str
    postgres: int
    is_locked: bool
    size: int
    sha256: str
    measure: Measure

    def text(self, key: bytes) -> bytes:
        """As JSON, signed with ``key`` (HMAC-SHA256)."""
        told: dict[str, Any] = {
            "format": FORMAT,
            "taken_at": self.taken_at.astimezone(UTC).isoformat(timespec="seconds"),
            "samtid": self.samtid,
            "municipality": self.municipality,
            "postgres": self.postgres,
            "locked": self.is_locked,
            "dump": {"size": self.size, "sha256": self.sha256},
            "migrations": list(self.measure.migrations),
            "tables": {name: asdict(table) for name, table in self.measure.tables.items()},
            "sequences": self.measure.sequences,
            "roles": [asdict(role) for role in self.measure.roles],
            "left_out": list(self.measure.left_out),
            "head": chain.statement(list(self.measure.heads), self.taken_at, key),
            "key": key_name(key),
        }
        told["signature"] = _signature(told, key)
        return json.dumps(told, indent=1, ensure_ascii=False).encode()


@dataclass(frozen=True, slots=True)
class Signature:
    """Underskrift: whether it is made with the key that was tried, and whether it then is right."""

    is_ours: bool
    is_right: bool


def read(text: bytes, key: bytes) -> tuple[Manifest, Signature]:
    """A manifest and what is to be said of its signature. Raises ``Unknown``."""
    try:
        told = json.loads(text)
        if told["format"] != FORMAT:
            raise Unknown(f"är av ett annat slag ({str(told['format'])[:40]}) än den här versionen kan läsa")
        measure = Measure(
            tuple(told["migrations"]),
            {name: Table(int(one["rows"]), str(one["digest"])) for name, one in told["tables"].items()},
            told["sequences"],
            tuple(
                chain.Head(one["chain"], one["lines"], bytes.fromhex(one["hash"]))
                for one in told["head"]["chains"]
            ),
            tuple(
                Role(str(one["name"]), bool(one["logs_in"]), tuple(one["settings"])) for one in told["roles"]
            ),
            tuple(map(str, told["left_out"])),
        )
        found = Manifest(
            datetime.fromisoformat(told["taken_at"]),
            str(told["samtid"]),
            str(told["municipality"]),
            int(told["postgres"]),
            bool(told["locked"]),
            int(told["dump"]["size"]),
            str(told["dump"]["sha256"]),
            measure,
        )
        body = {name: value for name, value in told.items() if name != "signature"}
        return found, Signature(
            told["key"] == key_name(key),
            hmac.compare_digest(_signature(body, key), str(told["signature"])),
        )
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        if isinstance(error, Unknown):
            raise
        raise Unknown("har en följesedel som inte går att läsa") from None


def key_name(key: bytes) -> str:
    """What a key is called: tells nothing of it."""
    return hashlib.sha256(b"id" + key).hexdigest()[:12]


def _signature(told: dict[str, Any], key: bytes) -> str:
    text = json.dumps(told, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hmac.new(key, b"samtid-backup:" + text.encode(), hashlib.sha256).hexdigest()
