"""The pack is printed whatever is in it, is never longer than a binder, and is proved every night."""

from __future__ import annotations

import io
import json
import logging
import time

import pytest
from django.db import DatabaseError, transaction
from pypdf import PdfReader

from samtid.base.dossier.models import Clock
from samtid.base.look import typeset
from samtid.base.organisation.models import Unit
from samtid.doors.outage import proof, queries
from samtid.doors.outage.paper import write
from samtid.ground.offers import Offers, Run
from samtid.steps.intake import offers
from samtid.steps.intake.actions import About
from samtid.steps.intake.models import Report
from samtid.steps.intake.tests.make import a_report, an_identified_report

CJK = "".join(chr(0x4E00 + number) for number in range(60))


def words(paper: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper)).pages).split())


def made(viewer, at):
    unit = Unit.objects.get(name="Mottagning")
    return queries.pack(viewer, unit, at.date(), at)


def test_sixty_chinese_characters_in_one_form_do_not_stop_the_receptions_pack(acting, at, monkeypatch):
    monkeypatch.setattr(typeset, "_asked", {})
    with acting("maja") as maja:
        a_report(by=maja, at=at, about=(About(name=CJK, address=CJK[:30]),))
        a_report(by=maja, at=at)
        began = time.perf_counter()
        said = words(write(made(maja, at), by="Maja", at=at))
        assert time.perf_counter() - began < 5, "eleven seconds and no paper, before"
    assert "????" in said and "Alva Nyström" in said and "frågetecken" in said


def test_a_row_that_cannot_be_written_is_said_and_the_rest_follows(acting, at, caplog):
    with acting("maja") as maja:
        report = an_identified_report(by=maja, at=at)
        a_report(by=maja, at=at, about=(About(name="Axel Berg"),))
        clock = Clock.objects.filter(case=report.case).first()
        Clock.objects.create(
            case=report.case,
            rule="NO-SUCH-RULE",
            started_at=at,
            legal_on=clock.legal_on,
            rolled_on=clock.rolled_on,
            due_on=clock.due_on,
        )
        said = words(write(made(maja, at), by="Maja", at=at))
    assert "Kunde inte skrivas" in said and report.case.number in said
    assert "Axel Berg" in said
    assert "Alva" not in caplog.text, "the operator is told the kind of fault, and not whose"


def test_a_room_that_fails_leaves_the_others_their_sheets(acting, at, monkeypatch):
    def broken(*_):
        Report.objects.raw("select no_such_column from intake_report")[0]

    with acting("maja") as maja:
        an_identified_report(by=maja, at=at)
        monkeypatch.setattr(queries.house, "rooms", lambda: [Offers(outage=broken)])
        said = words(write(made(maja, at), by="Maja", at=at))
    assert "Kunde inte skrivas" in said and "Alva Nyström" in said


def test_a_pack_holds_what_a_unit_can_do_and_counts_the_rest(acting, as_owner, at, monkeypatch):
    monkeypatch.setattr(offers, "ON_PAPER", 3)
    monkeypatch.setattr(offers, "APART_ON_PAPER", 2)
    with acting("maja") as maja:
        for number in range(8):
            a_report(by=maja, at=at, about=(About(name=f"Barn {number}"),))
        for number in range(3):
            a_report(by=maja, at=at, about=(About(name=f"Skräp {number}"),))
    with as_owner():
        Report.objects.filter(about_name__startswith="Skräp").update(is_marked=True)
    with acting("maja") as maja:
        pack = made(maja, at)
        assert [one.who for one in pack.deadlines] == ["Barn 0", "Barn 1", "Barn 2"]
        assert (pack.left_out, len(pack.apart), pack.left_apart, len(pack.unknown)) == (5, 2, 1, 5)
        said = words(write(pack, by="Maja", at=at))
    assert "Och 5 till" in said and "Kom in när det var ovanligt mycket" in said and "Skräp 0" in said
    assert said.index("Barn 2") < said.index("Skräp 0")


def test_every_night_a_pack_is_proved_with_all_that_is_in_use_and_nobody(acting, as_owner, at):
    with acting("maja") as maja:
        a_report(by=maja, at=at, about=(About(name=f"{CJK} محمد"),))
        an_identified_report(by=maja, at=at)
    with as_owner():
        used = proof.in_use()
        assert {CJK[0], "م", "A"} <= set(used["signs"])
        assert "CH-02" in used["rules"] and used["came"]
        assert "Nyström" not in json.dumps(used, ensure_ascii=False)
        told = proof.prove(Run(at, at))
    assert told["utan typsnitt"] == 60 and told["tecken"] > 60 and told["byte"] > 1000


def test_a_pack_that_cannot_be_proved_is_one_line_to_the_operator(monkeypatch, at, caplog):
    monkeypatch.setattr(proof, "in_use", lambda: {"signs": "A", "rules": ["NO-SUCH-RULE"], "came": []})
    with caplog.at_level(logging.ERROR), pytest.raises(Exception, match="NO-SUCH-RULE"):
        proof.prove(Run(at, at))
    assert "avbrottspaketet kan inte skrivas" in caplog.text


def test_the_webs_role_may_not_ask_what_is_in_use(acting):
    with acting("maja"), pytest.raises(DatabaseError), transaction.atomic():
        proof.in_use()
