"""Who is to come in no more: at once, and by no way that was open already."""

from __future__ import annotations

from typing import Any

from samtid.doors.scim.tests.make import linked, patch, read, refused, waiting


def invited(owner: Any, who: int) -> None:
    owner.execute(
        "insert into oidc_invitation (id, staff_id, code_hash, made_at, valid_until) "
        "values (gen_random_uuid(), %s, sha256(convert_to('K' || %s, 'UTF8')), now(), now() + interval '7 days')",
        [who, str(who)],
    )


def ways_in(owner: Any, who: int) -> list[tuple[str, str]]:
    """What would still let somebody in: a code that is not spent, and a log-in that waits for a yes."""
    return list(
        owner.execute(
            "select 'code', '' from oidc_invitation where staff_id = %(who)s and used_at is null union all "
            "select verb, outcome from office_proposal where concerns_id = %(who)s and subject = 'link' "
            "and verb = 'begin' and outcome = 'waiting'",
            {"who": who},
        ).fetchall()
    )


def test_one_who_has_left_comes_in_no_more_from_that_moment_and_the_rest_is_proposed(ask, town, owner):
    who = town.staff["eva"]
    linked(owner, who, "eva")
    [seal] = owner.execute("select password from organisation_staff where id = %s", [who]).fetchone()
    answer = ask("PATCH", f"/{who}", patch(active="False"))
    assert (answer.status_code, read(answer)["active"]) == (200, False)
    assert (
        owner.execute(
            "select 1 from oidc_link where staff_id = %s and (valid_to is null or valid_to >= current_date)",
            [who],
        ).fetchone()
        is None
    )
    [now] = owner.execute("select password from organisation_staff where id = %s", [who]).fetchone()
    assert now != seal and now.startswith("!"), "and sessions that are open are over"
    assert waiting(owner, who) == [("staff", "end")]
    [ends] = owner.execute("select valid_to from organisation_staff where id = %s", [who]).fetchone()
    assert ends is None, "the employment, the seat and the keys are ended by a person"
    assert ask("DELETE", f"/{who}").status_code == 204, "asked for again it is the same"
    assert waiting(owner, who) == [("staff", "end")]
    [told] = owner.execute(
        "select reason, carried_out_at is not null from office_proposal where concerns_id = %s and subject = 'link'",
        [who],
    ).fetchall()
    assert told == ("SCIM: avslutad i kommunens katalog", True), "it stands in the history"
    # undone: a new log-in, by another person's yes
    assert read(ask("PATCH", f"/{who}", patch(active=True)))["active"] is False
    assert waiting(owner, who) == [("link", "begin"), ("staff", "end")]
    linked(owner, who, "eva2")
    assert read(ask("GET", f"/{who}"))["active"] is True


def test_one_who_has_left_already_does_not_come_back_by_a_code_that_was_sent(
    ask, town, owner, record_property
):
    record_property("attempt", ("Katalogen", "komma in med en kod som skickades innan man slutade igen"))
    who = town.staff["lena"]
    linked(owner, who, "lena")
    assert ask("PATCH", f"/{who}", patch(active=False)).status_code == 200
    assert ask("PATCH", f"/{who}", patch(active=True)).status_code == 200, "a new log-in is proposed"
    assert ways_in(owner, who) == [("begin", "waiting")]
    assert ask("PATCH", f"/{who}", patch(active=False)).status_code == 200
    assert ways_in(owner, who) == [], "and proposed no more"
    invited(owner, who)
    assert ask("PATCH", f"/{who}", patch(active=False)).status_code == 200
    assert ways_in(owner, who) == []
    record_property("result", "nekad")


def test_a_log_in_that_is_on_its_way_is_not_proposed_again(ask, town, owner):
    who = town.staff["siri"]
    linked(owner, who, "siri")
    assert ask("DELETE", f"/{who}").status_code == 204
    invited(owner, who)
    assert ask("PATCH", f"/{who}", patch(active=True)).status_code == 200
    assert ways_in(owner, who) == [("code", "")]


def test_a_code_of_whoever_looks_after_the_organisation_is_not_the_directorys_to_take(ask, town, owner):
    who = town.staff["vera"]
    linked(owner, who, "vera")
    assert ask("DELETE", f"/{who}").status_code == 204
    owner.execute(
        "insert into organisation_membership (staff_id, unit_id, role, valid_from) select s.id, u.id, 'operator', current_date "
        "from organisation_staff s, organisation_unit u where s.username = 'vera' and u.name = 'Stab'"
    )
    assert ask("DELETE", f"/{who}").status_code == 204, "who does not come in is ended already"
    invited(owner, who)
    refused(ask("DELETE", f"/{who}"), 403)
    assert ways_in(owner, who) == [("code", "")]


def test_whoever_looks_after_the_organisation_is_ended_by_a_person(ask, town, owner):
    for answer in (
        ask("DELETE", f"/{town.staff['ola']}"),
        ask("PATCH", f"/{town.staff['ola']}", patch(active=False)),
    ):
        refused(answer, 403)
    assert waiting(owner, town.staff["ola"]) == []
