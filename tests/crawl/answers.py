"""Svaret: what somebody got at an address, with everything that a test may want to look at."""

from __future__ import annotations

import io
import zlib
from dataclasses import dataclass
from enum import StrEnum

from pypdf import PdfReader
from pypdf.errors import PyPdfError


class Row(StrEnum):
    """Whose the row in an address is, to the one who asks."""

    NONE = "none"  # the address names no row
    SEEN = "seen"  # a row that the walls let them see
    HIDDEN = "hidden"  # a row that they may not see
    ABSENT = "absent"  # no such row


@dataclass(frozen=True, slots=True)
class Answer:
    """Ett svar: ``log`` is what the program logged meanwhile, as production writes it; ``lines`` the openings kept."""

    username: str
    name: str
    address: str
    method: str
    row: Row
    status: int
    headers: dict[str, str]
    packed: bytes
    log: str
    lines: int

    @property
    def body(self) -> bytes:
        """What was sent, as bytes."""
        return zlib.decompress(self.packed)

    @property
    def text(self) -> str:
        """What a browser, or a reader of the paper, would see."""
        body = self.body
        if self.kind == "application/pdf" and body.startswith(b"%PDF"):
            try:
                return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
            except PyPdfError:
                pass  # no paper, only bytes that begin like one
        return body.decode("utf-8", "ignore")

    @property
    def kind(self) -> str:
        """Content type without its parameters."""
        return self.headers.get("Content-Type", "").partition(";")[0]

    @property
    def is_page(self) -> bool:
        """A whole page of its own, not a piece of one, nor a paper."""
        return self.kind == "text/html" and b"<html" in self.body[:400]

    @property
    def room(self) -> str:
        """The room that answers."""
        return self.name.partition(":")[0]
