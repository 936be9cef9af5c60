"""A browser's tab as the server meets it: what a page of a form says of itself, and what is sent from it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from django.test import Client

HIDDEN = re.compile(r'<input type="hidden" name="(\w+)" value="([^"]*)"')


@dataclass
class Tab:
    """One drawing of the page at ``address``; what is typed there goes on from what was drawn."""

    client: Client
    address: str
    html: str = ""
    hidden: dict[str, str] = field(default_factory=dict)
    sequence: int = 0

    def __post_init__(self) -> None:
        self.draw()

    def draw(self) -> None:
        """Asks for the page."""
        self._read(self.client.get(self.address))

    def type(self, **fields: str):
        """What the script sends while somebody writes."""
        self.sequence += 1
        return self.client.post(
            f"/utkast/{self.hidden['draft_key']}",
            {**({"version": self.hidden["version"]} if "version" in self.hidden else {}), **fields},
            content_type="application/json",
            headers={
                "X-Draft-Sequence": str(self.sequence),
                "X-Draft-Page": self.hidden["draft_page"],
                "X-Draft-From": self.hidden["draft_from"],
            },
        )

    def send(self, to: str = "", **fields: str):
        """The whole form, as a browser sends it."""
        answer = self.client.post(to or self.address, {**self.hidden, **fields})
        if answer.status_code in (409, 422):
            self._read(answer)
        return answer

    def _read(self, answer) -> None:
        assert answer.status_code in (200, 409, 422), answer.status_code
        self.html = " ".join(answer.content.decode().split())
        self.hidden = {
            name: value for name, value in HIDDEN.findall(self.html) if not name.startswith("csrf")
        }
