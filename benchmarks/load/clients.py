"""Those who ask: each a connection that stays open, as a browser's does, in one process that costs little itself."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterable
from dataclasses import dataclass, field

AGAIN = 0.05  # seconds before one whose connection broke asks again


@dataclass(slots=True)
class Told:
    """Hur det gick: seconds for each page that came, and what came instead of a page."""

    seconds: list[float] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def add(self, other: Told) -> None:
        """Both together."""
        self.seconds += other.seconds
        self.errors += other.errors


@dataclass(frozen=True, slots=True)
class Asker:
    """En som frågar: which addresses in turn, with which cookie, and how long each page is looked at."""

    port: int
    paths: tuple[str, ...]
    cookie: str = ""
    must_say: bytes = b""
    pause: float = 0.0


def ask(askers: Iterable[Asker], seconds: float) -> Told:
    """Everybody at once, for so long."""
    return asyncio.run(_all(list(askers), seconds))


async def _all(askers: list[Asker], seconds: float) -> Told:
    until = time.perf_counter() + seconds
    told = Told()
    for one in await asyncio.gather(*(_one(asker, until) for asker in askers)):
        told.add(one)
    return told


async def _one(asker: Asker, until: float) -> Told:
    told, turn = Told(), 0
    reader: asyncio.StreamReader | None = None
    writer: asyncio.StreamWriter | None = None
    while time.perf_counter() < until:
        path, turn = asker.paths[turn % len(asker.paths)], turn + 1
        begun = time.perf_counter()
        try:
            if reader is None or writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", asker.port)
            is_last, fault = await _page(reader, writer, asker, path)
        except (OSError, asyncio.IncompleteReadError, ValueError) as error:
            is_last, fault = True, type(error).__name__
            await asyncio.sleep(AGAIN)
        if fault:
            told.errors.append(fault)
        else:
            told.seconds.append(time.perf_counter() - begun)
        if is_last and writer is not None:
            writer.close()
            reader = writer = None
        if asker.pause:
            await asyncio.sleep(asker.pause)
    if writer is not None:
        writer.close()
    return told


async def _page(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asker: Asker, path: str
) -> tuple[bool, str]:
    """Asks for one page. Returns whether the server closes the connection after it, and what was wrong with it."""
    cookie = f"Cookie: {asker.cookie}\r\n" if asker.cookie else ""
    writer.write(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{cookie}\r\n".encode())
    head = (await reader.readuntil(b"\r\n\r\n")).lower()
    status = int(head.split(b" ", 2)[1])
    length = head.partition(b"content-length:")[2].split(b"\r\n", 1)[0]
    body = await (reader.readexactly(int(length)) if length else _in_chunks(reader))
    fault = "" if status == 200 and asker.must_say in body else f"{status}"
    return b"connection: close" in head, fault


async def _in_chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        whole += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return whole
