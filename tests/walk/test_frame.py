"""The frame logs: whoever is told of somebody leaves a line, whatever the page, the method and the answer."""

from __future__ import annotations

import io

import pytest
from django.db import connection, transaction
from django.urls import resolve
from pypdf import PdfReader

from samtid.base.look import house
from tests.town import STAFF

from .test_addresses import addresses, filled, some_rows, tells_of

NOTHING = {"sent": "1"}  # a form that is refused


def text_of(answer) -> str:
    """What a browser, or a reader of the paper, would see."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if answer.get("Content-Type") == "application/pdf" and body.startswith(b"%PDF-1.7\n%"):
        return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return body.decode("utf-8", "ignore")


@pytest.mark.parametrize("username", STAFF)
def test_whoever_is_told_of_somebody_leaves_a_line(town, client, staff, as_owner, username):
    client.raise_request_exception = False
    client.force_login(staff(username))
    with as_owner():
        rows = some_rows(username)
    silent = set()
    for address in addresses():
        for asked in filled(address, rows):
            if asked.startswith(("/demo/logga-in/", "/logga-ut/")):
                continue
            name = resolve(asked).view_name
            if name in house.overviews():
                continue
            for ask in (client.get, lambda where: client.post(where, NOTHING)):
                with transaction.atomic():
                    before = lines(as_owner)
                    answer = ask(asked)
                    told, more = tells_of(text_of(answer)), lines(as_owner) - before
                    transaction.set_rollback(True)
                if told and not more:
                    silent.add(f"{answer.request['REQUEST_METHOD']} {name}: {answer.status_code}")
    assert not silent, "\n".join(sorted(silent))


def lines(as_owner) -> int:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("select count(*) from access_opening")
        return int(cursor.fetchone()[0])
