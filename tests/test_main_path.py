"""One need walks the whole way: from a worried school to the answer that the family gets.

The clock is told, each hand is named, and everyone acts with their own keys only.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from samtid.base.access.identity import Identity, acting_as
from samtid.base.access.words import Purpose
from samtid.base.dossier import queries as dossier
from samtid.base.dossier.models import Clock, Event
from samtid.base.organisation.models import Staff, Unit
from samtid.base.organisation.words import DecisionKind
from samtid.base.people.actions import Details as Person
from samtid.base.people.actions import look_up
from samtid.base.people.models import Person as PersonRow
from samtid.base.people.words import Bond, NumberKind
from samtid.ground.reasons import NotYet
from samtid.quality.followup import actions as followup
from samtid.quality.followup.rules import ResultDetails, Said
from samtid.quality.followup.words import Attained, HowTold, NextStep
from samtid.steps.decisions import actions as decisions
from samtid.steps.decisions import queries as decided
from samtid.steps.decisions.words import Consent, DecisionOutcome
from samtid.steps.decisions.words import Told as DecisionTold
from samtid.steps.intake import actions as intake
from samtid.steps.intake import queries as came_in
from samtid.steps.intake.words import Kind, Outcome, ReporterCategory
from samtid.steps.investigations import actions as investigations
from samtid.steps.investigations import queries as investigated
from samtid.steps.investigations.words import (
    Area,
    Basis,
    Method,
    Recommendation,
    ServiceCode,
    SourceKind,
    Told,
)
from samtid.steps.services import actions as services
from samtid.steps.services import queries as given
from samtid.steps.services.rules import GoalDetails
from samtid.steps.services.words import GoalArea
from samtid.steps.visits import actions as visits
from samtid.steps.visits import queries as planned
from tests.log_in import lately

SATURDAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
ALVA = Person(
    "Alva", "Nyström", number="201203142391", number_kind=NumberKind.PERSONNUMMER, born_on=date(2012, 3, 14)
)
MAMMA = Person("Mia", "Nyström", phone="070-1740605")


@pytest.fixture
def hands(db):
    """``with hands("bo", day): …``: that member of staff acts, that many days after the Saturday."""

    class Hands:
        def __call__(self, username: str, day: float) -> acting_as:
            self.at = SATURDAY + timedelta(days=day)
            self.by = Staff.objects.get(username=username) if username else None
            purpose = Purpose.WEB if self.by else Purpose.PORTAL
            return acting_as(Identity(self.by.pk if self.by else None, purpose, self.at, lately()))

        @property
        def now(self) -> dict[str, object]:
            return {"by": self.by, "at": self.at}

    return Hands()


def test_a_need_from_report_to_answer(hands):
    # 1. A school tells of its worry through the open door, where nobody is logged in
    with hands("", 0):
        receipt = intake.receive_report(
            intake.Details(
                need="child",
                kind=Kind.REPORT,
                text="Alva har kommit hungrig till skolan fyra dagar av fem och vill inte gå hem.",
                about=(intake.About("Alva Nyström", "20120314-2391"),),
                reporter_name="Kurator på Björkskolan",
                reporter_category=ReporterCategory.SCHOOL,
                wants_feedback=True,
            ),
            **hands.now,
        )
        assert not came_in.Report.objects.exists(), "the one who hands in cannot read"
    assert "Alva" not in receipt.code

    # 2. The reception sees who it is about, and assesses at once whether she needs protection
    with hands("maja", 0.1) as _:
        [report] = came_in.waiting(hands.by)
        case = intake.identify(report, look_up(ALVA, **hands.now), **hands.now)
        intake.relate_people(report, look_up(MAMMA, **hands.now), Bond.GUARDIAN, **hands.now)
        with pytest.raises(NotYet, match=r"20 kap\. 1 §"):
            intake.close_report(report, Outcome.NO_INVESTIGATION, "Skolan ger stöd.", **hands.now)
        intake.assess_protection(report, False, "Alva är hos mormor över helgen. Inget akut.", **hands.now)
        due = {clock.rule: clock.legal_on for clock in dossier.running_clocks(hands.by)}
        assert due["CH-02"] == date(2026, 12, 5), "a Saturday: the legal day stays the legal day"
        assert Clock.objects.get(rule="CH-02").rolled_on == date(2026, 12, 7)

    # 3. An investigation is opened and taken over by another unit; the reception loses sight of it
    with hands("maja", 3):
        report = came_in.reports(hands.by).get()
        opened = investigations.open_investigation(
            report,
            unit=Unit.objects.get(name="Utredning barn och unga"),
            caseworker=Staff.objects.get(username="bo"),
            method=Method.BBIC,
            reason="Ta reda på hur Alva har det hemma.",
            **hands.now,
        )
        assert not dossier.cases(hands.by).exists()
    with hands("pelle", 3):
        assert not PersonRow.objects.exists(), "economic assistance has no key to a child's case"

    # 4. The investigation: what others say, what Alva says, and an assessment
    with hands("bo", 20):
        inquiry = investigated.investigations(hands.by).get(pk=opened)
        investigations.plan(inquiry, "Samtal med Alva, mamma och skolan. Hembesök.", **hands.now)
        investigations.inform_affected(inquiry, informed_at=hands.at, how=Told.PHONE, **hands.now)
        investigations.add_finding(
            inquiry,
            area=Area.BASIC_CARE,
            text="Hungrig fyra av fem morgnar. Äter skolfrukost sedan i måndags.",
            source="Kurator på Björkskolan",
            source_kind=SourceKind.SCHOOL,
            obtained_at=hands.at,
            **hands.now,
        )
        proposal = {
            "assessment": "Mamma orkar inte med mornarna sedan hon blev sjuk.",
            "best_interests": "Bäst för Alva är att bo hemma med stöd, vilket hon själv vill.",
            "recommendation": Recommendation.GRANT,
            "proposal": "Familjebehandling två gånger i veckan.",
            "kind": DecisionKind.OPEN_CARE,
            "service_code": ServiceCode.FAMILY_TREATMENT,
            "legal_basis": Basis.SOL_11_1,
        }
        with pytest.raises(NotYet, match=r"[Bb]arnet"):
            investigations.propose(inquiry, **proposal, **hands.now)
        investigations.hear_child(
            inquiry,
            heard_at=hands.at,
            text="«Jag vill att mamma ska vara glad igen.»",
            minutes=40,
            alone=True,
            **hands.now,
        )
        written = investigations.propose(inquiry, **proposal, **hands.now)
        investigations.communicate(
            written, communicated_at=hands.at, how=Told.MEETING, answer_by=date(2026, 12, 21), **hands.now
        )
        investigations.answer(written, "Vi vill ha hjälpen.", answered_at=hands.at, **hands.now)

    # 5. The decision, on delegation, with its letter and the day it shall be followed up
    with hands("bo", 31):
        inquiry = investigated.investigations(hands.by).get(pk=opened)
        decision = decisions.prepare(
            inquiry,
            decisions.Text(
                kind=DecisionKind.OPEN_CARE,
                service_code=ServiceCode.FAMILY_TREATMENT,
                outcome=DecisionOutcome.GRANTED,
                content="Alva och hennes familj får familjebehandling två gånger i veckan.",
                reasons="Alva har flera dagar kommit hungrig till skolan. Mamma orkar inte utan stöd just nu.",
                legal_basis=Basis.SOL_11_1,
                extent="två besök i veckan",
                valid_from=date(2026, 12, 28),
                goal="Alva äter frukost varje skoldag.",
                follow_up_on=date(2027, 3, 20),
                consent=Consent.GUARDIANS,
            ),
            **hands.now,
        )
        decisions.sign(decision, **hands.now)
        decisions.notify(decision, hands.at, DecisionTold.HANDED, **hands.now)
        decision = decided.decisions(hands.by).get()
        assert bytes(decision.letter.content).startswith(b"%PDF")
        assert investigated.investigations(hands.by).get().closed_at == hands.at

    # 6. The service, carried out by another unit that sees its own work and not the case
    with hands("bo", 32):
        decision = decided.decisions(hands.by).get()
        services.start_service(
            decision,
            Unit.objects.get(name="Öppenvård"),
            str(ServiceCode.FAMILY_TREATMENT),
            (GoalDetails("Alva äter frukost varje skoldag", GoalArea.HOME, 2, 9),),
            date(2026, 12, 28),
            **hands.now,
        )

    # the help begins when it begins, not when its start was written down (SoL 34:1)
    with hands("bo", 38):
        services.begin_service(given.services(hands.by).get(), date(2026, 12, 28), **hands.now)

    # 7. Visits agreed
    with hands("omar", 36):
        service = given.services(hands.by).get()
        assert not dossier.cases(hands.by).exists(), "the carrying-out unit has no key to the case"
        agreed = visits.Arrangement(60, "Samtal hemma om mornarna", staff=hands.by)
        visit = visits.agree_visit(service, SATURDAY + timedelta(days=40, hours=4), agreed, **hands.now)

    # 8. Carried out
    with hands("omar", 40.3):
        visit = planned.visits(hands.by).get(pk=visit.pk)
        visits.carry_out(visit, minutes_done=55, note="Mamma och Alva gjorde ett frukostschema.", **hands.now)

    # 9. Followed up, goal by goal, each with their own voice
    with hands("bo", 115):
        service = given.services(hands.by).get()
        goal = given.goals(hands.by, service).get()
        seen = followup.follow_up(
            service,
            [
                ResultDetails(
                    goal.pk,
                    person=Said(Attained.REACHED, "«Vi äter gröt nu.»"),
                    guardian=Said(Attained.SOME, "De flesta dagar."),
                    staff=Said(Attained.REACHED, "Frukost alla skoldagar i fyra veckor."),
                )
            ],
            "Mornarna fungerar. Familjen vill fortsätta till sommaren.",
            next_step=NextStep.CONTINUE,
            next_on=date(2027, 6, 1),
            **hands.now,
        )

        # 10. And answered
        followup.give_feedback(
            seen,
            "Ni har nått målet om frukost. Stödet fortsätter till sommaren.",
            HowTold.TALK,
            **hands.now,
        )

        running = {
            clock.rule: clock.due_on for clock in dossier.running_clocks(hands.by).exclude(rule="AD-03")
        }
        assert running.pop("UPPFOLJNING") == date(2027, 6, 1)
        assert running.keys() <= {"CH-06"}, (
            "nothing the law asks for is left undone but the answer to the school"
        )

        # The diary tells the whole way, in order
        case = dossier.cases(hands.by).get(pk=case.pk)
        told = list(Event.objects.filter(case=case).order_by("at", "pk").values_list("verb", flat=True))
        for earlier, later in zip(
            ("case_opened", "protection_assessed", "investigation_opened"),
            ("protection_assessed", "investigation_opened", told[-1]),
            strict=True,
        ):
            assert told.index(earlier) < told.index(later)
