"""Handen: somebody at a page without a browser, who fills in the form that stands there and presses its button.

What is sent is what a browser would send: what the form already holds, and what is written over it.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.http import HttpResponse
from django.test import Client
from django.urls import resolve

from samtid.ground.sweden import swedish_day, swedish_time

MESSAGE = re.compile(
    r'class="(?:ds-validation-message|ds-error-summary|obstacles)[^>]*>(.*?)</(?:p|div|ul|span)>', re.S
)
EMPTY = ("input", "button", "select", "textarea")


@dataclass(slots=True)
class Form:
    """A form as it stands on a page: where it goes, what it holds, its buttons."""

    action: str
    name: str = ""
    holds: list[tuple[str, str]] = field(default_factory=list)
    asks: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    choices: dict[str, dict[str, str]] = field(
        default_factory=dict
    )  # of a list: what stands there, and its value
    draft: str = ""

    def asked(self, name: str) -> list[str]:
        """The fields that go by the name: itself, or one for each goal."""
        return (
            [name]
            if name in self.asks
            else [one for one in self.asks if one.endswith((f"_{name}", f"-{name}"))]
        )

    def filled(self, said: dict[str, Any]) -> dict[str, str | list[str]]:
        """What is sent when ``said`` is written over what it holds."""
        sent: dict[str, list[str]] = {}
        written = {one for name in said for one in self.asked(name)}
        for name, value in self.holds:
            if name not in written:
                sent.setdefault(name, []).append(value)
        for name, value in ((one, said[name]) for name in said for one in self.asked(name)):
            texts = value if isinstance(value, list) else [value]
            listed = self.choices.get(name, {})
            sent[name] = [
                next((v for shown, v in listed.items() if text and shown.startswith(text)), text)
                for text in texts
            ]
        return {name: texts if len(texts) > 1 else texts[0] for name, texts in sent.items() if texts}


class Forms(HTMLParser):
    """The forms of a page that are sent by post."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[Form] = []
        self._in: Form | None = None
        self._select, self._textarea = "", ""
        self._options: list[tuple[str, bool, list[str]]] = []
        self._text: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._in = None
            if had.get("method") == "post":
                self._in = Form(had.get("action", ""), had.get("id", ""), draft=had.get("data-draft-url", ""))
                self.found.append(self._in)
            return
        form = next((one for one in self.found if had.get("form") and one.name == had["form"]), self._in)
        if tag == "option" and self._select:
            self._options.append((had.get("value", ""), "selected" in had, []))
        if form is None or tag not in EMPTY or "disabled" in had:
            return
        name, kind = had.get("name", ""), had.get("type", "text" if tag == "input" else "")
        if tag == "button" or kind == "submit":
            form.buttons.append((name, had.get("value", "")))
            return
        if not name:
            return
        form.asks.add(name)
        if tag == "select":
            self._select, self._options = name, []
        elif tag == "textarea":
            self._textarea, self._text = name, []
        elif kind not in ("radio", "checkbox", "file") or "checked" in had:
            form.holds.append((name, had.get("value", "on" if kind in ("radio", "checkbox") else "")))

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._text.append(data)
        elif self._select and self._options:
            self._options[-1][2].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._in = None
        elif tag == "select" and self._select and self._in is not None:
            chosen = [value for value, is_chosen, _ in self._options if is_chosen]
            self._in.holds += [
                (self._select, value) for value in chosen or [one[0] for one in self._options[:1]]
            ]
            self._in.choices[self._select] = {
                "".join(text).strip(): value for value, _, text in self._options
            }
            self._select = ""
        elif tag == "textarea" and self._textarea and self._in is not None:
            self._in.holds.append((self._textarea, "".join(self._text).removeprefix("\n")))
            self._textarea = ""


class Hand:
    """``hand.press(address, …)``: looks at the page, fills in its form, sends it, and looks at what comes."""

    def __init__(self, username: str = "") -> None:
        self.username, self.client = username, Client()
        self.pressed: set[str] = set()
        if username:
            answer = self.client.post(f"/demo/logga-in/{username}/")
            assert answer.status_code == 302, f"{username} is not logged in: {answer.status_code}"

    def look(self, address: str) -> str:
        """The page, which is there."""
        answer = self.client.get(address, follow=True)
        assert answer.status_code == 200, f"{self.username} at {address}: {answer.status_code}"
        return answer.content.decode()

    def press(
        self, address: str, onto: str = "", /, *, button: str = "", lands: int = 302, **said: Any
    ) -> str:
        """Presses the button of the form at ``address`` that goes ``onto``, or back to the page itself.

        Answers with the address that one comes to, when there is a page there.
        """
        page = self.look(address)
        wanted = urljoin(address, onto or address)
        forms = [
            one
            for one in Forms(page).found
            if urljoin(address, one.action or address) == wanted
            and all(one.asked(name) for name in said)
            and (
                "utfall" not in said or ("utfall", said["utfall"]) in one.holds
            )  # the same address, a button each
            and (not button or button in dict(one.buttons))
        ]
        assert forms, (
            f"{self.username} finds no form at {address} to {wanted} that asks for {sorted(said)}: "
            + "; ".join(f"{one.action} {sorted(one.asks)} {one.buttons}" for one in Forms(page).found)
        )
        form = forms[0]
        self.pressed.add(resolve(urlsplit(wanted).path).view_name)
        sent: dict[str, Any] = form.filled(said)
        if form.draft:
            self.type(form, sent)
        if button:
            sent[button] = dict(form.buttons)[button]
        return self.send(wanted, sent, lands=lands)

    def type(self, form: Form, sent: dict[str, Any]) -> None:
        """What is being typed is kept, as base/look's script sends it."""
        answer = self.client.post(
            form.draft,
            json.dumps(sent),
            content_type="application/json",
            headers={"X-Draft-Sequence": "1", "X-CSRFToken": dict(form.holds).get("csrfmiddlewaretoken", "")},
        )
        assert answer.status_code == 200, (
            f"{self.username} is not kept at {form.draft}: {answer.status_code} {answer.content!r}"
        )

    def send(self, address: str, sent: dict[str, Any], *, lands: int = 302) -> str:
        """Sends it, and looks at the page that comes. ``lands`` at 200 answers where it is; at 404 leads to what is no
        longer the sender's."""
        answer = self.client.post(address, sent)
        if answer.status_code == lands == 200:
            return address
        assert answer.status_code in (302, 303), (
            f"{self.username} at {address}: {answer.status_code} {_refusal(answer)} {sent}"
        )
        onward = urljoin(address, answer["Location"])
        if lands == 404:
            assert self.client.get(onward).status_code == 404
        else:
            self.look(onward)
        return onward


def _refusal(answer: HttpResponse) -> str:
    said = MESSAGE.findall(answer.content.decode("utf-8", "replace"))
    return " | ".join(" ".join(re.sub(r"<[^>]+>", " ", one).split()) for one in said)[:600]


def said(town: Any) -> str:
    """This moment, as somebody would write it."""
    return swedish_time(town.now).strftime("%Y-%m-%d %H:%M")


def days(town: Any, number: int) -> str:
    """The day so many days from now."""
    return (swedish_day(town.now) + timedelta(days=number)).isoformat()


def linked(page: str, pattern: str) -> str:
    """The first address on a page that looks so; ``*`` is an id."""
    found = re.search(pattern.replace("*", "[0-9a-f-]{36}"), page)
    assert found, (
        f"no {pattern} on the page: {sorted(set(re.findall(r'(?:href|action)=.(/[^ >]*?/)[ >?]', page)))}"
    )
    return found[0]
