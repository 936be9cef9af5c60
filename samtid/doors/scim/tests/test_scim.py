"""The municipality's directory over SCIM: everything is a proposal but that somebody comes in no more."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.test import RequestFactory

from samtid.doors.scim.door import Scim
from samtid.doors.scim.rules import ENTERPRISE, PATCH
from samtid.doors.scim.tests.make import NEW, patch, read, refused, waiting


def approve(town: Any, pk: Any) -> None:
    with town.acting("ola") as web:
        web.execute("select access.decide_change(%s, 'approved', '', null)", [pk])


def test_a_new_colleague_is_proposed_approved_by_another_person_and_keeps_the_key(ask, town, owner):
    made = ask("POST", "", NEW)
    found = read(made)
    assert (made.status_code, found["userName"], found["active"]) == (201, "nora.ny", False)
    assert made["Location"] == found["meta"]["location"] and made["ETag"] == found["meta"]["version"]
    assert owner.execute("select 1 from organisation_staff where username = 'nora.ny'").fetchone() is None
    approve(town, UUID(found["id"]))
    again = read(ask("GET", f"/{found['id']}"))
    assert (again["id"], again["active"], again["displayName"]) == (found["id"], True, "Nora Ny")
    assert again[ENTERPRISE]["employeeNumber"] == "SE2321000000-N1"
    [seat] = owner.execute(
        "select u.name, m.role from organisation_membership m join organisation_unit u on u.id = m.unit_id "
        "join organisation_staff s on s.id = m.staff_id where s.username = 'nora.ny'"
    ).fetchall()
    assert seat == ("Mottagning", "caseworker")
    refused(ask("POST", "", NEW), 409, "uniqueness")


@pytest.mark.parametrize(
    ("changed", "status", "kind"),
    [
        ({"userName": "karin"}, 409, "uniqueness"),
        ({"userName": "KARIN"}, 409, "uniqueness"),
        ({"userName": "20120314-2391"}, 400, "invalidValue"),
        ({"userName": ""}, 400, "invalidValue"),
        ({"userName": "1nora"}, 400, "invalidValue"),
        ({"userName": "n" * 81}, 400, "invalidValue"),
        ({ENTERPRISE: {"department": "Mottagning", "employeeNumber": "20120314-2391"}}, 400, "invalidValue"),
        ({"displayName": "", "name": {}}, 400, "invalidValue"),
        ({"displayName": "x" * 121}, 400, "invalidValue"),
        ({"displayName": ["Nora"]}, 400, "invalidValue"),
        ({"roles": []}, 400, "invalidValue"),
        ({"roles": [{"value": "operator"}]}, 400, "invalidValue"),
        ({"roles": [{"value": "caseworker"}, {"value": "manager"}]}, 400, "invalidValue"),
        ({ENTERPRISE: {"department": "Finns inte"}}, 400, "invalidValue"),
        ({ENTERPRISE: []}, 400, "invalidValue"),
        ({ENTERPRISE: [1]}, 400, "invalidValue"),
        ({"phoneNumbers": "0911"}, 400, "invalidValue"),
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_in_scims_words_and_nothing_is_proposed(ask, owner, changed, status, kind):
    before = waiting(owner)
    refused(ask("POST", "", NEW | {"userName": "ny.person"} | changed), status, kind)
    assert waiting(owner) == before


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'"x"', b"\xff", b"[" * 99, b'{"a": NaN}', b"null", b"x" * 200_000]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH"])
def test_what_is_no_json_is_refused(ask, method, body):
    answer = ask(method, "" if method == "POST" else "/1", body)
    assert answer.status_code in (400, 413) and read(answer)["status"] == str(answer.status_code)


def test_one_is_found_by_the_user_name_and_the_rest_a_page_at_a_time(ask, owner):
    [count] = owner.execute("select count(*) from organisation_staff").fetchone()
    found = read(ask("GET", '?filter=userName%20Eq%20"KARIN"'))
    assert (found["totalResults"], [one["userName"] for one in found["Resources"]]) == (1, ["karin"])
    assert read(ask("GET", '?filter=userName%20eq%20"ingen"'))["totalResults"] == 0
    seen: list[str] = []
    for first in range(1, 200, 4):
        part = read(ask("GET", f"?startIndex={first}&count=4"))
        assert part["startIndex"] == first and part["itemsPerPage"] == len(part["Resources"]) <= 4
        assert part["totalResults"] >= count
        if not part["Resources"]:
            break
        seen += [one["userName"] for one in part["Resources"]]
    assert len(seen) == len(set(seen)) == part["totalResults"]
    assert (
        read(ask("GET", "?count=0"))["Resources"] == []
        and read(ask("GET", "?count=0"))["totalResults"] >= count
    )


@pytest.mark.parametrize(
    "said",
    [
        'filter=title eq "x"',
        "filter=userName",
        'filter=userName eq "x" or active eq true',
        "filter=userName eq x",
    ],
)
def test_another_filter_is_refused_and_never_taken_for_everybody(ask, said):
    refused(ask("GET", "?" + said.replace(" ", "%20")), 400, "invalidFilter")


@pytest.mark.parametrize("said", ["startIndex=x", "count=%C2%B2", "count=1.5"])
def test_a_page_is_a_number(ask, said):
    refused(ask("GET", "?" + said), 400, "invalidValue")


def test_a_changed_name_waits_and_is_asked_for_once(ask, town, owner):
    who = town.staff["bo"]
    for body in (patch(displayName="Bo Berg"), patch(displayName="Bo Berg")):
        answer = ask("PATCH", f"/{who}", body)
        assert (answer.status_code, read(answer)["displayName"]) == (200, "Bo Ek"), (
            "it is what it was until then"
        )
    assert waiting(owner, who) == [("staff", "change")]
    [pk] = owner.execute(
        "select id from office_proposal where concerns_id = %s and verb = 'change'", [who]
    ).fetchone()
    before = read(ask("GET", f"/{who}"))["meta"]["version"]
    approve(town, pk)
    now = read(ask("GET", f"/{who}"))
    assert (now["displayName"], now["meta"]["version"] == before) == ("Bo Berg", False)
    refused(ask("PUT", f"/{who}", {"userName": "bo", "displayName": "X"}, HTTP_IF_MATCH=before), 412)
    same = {"userName": "bo", "displayName": "Bo Berg", "active": True}
    assert ask("PUT", f"/{who}", same, HTTP_IF_MATCH=now["meta"]["version"]).status_code == 200
    assert waiting(owner, who) == []
    refused(ask("PUT", f"/{who}", {"userName": "annan", "displayName": "Bo Berg"}), 400, "mutability")


def test_an_hsa_id_is_one_persons_only(ask, town, owner):
    owner.execute("update organisation_staff set hsa_id = 'SE2321000000-GUN1' where username = 'gun'")
    taken = {ENTERPRISE: {"department": "Mottagning", "employeeNumber": "SE2321000000-GUN1"}}
    refused(ask("POST", "", NEW | {"userName": "nagon.annan"} | taken), 409, "uniqueness")
    refused(
        ask("PUT", f"/{town.staff['inga']}", {"userName": "inga", "displayName": "Inga Holm"} | taken),
        409,
        "uniqueness",
    )
    same = {"userName": "gun", "displayName": "Gun Rask"} | taken
    assert ask("PUT", f"/{town.staff['gun']}", same).status_code == 200, "her own is hers"


def test_who_is_no_longer_to_come_is_proposed_no_more(ask, owner):
    made = read(ask("POST", "", NEW | {"userName": "kom.aldrig", ENTERPRISE: {"department": "Mottagning"}}))
    assert ask("PATCH", f"/{made['id']}", patch(displayName="Annat")).status_code == 200
    assert ask("DELETE", f"/{made['id']}").status_code == 204
    refused(ask("GET", f"/{made['id']}"), 404)
    [outcome] = owner.execute("select outcome from office_proposal where id = %s", [made["id"]]).fetchone()
    assert outcome == "withdrawn"


def test_two_at_once_propose_one(ask, owner):
    body = NEW | {"userName": "tva.samtidigt", ENTERPRISE: {"department": "Mottagning"}}
    with ThreadPoolExecutor(4) as pool:
        codes = sorted(answer.status_code for answer in pool.map(lambda _: ask("POST", "", body), range(4)))
    assert codes == [201, 409, 409, 409]
    [count] = owner.execute(
        "select count(*) from office_proposal where after->>'username' = 'tva.samtidigt'"
    ).fetchone()
    assert count == 1


@pytest.mark.parametrize("operation", [
    {"op": "remove", "path": "active"}, {"op": "replace", "path": "password", "value": "x"},
    {"op": "replace", "path": "groups", "value": []}, {"op": "replace", "value": "x"}, "x",
])  # fmt: skip
def test_another_operation_is_refused(ask, town, operation):
    answer = ask("PATCH", f"/{town.staff['bo']}", {"schemas": [PATCH], "Operations": [operation]})
    assert answer.status_code == 400 and read(answer)["scimType"] in (
        "invalidSyntax",
        "invalidPath",
        "invalidValue",
    )


@pytest.mark.parametrize("token", ["", "fel", "k" * 39, "k" * 41, "K" * 40, "å" * 40])
@pytest.mark.parametrize("path", ["", "/1", "/scim/v2/ServiceProviderConfig", "/scim/v2/nej"])
def test_without_the_token_nothing_is_told(ask, token, path):
    answer = ask("GET", path, None, token)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert "karin" not in refused(answer, 401)


def test_what_is_not_there_is_not_there_and_other_addresses_pass(ask):
    for method, path in (
        ("GET", "/9999999"),
        ("GET", "/nej"),
        ("PUT", "/1/2"),
        ("GET", "/scim/v2/Groups"),
        ("DELETE", "/-1"),
    ):
        refused(ask(method, path, {} if method == "PUT" else None), 404)
    for method in ("PUT", "DELETE", "PATCH"):
        refused(ask(method), 405)
    assert read(ask("GET", "/scim/v2/ServiceProviderConfig"))["patch"]["supported"] is True


@pytest.mark.parametrize(
    "path", ["/min-dag/", "/scim/v3/Users", "/scim", "/scim/v2x/Users", "/akt/scim/v2/Users"]
)
def test_other_addresses_are_the_pages_own(ask, path):
    door = ask.door  # type: ignore[attr-defined]
    assert door(RequestFactory().get(path)).status_code == 299


@pytest.mark.parametrize("lacks", ["SCIM_TOKEN", "SCIM_URL"])
def test_without_a_token_or_a_log_in_there_is_no_door_and_not_at_the_open_way(settings, lacks):
    settings.SCIM_TOKEN, settings.SCIM_URL, settings.DOOR = "k" * 40, "postgresql://x", "staff"
    setattr(settings, lacks, "")
    with pytest.raises(MiddlewareNotUsed):
        Scim(lambda request: None)  # type: ignore[arg-type, return-value]
    settings.SCIM_TOKEN, settings.SCIM_URL, settings.DOOR = "k" * 40, "postgresql://x", "open"
    with pytest.raises(MiddlewareNotUsed):
        Scim(lambda request: None)  # type: ignore[arg-type, return-value]
    settings.SCIM_TOKEN, settings.DOOR = "kort", "staff"
    with pytest.raises(ValueError, match="32 tecken"):
        Scim(lambda request: None)  # type: ignore[arg-type, return-value]


def test_when_the_database_is_away_it_says_so(ask, settings):
    settings.SCIM_URL = "postgresql://x@127.0.0.1:1/x"
    refused(ask("GET"), 503)


def test_its_log_in_sees_no_table_and_calls_nothing_else(url, record_property):
    record_property("attempt", ("Katalogen", "läsa vad som helst med katalogens konto"))
    with psycopg.connect(url, autocommit=True) as connection:
        for table in (
            "people_person",
            "dossier_case",
            "dossier_note",
            "organisation_staff",
            "office_proposal",
            "access_opening",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"select * from public.{table}")  # type: ignore[call-overload]
        for call in (
            "access.propose_change(gen_random_uuid(), 'staff', 'end', 1, '{}', current_date, 'skäl')",
            "access.decide_change(gen_random_uuid(), 'approved', '', null)",
            "access.carry_out_due_changes()",
            "access.end_log_ins(1, current_date, current_date)",
            "access.my_cases()",
            "access.search_people('a', 10)",
        ):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(f"select {call}")  # type: ignore[call-overload]
    record_property("result", "nekad")


def test_the_webs_own_log_in_does_not_propose_as_the_directory(town, record_property):
    record_property("attempt", ("Katalogen", "föreslå förbi den andra personen med webbens konto"))
    for call in ("scim_users(null, null, 0, 1)", "scim_propose(null, '{}')", "scim_active('1', false)"):
        with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
            town.stamp(web, "ola")
            web.execute(f"select access.{call}")
    record_property("result", "nekad")
