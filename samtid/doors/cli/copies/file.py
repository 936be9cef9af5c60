"""Filen: a tar with the dump first and the manifest last, written in one pass.

The dump's size is not known when it begins, so its header is written when all is there. A file
that was cut off lacks its manifest and is refused. ``tar xf`` takes it apart without Samtid.
"""

from __future__ import annotations

import hashlib
import os
import tarfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BufferedReader, RawIOBase
from pathlib import Path
from typing import BinaryIO, cast

from samtid.doors.cli import Refused
from samtid.ground.locks import SUFFIX

from . import manifest
from .manifest import Manifest, Signature

DUMP, MANIFEST = "dump.pgc", "manifest.json"
BLOCK = tarfile.BLOCKSIZE
PIECE = 1 << 20


class Counted:
    """Skriver vidare, räknar och summerar: size and SHA-256 of what went through."""

    def __init__(self, into: BinaryIO) -> None:
        self._into, self.size, self._sum = into, 0, hashlib.sha256()

    def write(self, piece: bytes) -> int:
        """Writes on; how much."""
        self._into.write(piece)
        self._sum.update(piece)
        self.size += len(piece)
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back here."""

    @property
    def sha256(self) -> str:
        """Of all so far, as hex."""
        return self._sum.hexdigest()


def write(
    target: Path, fill: Callable[[BinaryIO], None], tell: Callable[[int, str], tuple[bytes, bool]]
) -> None:
    """Makes the file ``target``, whole or not at all. ``fill`` writes the dump, ``tell`` gives the manifest's
    text from the dump's size and SHA-256, and whether it is locked. Readable by its owner only."""
    if target.exists():
        raise Refused(f"{target.name} finns redan och skrivs inte över.")
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        handle = os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w+b") as file:
            file.write(bytes(BLOCK))
            counted = Counted(file)
            fill(cast(BinaryIO, counted))
            _pad(file)
            text, is_locked = tell(counted.size, counted.sha256)
            file.write(_header(MANIFEST, len(text)) + text)
            _pad(file)
            file.write(bytes(2 * BLOCK))
            file.seek(0)
            file.write(_header(DUMP + (SUFFIX if is_locked else ""), counted.size))
            file.flush()
            os.fsync(file.fileno())
        part.rename(target)
    except OSError as error:
        raise Refused(f"{target.name} kan inte skrivas: {error.strerror or error}.") from None
    finally:
        part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Copy:
    """En säkerhetskopia som går att läsa: its manifest, and where in the file the dump lies."""

    path: Path
    manifest: Manifest
    signature: Signature
    offset: int

    def dump(self) -> BinaryIO:
        """The dump as it lies in the file, from its beginning."""
        return cast(BinaryIO, BufferedReader(_Part(self.path, self.offset, self.manifest.size), PIECE))


def read(path: Path, key: bytes) -> Copy:
    """Reads the manifest and looks through the whole dump. Refuses in one sentence what is not whole."""
    try:
        found = _open(path, key)
    except OSError as error:
        raise Refused(f"{path.name} går inte att läsa: {error.strerror or error}.") from None
    summed = hashlib.sha256()
    with found.dump() as dump:
        while piece := dump.read(PIECE):
            summed.update(piece)
    if summed.hexdigest() != found.manifest.sha256:
        raise Refused(f"{path.name} är skadad: innehållet stämmer inte med sin kontrollsumma.")
    return found


def _open(path: Path, key: bytes) -> Copy:
    try:
        with tarfile.open(path, "r:") as tar:
            first = tar.next()
            if first is None or first.name not in (DUMP, DUMP + SUFFIX):
                raise Refused(f"{path.name} är ingen säkerhetskopia från Samtid.")
            try:
                last = tar.next()
                reader = tar.extractfile(last) if last is not None and last.name == MANIFEST else None
                if reader is None:
                    raise tarfile.ReadError("no manifest")
                text = reader.read()
            except tarfile.TarError:
                raise Refused(f"{path.name} är avbruten: slutet av filen saknas.") from None
    except tarfile.TarError:
        raise Refused(f"{path.name} är ingen säkerhetskopia från Samtid.") from None
    try:
        known, signature = manifest.read(text, key)
    except manifest.Unknown as unknown:
        raise Refused(f"{path.name} {unknown}.") from None
    if known.size != first.size or known.is_locked != first.name.endswith(SUFFIX):
        raise Refused(f"{path.name} är skadad: innehållet stämmer inte med följesedeln.")
    return Copy(path, known, signature, first.offset_data)


class _Part(RawIOBase):
    """A stretch of a file, as a file of its own."""

    def __init__(self, path: Path, offset: int, size: int) -> None:
        self._file, self._left = path.open("rb"), size
        self._file.seek(offset)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer) -> int:  # type: ignore[no-untyped-def, override]
        piece = self._file.read(min(len(buffer), self._left))
        buffer[: len(piece)] = piece
        self._left -= len(piece)
        return len(piece)

    def close(self) -> None:
        self._file.close()
        super().close()


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


def _pad(file: BinaryIO) -> None:
    file.write(bytes(-file.tell() % BLOCK))
