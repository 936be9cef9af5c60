"""samtid compare: the published values, places with ties, and one line when it cannot be done."""

from __future__ import annotations

import json
from functools import partial

import pytest

from samtid.doors import cli
from samtid.doors.systems.kolada import client, snapshot
from samtid.doors.systems.kolada.tests.test_client import Server, envelope


def told(capsys, *arguments: str) -> dict:
    assert cli.main(["compare", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_comparison_as_published(capsys):
    got = told(capsys, "N33001", "2581", "--year", "2020")
    assert (got["value"], got["nation"], got["group_median"]) == (2014.138209, 2342.333463, 1740.824893)
    assert (got["rank"], got["rank_from_highest"], got["municipalities_with_values"]) == (98, 183, 280)
    values = sorted(
        years[2020] for code, years in snapshot.series("N33001").items() if code != "0000" and 2020 in years
    )
    assert values.index(got["value"]) + 1 == got["rank"] and len(values) == 280


def test_a_value_that_is_missing_is_null_and_says_why(capsys):
    got = told(capsys, "u33401", "piteå", "--year", "2022", "--with", "Luleå", "1980")
    assert got["value"] is got["rank"] is got["trend"] is None and got["missing"] == "not_reported"
    assert [(one["id"], one["value"] is None) for one in got["chosen"]] == [("2580", False), ("1980", True)]
    assert told(capsys, "N33001", "1980")["missing"] == "not_in_snapshot"


def test_in_words(capsys):
    assert cli.main(["compare", "N33001", "2581", "--year", "2020"]) == 0
    said = capsys.readouterr().out.replace("\xa0", " ")
    assert "Piteå" in said and "2 014 kr/inv" in said and "plats 98 av 280 kommuner" in said
    assert "Källa: Kolada, hämtat 2024-08-30" in said and "Egen bearbetning av data från Kolada" in said


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["N99999", "2581"], "Nyckeltalet «N99999» finns inte"),
        (["N33001", "9999"], "Det finns ingen kommun"),
        (["N33001", "0000"], "Det finns ingen kommun"),
        (["N33001", "2581", "--year", "2031"], "har inga värden för «2031»"),
        (["N33001", "2581", "--year", "tjugo"], "har inga värden för «tjugo»"),
        (["N33001", "2581", "--gender", "K"], "inte uppdelat på kön"),
        (["N33001"], "Ange nyckeltal och kommun"),
        (["--list", "zzz"], "Inget nyckeltal"),
    ],
)
def test_what_cannot_be_done_is_one_line_and_two(capsys, arguments, says):
    assert cli.main(["compare", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and says in err


def test_the_list_is_what_there_is(capsys):
    assert cli.main(["compare", "--list", "barn", "--json"]) == 0
    assert "N33001" in {one["kpi"] for one in json.loads(capsys.readouterr().out)}


def test_live_values_come_from_kolada_and_no_group_or_deleted_value_counts(capsys, monkeypatch):
    server = Server()
    try:

        def row(code: str, value: float | None, *, deleted: bool = False) -> dict:
            one = {"gender": "T", "count": 1, "status": "", "value": value, "isdeleted": deleted}
            return {"kpi": "N33001", "period": 2024, "municipality": code, "values": [one]}

        rows = [
            row("2581", 30.0),
            row("2580", 20.0),
            row("0000", 25.0),
            row("G114418", 1.0),
            row("2482", None),
        ]
        server.answer = lambda address: (200, envelope([*rows, row("2480", 3.0, deleted=True)]))
        monkeypatch.setattr(client, "Kolada", partial(client.Kolada, server.base))
        got = told(capsys, "N33001", "2581", "--year", "2024", "--live")
        assert (got["value"], got["nation"], got["rank"], got["municipalities_with_values"]) == (
            30.0,
            25.0,
            2,
            2,
        )
        gone = told(capsys, "N33001", "2480", "--year", "2024", "--live")
        assert (gone["value"], gone["missing"], gone["status"]) == (None, "deleted", "")
        assert told(capsys, "N33001", "1980", "--year", "2024", "--live")["missing"] == "not_reported"
        assert server.asked[0].startswith("/v3/data/kpi/N33001/year/2013,")
        server.answer = lambda address: (410, {})
        assert cli.main(["compare", "N33001", "2581", "--live"]) == 2
        assert "Kolada svarade 410" in capsys.readouterr().err
    finally:
        server.http.shutdown()
        server.http.server_close()
