"""The diary says what was done: by SQL nobody writes there what nobody did, nor in words of their own."""

from __future__ import annotations

import psycopg
import pytest

from samtid.base.corrections.words import Event as Corrections
from samtid.base.dossier.words import Event as Dossier
from samtid.quality.followup.words import Event as Followup
from samtid.steps.decisions.words import Event as Decisions
from samtid.steps.intake.words import Event as Intake
from samtid.steps.investigations.words import Event as Investigations
from samtid.steps.placements.words import Event as Placements
from samtid.steps.services.words import Event as Services
from samtid.steps.visits.words import Event as Visits
from tests.attacker.foothold import Town

LINE = (
    "insert into dossier_event (id, case_id, compartment_id, is_sealed, verb, said, law, at, by_id) "
    "values (gen_random_uuid(), %s, %s, false, %s, %s, '', access.at(), access.me())"
)
ROOMS = (Dossier, Corrections, Intake, Investigations, Decisions, Services, Placements, Visits, Followup)
EVERY = [verb for room in ROOMS for verb in room]
# Said of a state or a conversation that no row of that moment tells of: its own words are all that is held to.
WORDS_ONLY = {
    *(Dossier.CASE_TRANSFERRED, Dossier.CASE_ASSIGNED, Dossier.CLOCK_EXTENDED),
    *(Corrections.RELATION_BEGAN, Corrections.INCIDENT),
    *(Intake.IDENTIFIED, Intake.CONFIRMED, Intake.ROUTED, Intake.ALREADY_OPEN),
    *(
        Investigations.REPORT_ADDED,
        Investigations.REPORT_READ,
        Investigations.PLANNED,
        Investigations.INFORMED,
    ),
    *(Investigations.NOT_INFORMED, Investigations.COMMUNICATED, Investigations.NOT_COMMUNICATED),
    *(Investigations.ANSWERED, Investigations.EXTENDED, Investigations.MONITORING, Investigations.MONITORED),
    *(Decisions.CHANGED, Decisions.PLACE_TOLD, Decisions.FINAL),
    *(Placements.LEFT, Placements.ENDED, Placements.SECRETARY),
    Followup.REPLIED,
}


def writes(town: Town, verb: str, said: str) -> None:
    with town.log_in() as web:
        town.stamp(web, "maja")
        web.execute(LINE, [town.case, town.compartments["Mottagning"], verb, said])
        web.rollback()


@pytest.mark.parametrize("verb", EVERY, ids=str)
def test_what_nobody_did_is_not_said_in_ones_own_case(town: Town, verb, record_property):
    record_property("attempt", ("Skriva falskt", f"dagboken: {verb.label}"))
    if verb in WORDS_ONLY:
        writes(town, str(verb), verb.label)
        record_property("result", "bara i rummets egna ord")
        return
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="that was not"):
        writes(town, str(verb), verb.label)
    record_property("result", "nekad")


@pytest.mark.parametrize("verb", EVERY, ids=str)
@pytest.mark.parametrize("said", ["{}. Mamman erkände.", ""])
def test_nothing_is_said_in_ones_own_words(town: Town, verb, said, record_property):
    record_property("attempt", ("Skriva falskt", f"dagboken i egna ord: {said.format(verb.label)}"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match=r"own words|that was not"):
        writes(town, str(verb), said.format(verb.label))
    record_property("result", "nekad")


@pytest.mark.parametrize(
    "verb", ["", "x", "case_opene", "told", "%", "decision_signed'", "DECISION_SIGNED", "in", "new"]
)
def test_a_verb_that_no_room_has_is_nobodys(town: Town, verb, record_property):
    record_property("attempt", ("Skriva falskt", f"dagboken: ett eget verb {verb!r}"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="no room says that"):
        writes(town, verb, "Beslut fattades")
    record_property("result", "nekad")


def test_a_signed_note_is_said_in_its_own_moment_only(town: Town, record_property):
    record_property("attempt", ("Skriva falskt", "dagboken: en underskrift från i går"))
    with pytest.raises(psycopg.errors.InsufficientPrivilege, match="that was not"):
        writes(town, str(Dossier.NOTE_SIGNED), Dossier.NOTE_SIGNED.label)
    with town.log_in() as web:
        town.stamp(web, "maja")
        web.execute(
            "insert into dossier_note (id, case_id, compartment_id, is_sealed, kind, text, source, happened_at, written_at, "
            "author_id, author_title) select '00000000-0000-4000-8000-000000000001', %s, %s, false, 'contact', 'x', '', access.at(), "
            "access.at(), s.id, s.title from organisation_staff s where s.id = access.me()",
            [town.case, town.compartments["Mottagning"]],
        )
        web.execute("select access.sign_note('00000000-0000-4000-8000-000000000001')")
        said = [
            town.case,
            town.compartments["Mottagning"],
            str(Dossier.NOTE_SIGNED),
            Dossier.NOTE_SIGNED.label,
        ]
        web.execute(LINE, said)
        web.rollback()
    record_property("result", "nekad")


@pytest.mark.parametrize("door", ["record_from_service", "record_from_visits"])
@pytest.mark.parametrize("verb", [*Services, *Visits], ids=str)
def test_a_service_that_does_not_exist_tells_nothing(town: Town, door, verb, record_property):
    record_property("attempt", ("Skriva falskt", f"access.{door}: {verb.label}"))
    with town.log_in() as web, pytest.raises(psycopg.errors.InsufficientPrivilege):
        town.stamp(web, "maja")
        web.execute(f"select access.{door}(%s, gen_random_uuid(), %s, '')", [town.case, str(verb)])
    record_property("result", "nekad")
