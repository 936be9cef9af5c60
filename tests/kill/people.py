"""People at work: each a thread with a browser's session, who presses again when nothing came back."""

from __future__ import annotations

import json
import random
import re
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import psycopg
import requests

from .ledger import Kind, Ledger, Pressing
from .places import Places, stamp
from .world import World

TIMEOUT = 20.0  # seconds
IMPATIENT = 0.15  # of all pressings are pressed again at once, while the server is busy with the first
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
SEAL = re.compile(r'name="sida" value="([^"]+)"')  # of the open form, which asks for no cookie
WORDS = [
    "hon",
    "säger",
    "att",
    "läraren",
    "ringde",
    "igår",
    "och",
    "undrade",
    "hur",
    "det",
    "går",
    "hemma",
    "sedan",
    "pappan",
    "flyttade",
    "Åre",
    "Öjebyn",
]


class Worker(ABC, threading.Thread):
    """Somebody who works until it is over. Chance comes from ``seed``."""

    def __init__(
        self, name: str, world: World, ledger: Ledger, places: Places, seed: int, over: threading.Event
    ):
        super().__init__(name=name, daemon=True)
        self.world, self.ledger, self.places, self.over = world, ledger, places, over
        self.chance = random.Random(f"{seed}:{name}")
        self.browser = requests.Session()
        self.count = 0

    def run(self) -> None:
        """One thing after another, with a breath between."""
        try:
            self.begin()
            while not self.over.is_set():
                self.count += 1
                self.work()
                self.over.wait(self.chance.uniform(0.02, 0.2))
        except GivenUp:
            return
        except Exception as error:
            self.ledger.wonder(f"{self.name}: {type(error).__name__}: {error}")

    def begin(self) -> None:
        """Before the first thing."""

    @abstractmethod
    def work(self) -> None:
        """One thing."""

    def mark(self) -> str:
        """A name that no other pressing has."""
        return f"{self.name}-{self.count:05d}"

    def story(self) -> str:
        """Some sentences: from a line to a long note."""
        return " ".join(self.chance.choices(WORDS, k=self.chance.choice((5, 60, 600))))

    def page(self, path: str) -> str:
        """A page, however many times one has to ask for it."""
        return self.answered("GET", path, {}).text

    def form(self, path: str, which: int = -1) -> str:
        """The token of a form of a page: the last, where nothing else is said."""
        return TOKEN.findall(self.page(path))[which]

    def press(self, pressing: Pressing, path: str, sent: Mapping[str, str]) -> requests.Response:
        """Sends a form, again and again until there is an answer, and writes down what it was."""
        answer = self.answered("POST", path, sent, pressing)
        if answer.status_code in (302, 303) and "/logga-in" not in answer.headers["Location"]:
            self.ledger.acknowledge(pressing, answer.headers["Location"])
        else:
            self.ledger.wonder(f"{pressing.mark}: {answer.status_code} {path}")
        return answer

    def answered(
        self, method: str, path: str, sent: Mapping[str, str], pressing: Pressing | None = None, **more: Any
    ) -> requests.Response:
        """An answer that is not "out of order". What was sent is the same each time, as a button's is."""
        while True:
            try:
                patience = TIMEOUT
                if pressing is not None:
                    pressing.tries += 1
                    if pressing.tries == 1 and self.chance.random() < IMPATIENT:
                        patience = self.chance.choice((0.005, 0.02, 0.08))
                answer = self.browser.request(
                    method,
                    self.world.address + path,
                    data=sent or None,
                    timeout=patience,
                    allow_redirects=method == "GET",
                    **more,
                )
                if answer.status_code < 500:
                    return answer
            except requests.RequestException:
                pass
            if self.over.wait(0.1):
                raise GivenUp

    def log_in(self, username: str) -> None:
        """The demo's log-in: one press on a name."""
        sent = {"csrfmiddlewaretoken": self.form("/demo/")}
        self.answered("POST", f"/demo/logga-in/{username}/", sent)


class GivenUp(Exception):
    """It is over, and no answer came: what was sent is done once or not at all."""


class Writer(Worker):
    """Maja writes notes: some are signed at once, some afterwards."""

    def begin(self) -> None:
        self.log_in("maja")

    def work(self) -> None:
        path = f"/arende/{self.places.case}/anteckning/"
        text = f"{self.mark()} {self.story()} slut"
        at_once = self.chance.random() < 0.5
        sent = {
            "csrfmiddlewaretoken": self.form(path),
            "kind": "contact",
            "happened_at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M"),
            "source": "mamman",
            "text": text,
            "sign" if at_once else "keep": "1",
        }
        note = self.ledger.begin(Kind.NOTE, self.mark(), text)
        signing = self.ledger.begin(Kind.SIGNED, self.mark(), text) if at_once else None
        answer = self.press(note, path, sent)
        if signing is not None:
            if note.answer is not None:
                self.ledger.acknowledge(signing, note.answer)
            return
        where = answer.headers.get("Location", "")
        if not where.startswith("/anteckning/"):
            return
        sent = {"csrfmiddlewaretoken": self.form(where)}
        signing = self.ledger.begin(Kind.SIGNED, self.mark(), text)
        self.press(signing, f"{where}skriv-under/", sent)


class Reporter(Worker):
    """Somebody at the open door, who wants a receipt."""

    def work(self) -> None:
        self.browser = requests.Session()  # somebody else each time
        path = "/behov/2/"
        text = f"{self.mark()} {self.story()} slut"
        sent = {"sida": SEAL.findall(self.page(path))[-1], "who": "self", "text": text}
        report = self.ledger.begin(Kind.REPORT, self.mark(), text)
        answer = self.answered("POST", path, sent, report)
        if answer.status_code != 303:
            self.ledger.wonder(f"{report.mark}: {answer.status_code} at the open door")
            return
        found = re.search(r"[0-9A-Z]{4}-[0-9A-Z]{4}", self.page("/kvitto/"))
        self.ledger.acknowledge(report, found[0] if found else "")


class Manager(Worker):
    """Rut hands a case over, to Maja and to herself by turns."""

    def begin(self) -> None:
        self.log_in("rut")

    def work(self) -> None:
        receiver = ("maja", "rut")[self.count % 2]
        path = f"/arende/{self.places.moved}/nycklar/"
        sent = {"csrfmiddlewaretoken": self.form(path, 1), "receiver": str(self.places.staff[receiver])}
        pressing = self.ledger.begin(Kind.HAND_OVER, self.mark(), receiver)
        self.press(pressing, f"/arende/{self.places.moved}/lamna-over/", sent)


class Typist(Worker):
    """Rut types, and what she types is sent at most 0.2 seconds later, as base/look's script does."""

    def begin(self) -> None:
        self.log_in("rut")
        self.key = f"dossier:note:{self.places.case}"
        self.token = self.form(f"/arende/{self.places.case}/anteckning/")
        self.text = ""
        self.sequence = int(time.time() * 1000)

    def work(self) -> None:
        begun = time.monotonic()
        while time.monotonic() - begun < 0.2 and not self.over.is_set():
            self.text += f" {self.chance.choice(WORDS)}"
            self.over.wait(0.1)
        if len(self.text) > 20_000:
            self.text = ""
        self.sequence += 1
        self.text += f" {self.sequence}"
        draft = self.ledger.begin(Kind.DRAFT, str(self.sequence), self.text)
        draft.sent_at = begun  # of its first letter
        answer = self.answered(
            "POST",
            f"/utkast/{self.key}",
            {},
            draft,
            json={"text": self.text},
            headers={
                "X-CSRFToken": self.token,
                "X-Draft-Sequence": str(self.sequence),
                "X-Draft-Page": "typist",
            },
        )
        if answer.status_code == 200:
            self.ledger.acknowledge(draft, json.dumps(answer.json()))
        else:
            self.ledger.wonder(f"draft {self.sequence}: {answer.status_code}")


class Operator(Worker):
    """Ola asks the worker for a check, as the web's role would, now and then."""

    def work(self) -> None:
        asked = self.ledger.begin(Kind.ASKED, self.mark(), "integrity")
        while asked.answer is None:
            asked.tries += 1
            try:
                with psycopg.connect(self.world.environment["SAMTID_DATABASE_URL"], connect_timeout=5) as web:
                    stamp(web, self.places.staff["ola"])
                    [due] = web.execute("select worker.ask('integrity')").fetchone() or [None]
                    web.commit()
                self.ledger.acknowledge(asked, due.isoformat())
            except psycopg.Error:
                if self.over.wait(0.1):
                    raise GivenUp from None
        self.over.wait(self.chance.uniform(0.5, 1.5))
