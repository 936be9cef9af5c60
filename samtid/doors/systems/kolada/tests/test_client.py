"""Klienten mot en server som svarar med Kolada v3:s form, på riktigt över HTTP. Recorded values come through unchanged."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from urllib3.util import Retry

from samtid.doors.systems.kolada.client import (
    MOST_KEYS,
    SECONDS_BETWEEN,
    Kolada,
    NotUnderstood,
    Unreachable,
)
from samtid.doors.systems.kolada.words import Gender, Missing

RECORDED = Path(__file__).with_name("recorded")
AT_ONCE = Retry(total=3, backoff_factor=0, status_forcelist=(429, 503), redirect=0, raise_on_status=False)


def recorded(name: str) -> dict[str, Any]:
    return json.loads((RECORDED / f"{name}.json").read_text("utf-8"))


class Server:
    """A Kolada of our own: ``answer`` gets the address and gives the status and what is said."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.answer: Callable[[str], tuple[int, Any]] = lambda address: (404, {})
        self.headers: dict[str, str] = {}
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                status, said = outer.answer(self.path)
                body = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                for name, value in outer.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.http.server_port}/v3"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


@pytest.fixture
def kolada(server: Server) -> Iterator[Kolada]:
    with Kolada(server.base, retry=AT_ONCE, timeout=(2.0, 2.0), sleep=lambda _: None) as made:
        yield made


def envelope(rows: list[Any], next_url: str | None = None) -> dict[str, Any]:
    return {"values": rows, "next_url": next_url, "previous_url": None, "count": len(rows)}


def a_row(value: Any, gender: str = "T", **more: Any) -> dict[str, Any]:
    one = {"gender": gender, "count": 1, "status": "", "value": value, "isdeleted": False} | more
    return {"kpi": "N33001", "period": 2020, "municipality": "2581", "values": [one]}


def in_pages(server: Server, rows: list[Any], size: int) -> Callable[[str], tuple[int, Any]]:
    def answer(address: str) -> tuple[int, Any]:
        page = int(parse_qs(urlsplit(address).query).get("page", ["1"])[0])
        host = server.base.removesuffix("/v3")
        more = f"{host}{urlsplit(address).path}?page={page + 1}" if page * size < len(rows) else None
        return 200, envelope(rows[(page - 1) * size : page * size], more)

    return answer


def test_recorded_values_come_through_unchanged_over_many_pages(server, kolada):
    rows = recorded("v3_data_N03702_N03703_seven_municipalities")["values"]
    server.answer = in_pages(server, rows, 25)

    got = list(kolada.readings(["N03702", "N03703"], municipalities=["0319"], years=[2012]))

    assert [(one.kpi, one.period, one.municipality, one.gender.value, one.value) for one in got] == [
        (row["kpi"], row["period"], row["municipality"], one["gender"], one["value"])
        for row in rows
        for one in row["values"]
    ]
    assert len(got) == 168 and len(server.asked) == 7
    assert server.asked[0] == "/v3/data/kpi/N03702,N03703/municipality/0319/year/2012"


def test_recorded_words_and_groups_come_through(server, kolada):
    server.answer = lambda address: (200, recorded("v3_kpi_metadata_15"))
    told = {one.id: one for one in kolada.indicators(["N00216", "N01951"])}
    assert len(told) == 15 and told["N01951"].title == "Invånare totalt, antal"
    assert told["N00216"].is_divided_by_gender and not told["N00216"].description.endswith("\\n")

    server.answer = lambda address: (200, recorded("v3_municipality_groups_seed_municipalities"))
    [pitea] = list(kolada.groups("IFO, Piteå"))
    assert pitea.title.startswith("Liknande kommuner IFO, Piteå") and len(pitea.members) == 7
    assert "IFO, Piteå" in unquote(
        server.asked[-1]
    )  # an ignored filter is no filter: the others were left out


def test_more_keys_than_a_call_takes_are_asked_for_in_several(server, kolada):
    server.answer = lambda address: (200, envelope([]))
    codes = [f"{code:04}" for code in range(60)]

    assert list(kolada.readings(["N1"], municipalities=codes, years=[2020])) == []

    sent = [address.split("/")[6].split(",") for address in server.asked]
    assert [len(one) for one in sent] == [MOST_KEYS, MOST_KEYS, 10] and [
        code for one in sent for code in one
    ] == codes


def test_kolada_wants_two_parts(kolada):
    with pytest.raises(ValueError):
        list(kolada.readings(["N33001"]))


def test_never_more_than_five_calls_a_second(server):
    server.answer = in_pages(server, [a_row(1.0)] * 12, 1)
    now, waits = [0.0], []

    def sleep(seconds: float) -> None:
        waits.append(seconds)
        now[0] += seconds

    with Kolada(server.base, retry=AT_ONCE, sleep=sleep, clock=lambda: now[0]) as kolada:
        assert len(list(kolada.readings(["N33001"], years=[2020]))) == 12

    assert waits == pytest.approx([SECONDS_BETWEEN] * 11) and now[0] == pytest.approx(11 / 5)


@pytest.mark.parametrize("status", [429, 503])
def test_a_busy_kolada_is_asked_again(server, kolada, status):
    server.answer = lambda address: (status, {}) if len(server.asked) < 3 else (200, envelope([a_row(7.5)]))
    [one] = kolada.readings(["N33001"], years=[2020])
    assert one.value == 7.5 and len(server.asked) == 3


def test_what_was_asked_again_counts_among_the_five(server):
    host = server.base
    server.answer = lambda address: (
        (429, {})
        if len(server.asked) < 4
        else (200, envelope([], None if "page=2" in address else host + "/data?page=2"))
    )
    waits: list[float] = []
    with Kolada(server.base, retry=AT_ONCE, sleep=waits.append, clock=lambda: 0.0) as kolada:
        assert not list(kolada.readings(["N33001"], years=[2020]))
    assert waits == pytest.approx([4 * SECONDS_BETWEEN])


def test_one_that_stays_busy_is_given_up_in_words(server, kolada):
    server.answer = lambda address: (429, {})
    with pytest.raises(Unreachable, match="429"):
        list(kolada.readings(["N33001"], years=[2020]))
    assert len(server.asked) == 4


def test_the_old_version_is_gone_and_that_is_not_asked_twice(server, kolada):
    server.answer = lambda address: (410, {})
    with pytest.raises(Unreachable, match="410"):
        list(kolada.municipalities())
    assert len(server.asked) == 1


def test_nobody_there(server):
    with (
        Kolada("http://127.0.0.1:9/v3", retry=Retry(0), timeout=(0.5, 0.5)) as nobody,
        pytest.raises(Unreachable),
    ):
        list(nobody.municipalities())


def test_missing_is_not_zero_and_deleted_is_not_shown(server, kolada):
    row = a_row(0.0)
    row["values"] += [
        {"gender": "K", "count": 0, "status": "Missing", "value": None, "isdeleted": False},
        {"gender": "M", "count": 1, "status": "", "value": 4.0, "isdeleted": True},
    ]
    row["values"].reverse()  # they come in no fixed order
    server.answer = lambda address: (200, envelope([row]))

    by = {one.gender: one for one in kolada.readings(["N33001"], years=[2020])}

    assert by[Gender.TOTAL].value == 0.0 and by[Gender.TOTAL].missing is None
    assert by[Gender.WOMEN].value is None and by[Gender.WOMEN].missing is Missing.NOT_REPORTED
    assert by[Gender.WOMEN].status == "Missing"
    assert by[Gender.MEN].missing is Missing.DELETED


@pytest.mark.parametrize(
    "said",
    [
        b"<html>",
        [],
        {"values": None},
        {"values": [1]},
        envelope([a_row("3")]),
        envelope([a_row(True)]),
        b'{"values": [{"kpi": "N1", "period": 2020, "municipality": "2581", "values": [{"gender": "T", "value": NaN}]}]}',
        envelope([a_row(1.0, gender="X")]),
        envelope([a_row(1.0, isdeleted="no")]),
        envelope([a_row(1.0) | {"period": "2020"}]),
        envelope([], next_url=3),  # type: ignore[arg-type]
    ],
)
def test_what_is_not_koladas_shape_is_refused(server, kolada, said):
    server.answer = lambda address: (200, said)
    with pytest.raises(NotUnderstood):
        list(kolada.readings(["N33001"], years=[2020]))


def test_a_next_page_elsewhere_is_not_followed(server, kolada):
    for elsewhere in ("http://169.254.169.254/v3/data", server.base.replace("/v3", "/v2") + "/x"):
        server.asked.clear()
        server.answer = lambda address, to=elsewhere: (200, envelope([a_row(1.0)], to))
        with pytest.raises(NotUnderstood, match="annan adress"):
            list(kolada.readings(["N33001"], years=[2020]))
        assert len(server.asked) == 1


def test_a_redirect_is_not_followed(server, kolada):
    server.headers = {"Location": "http://127.0.0.1:9/"}
    server.answer = lambda address: (302, {})
    with pytest.raises(Unreachable):
        list(kolada.municipalities())


def test_pages_in_a_ring_end(server, kolada):
    server.answer = lambda address: (200, envelope([a_row(1.0)], server.base + "/data/kpi/N33001/year/2020"))
    with pytest.raises(NotUnderstood, match="ring"):
        list(kolada.readings(["N33001"], years=[2020]))
