"""The phones: each comes in by its slip, and sends a note and a vote every so often until the server has said yes."""

from __future__ import annotations

import asyncio
import json
import random
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

AGAIN = 0.5  # seconds before what was not answered is sent again
PATIENCE = 10.0  # seconds that an answer is waited for
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(slots=True)
class Told:
    """Hur det gick: seconds for each answer, what came instead of one, and the keys that were said yes to."""

    seconds: list[float] = field(default_factory=list)
    waits: list[float] = field(default_factory=list)  # from the first try until yes
    faults: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    votes: list[str] = field(default_factory=list)
    again: int = 0


class Line:
    """En lina: one connection that is opened again when it breaks."""

    def __init__(self, port: int) -> None:
        self.port, self.cookies = port, {}  # type: ignore[var-annotated]
        self.pair: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str, body: bytes = b"", kind: str = "", token: str = "") -> tuple[int, bytes]:
        """The status and the page. Raises ``OSError`` and its like when the line breaks."""
        try:
            return await asyncio.wait_for(self._ask(path, body, kind, token), PATIENCE)
        except BaseException:
            self.close()
            raise

    async def _ask(self, path: str, body: bytes, kind: str, token: str) -> tuple[int, bytes]:
        if self.pair is None:
            self.pair = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self.pair
        head = [f"{'POST' if kind else 'GET'} {path} HTTP/1.1", "Host: localhost"]
        head += ["Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items())] if self.cookies else []
        head += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"] if kind else []
        head += [f"X-CSRFToken: {token}"] if token else []
        writer.write("\r\n".join([*head, "", ""]).encode() + body)
        answer = (await reader.readuntil(b"\r\n\r\n")).decode()
        fields = [one.partition(": ") for one in answer.split("\r\n")[1:]]
        for name, _, value in fields:
            if name.lower() == "set-cookie":
                key, _, said = value.partition(";")[0].partition("=")
                self.cookies[key] = said
        known = {name.lower(): value for name, _, value in fields}
        if "content-length" in known:
            page = await reader.readexactly(int(known["content-length"]))
        elif "chunked" in known.get("transfer-encoding", ""):
            page = await _in_chunks(reader)
        else:
            page = b""
        if known.get("connection", "").lower() == "close":
            self.close()
        return int(answer.split(" ", 2)[1]), page

    def close(self) -> None:
        """Hangs up."""
        if self.pair is not None:
            self.pair[1].close()
        self.pair = None


async def _in_chunks(reader: asyncio.StreamReader) -> bytes:
    whole = b""
    while size := int((await reader.readuntil(b"\r\n")).split(b";")[0], 16):
        whole += await reader.readexactly(size)
        await reader.readexactly(2)
    await reader.readexactly(2)
    return whole


def run(
    port: int, room: dict[str, Any], seconds: float, every: float, half: Callable[[], None] | None
) -> Told:
    """All phones for so long; ``half`` is done, in a thread, when half the time has gone."""
    return asyncio.run(_all(port, room, seconds, every, half))


async def _all(
    port: int, room: dict[str, Any], seconds: float, every: float, half: Callable[[], None] | None
) -> Told:
    told, chance = Told(), random.Random(7)
    lines = [Line(port) for _ in room["words"]]
    tokens = await asyncio.gather(
        *(_come_in(line, room["code"], word, told) for line, word in zip(lines, room["words"], strict=True))
    )
    told.seconds.clear()  # coming in is no note
    until = time.perf_counter() + seconds

    async def at_half() -> None:
        await asyncio.sleep(seconds / 2)
        if half is not None:
            await asyncio.to_thread(half)

    phones = [
        _phone(line, token, room, told, until, every, random.Random(chance.random()))
        for line, token in zip(lines, tokens, strict=True)
    ]
    await asyncio.gather(at_half(), *phones)
    for line in lines:
        line.close()
    return told


async def _come_in(line: Line, code: str, word: str, told: Told) -> str:
    _, page = await line.ask("/stuga/")
    token = TOKEN.search(page)
    assert token is not None, page[:300]
    said = {"csrfmiddlewaretoken": token[1].decode(), "code": code, "word": word}
    status, page = await line.ask("/stuga/in/", urlencode(said).encode(), "application/x-www-form-urlencoded")
    if status != 303:
        raise SystemExit(f"En telefon kom inte in: {status}")
    _, page = await line.ask("/stuga/")
    found = TOKEN.search(page)
    assert found is not None
    return found[1].decode()


async def _phone(
    line: Line,
    token: str,
    room: dict[str, Any],
    told: Told,
    until: float,
    every: float,
    chance: random.Random,
) -> None:
    await asyncio.sleep(chance.random() * every)
    while time.perf_counter() < until:
        begun = time.perf_counter()
        key = "".join(chance.choices(LETTERS, k=12))
        note = {"step": room["write"], "key": key, "text": f"En tanke om arbetet, {key.lower()}."}
        if await _until_yes(line, "/stuga/lapp/", note, token, told):
            told.notes.append(key)
        key = "".join(chance.choices(LETTERS, k=12))
        vote = {"step": room["vote"], "key": key, "theme": chance.choice(room["themes"])}
        if await _until_yes(line, "/stuga/rost/", vote, token, told):
            told.votes.append(key)
        await _look(line, told)
        await asyncio.sleep(max(0.0, every - (time.perf_counter() - begun)))


async def _look(line: Line, told: Told) -> None:
    """As the page's script does: is there a new step?"""
    begun = time.perf_counter()
    try:
        status, _ = await line.ask("/stuga/nu/")
    except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
        told.faults.append(type(error).__name__)
    else:
        told.seconds.append(time.perf_counter() - begun)
        if status != 200:
            told.faults.append(str(status))


async def _until_yes(line: Line, path: str, said: dict[str, str], token: str, told: Told) -> bool:
    first = time.perf_counter()
    while True:
        begun = time.perf_counter()
        try:
            status, page = await line.ask(path, json.dumps(said).encode(), "application/json", token)
        except (OSError, asyncio.IncompleteReadError, TimeoutError) as error:
            told.faults.append(type(error).__name__)
            status = 0
        else:
            told.seconds.append(time.perf_counter() - begun)
        if status == 200:
            told.waits.append(time.perf_counter() - first)
            return True
        if status and status < 500 and status != 429:
            told.refused.append(f"{status} {page[:80].decode('utf-8', 'replace')}")
            return False
        told.faults += [str(status)] if status else []
        told.again += 1
        await asyncio.sleep(AGAIN)
