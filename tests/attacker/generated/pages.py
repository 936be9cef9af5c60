"""Sidorna: every address, in every way of asking, as every role, about rows of each state; forms filled in as their owner's were.

By the web itself, logged in to the database as its own role and committing. A form that somebody may fill in is taken
from the page that they get, filled in, and sent by everybody else to a row that is not theirs.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, resolve

from samtid.base.look import house
from samtid.base.organisation.models import Staff
from tests.attacker.generated import hints, judge
from tests.attacker.generated.roles import Role
from tests.attacker.generated.trying import Score
from tests.attacker.generated.world import AT, World
from tests.crawl.answers import Row
from tests.crawl.keeping import LEFT_OUT
from tests.crawl.rows import Rows, tried
from tests.security import world as small
from tests.walk.tables import walled

# How an address may be asked besides the two that a browser knows.
METHODS = ("head", "options", "put", "delete")
# What is told to whoever leads the unit or reviews the log, and is theirs to read, though the person is not.
TO_LEADERS = frozenset({"desk:alarm"})
# What one may do with one's own only, or that ends the session of the one who asks.
NOT_SENT = LEFT_OUT | {"portal:logout_everywhere", "oidc:start", "oidc:back", "oidc:welcome"}
MANY = 2


class Forms(HTMLParser):
    """Formulären på en sida: where each is sent, and what a browser would send if the first of everything were chosen."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.here: dict[str, str] | None = None
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more form, or a field of the one that is open."""
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.here = {}
            if said.get("method", "").lower() == "post":
                self.found.append((said.get("action", ""), self.here))
        elif self.here is None or not (said.get("name") or self.select):
            return
        elif tag == "select":
            self.select = said["name"]
        elif tag == "option" and self.select and said.get("value"):
            self.here.setdefault(self.select, said["value"])
        elif tag == "textarea":
            self.here[said["name"]] = "Skrivet av någon som inte har nyckel hit, i ett eget syfte."
        elif tag in ("input", "button"):
            self.here.setdefault(said["name"], said.get("value") or _typed(said))

    def handle_endtag(self, tag: str) -> None:
        """A select, or the form, ends."""
        if tag == "select":
            self.select = ""
        elif tag == "form":
            self.here = None


def _typed(said: dict[str, str]) -> str:
    kinds = {
        "date": AT.date().isoformat(),
        "time": "10:00",
        "number": "1",
        "checkbox": "on",
        "email": "a@example.se",
    }
    return kinds.get(said.get("type", "text"), "Någon anledning")


@dataclass(slots=True)
class Visit:
    """Ett besök: a role in front of the web, and what it has tried there."""

    world: World
    role: Role
    client: Client = field(init=False)
    forbidden: dict[str, str] = field(init=False)
    score: Score = field(default_factory=Score)

    def __post_init__(self) -> None:
        self.client = Client(raise_request_exception=False, SERVER_NAME="localhost")
        if self.role.username:
            self.client.force_login(Staff.objects.get(username=self.role.username), backend=small.BACKEND)
        # a page shows names, numbers and places; identities of what one may not see stand in no page either
        self.forbidden = self.world.forbidden(self.role)

    def ask(self, method: str, address: str, name: str, sent: dict[str, str] | None = None) -> HttpResponse:
        """One request, judged by all that comes of it, and put back."""
        self.score.tries += 1
        what = f"{method.upper()} {name}"
        answer = getattr(self.client, method)(address, sent or {})
        heard = _heard(answer)
        own = [address, *(sent or {}).values()]
        changes = self.world.changes()
        self.score.through += answer.status_code < 400
        self.score.faults += [
            f"{what} {answer.status_code}: fick höra om {one[:4]}…"
            for one in judge.told(heard, self.forbidden, own)
        ]
        if answer.status_code >= 500:
            self.score.faults.append(f"{what}: {answer.status_code}")
        lines = [one for one in changes if one.table == "access_opening" and one.op == "INSERT"]
        if not lines and name not in house.overviews() and self._names(heard):
            self.score.faults.append(f"{what} {answer.status_code}: ett namn och ingen rad")
        if changes:
            self.score.faults += [
                f"{what}: {fault}" for fault in judge.wrong_changes(self.world, self.role, "", changes)
            ]
            self.world.put_back(changes)
        return answer

    def _names(self, heard: str) -> bool:
        known = self.world.knows(self.role)
        return any(name in heard for number in known for name in self.world.residents[number].names)


def _heard(answer: HttpResponse) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[arg-type, attr-defined]
    said = [f"{name}: {value}" for name, value in answer.headers.items()] + [
        one.OutputString() for one in answer.cookies.values()
    ]
    return body.decode("utf-8", "ignore") + "\n".join(said)


def addresses(world: World, role: Role, state: str) -> Iterator[tuple[str, str]]:
    """Every address about rows of somebody in that state; those without a row once, as about one's own."""
    rows = _rows(world, role, state)
    for name, entry in small.patterns():
        if name in NOT_SENT:
            continue
        yield from ((name, address) for address in _of(name, entry, rows, state))


def _of(name: str, entry: URLPattern, rows: Rows, state: str) -> list[str]:
    found = [(row, address) for row, address in tried(name, entry, rows)]
    keyed = [address for row, address in found if row in (Row.SEEN, Row.HIDDEN)][:MANY]
    plain = [address for row, address in found if row is Row.NONE] if state == "own" else []
    absent = [address for row, address in found if row is Row.ABSENT][:1] if state == "unknown" else []
    return [*keyed, *plain, *absent]


def _rows(world: World, role: Role, state: str) -> Rows:
    one = world.whose(role, state)
    cases = one.things[hints.CASE] if one else []
    found: Rows = {}
    for table in walled():
        column = {"dossier_case": "id", "portal_mark": "report_id"}.get(table, "case_id")
        if table == "dossier_dossier":
            asked = "select dossier_id::text from dossier_case where id = any (%s)"
        elif column == "case_id" and not _has_case(world, table):
            found[table] = []
            continue
        else:
            key = "report_id" if table == "portal_mark" else "id"
            asked = f"select {key}::text from {table} where {column} = any (%s) order by 1 limit 2"
        rows = world.admin.execute(asked.encode(), [cases]).fetchall()
        found[table] = [(Row.SEEN if state == "own" else Row.HIDDEN, row) for (row,) in rows]
    return found


def _has_case(world: World, table: str) -> bool:
    asked = "select 1 from pg_attribute where attrelid = %s::regclass and attname = 'case_id'"
    return world.admin.execute(asked, [table]).fetchone() is not None


def forms_of(visits: dict[str, Visit]) -> dict[str, tuple[str, dict[str, str]]]:
    """Of each address that takes a form: who may send it, and what it holds when filled in. Read off their own pages."""
    found: dict[str, tuple[str, dict[str, str]]] = {}
    for who, visit in visits.items():
        for state in ("own", "glass"):
            for name, address in addresses(visit.world, visit.role, state):
                answer = visit.ask("get", address, name)
                if answer.headers.get("Content-Type", "").startswith("text/html"):
                    parser = Forms()
                    parser.feed(answer.content.decode("utf-8", "ignore"))
                    for action, fields in parser.found:
                        sent_to = name_of(action or address)
                        if sent_to and len(fields) > len(found.get(sent_to, ("", {}))[1]):
                            found[sent_to] = (who, dict(fields))
    return found


def name_of(address: str) -> str:
    """Which address it is, by its name."""
    try:
        match = resolve(address.partition("?")[0].partition("#")[0])
    except Exception:
        return ""
    return match.view_name


def send_forms(visit: Visit, forms: dict[str, tuple[str, dict[str, str]]]) -> None:
    """Every form, filled in as by whoever may, sent to rows that are somebody else's, sealed, and not there."""
    answers: dict[tuple[str, str], Any] = {}
    for state in ("foreign", "sealed", "unknown"):
        if state != "unknown" and visit.world.whose(visit.role, state) is None:
            continue
        for name, address in addresses(visit.world, visit.role, state):
            if name not in forms or (name in TO_LEADERS and visit.role.reads_log):
                continue
            answer = visit.ask("post", address, name, forms[name][1])
            answers.setdefault(
                (name, state),
                (answer.status_code, len(answer.content) if answer.status_code in (403, 404) else 0),
            )
            if state != "unknown" and answer.status_code not in (403, 404, 405) and visit.role.username:
                visit.score.faults.append(f"POST {name}: {answer.status_code} om {state}")
    for (name, state), told in answers.items():
        if state != "unknown" and (name, "unknown") in answers and told != answers[name, "unknown"]:
            visit.score.faults.append(f"POST {name}: {state} {told}, ingen {answers[name, 'unknown']}")


def ask_in_other_ways(visit: Visit) -> None:
    """The methods that no page is for."""
    for state in ("own", "foreign", "sealed"):
        if state == "own" or visit.world.whose(visit.role, state):
            for name, address in addresses(visit.world, visit.role, state):
                for method in METHODS:
                    visit.ask(method, address, name)


def read_everything(visit: Visit) -> None:
    """Every address about others', the sealed, and what glass has opened."""
    for state in ("glass", "sealed", "foreign"):
        if visit.world.whose(visit.role, state):
            for name, address in addresses(visit.world, visit.role, state):
                visit.ask("get", address, name)
