"""Det som kommer in: received, identified, assessed for protection, opened or not, answered."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from samtid.base.access.queries import compartment_of
from samtid.base.access.words import Ground, Reach
from samtid.base.dossier.actions import name_staff, transfer
from samtid.base.organisation.models import Staff
from samtid.base.organisation.words import Role, UnitKind
from samtid.base.people.actions import Details as PersonDetails
from samtid.base.people.models import Person
from samtid.base.people.words import Bond, Protection, Sex
from samtid.ground.sweden import swedish_day
from samtid.steps.intake import actions
from samtid.steps.intake.models import Report
from samtid.steps.intake.queries import is_childs, is_unread
from samtid.steps.intake.words import Channel, Kind, Outcome, ReporterCategory
from samtid.steps.investigations.actions import add_report_to_open_investigation, read_report

from .. import volumes_words as said
from ..population import Living
from ..population import Person as Invented
from ..population_numbers import NumberKind
from ..volumes_course import Answered, InvestigationOpened, PreliminaryDone, ProtectionAssessed
from . import texts, translate
from .scene import Matter, Scene, between, day, minutes


def kind_of(matter: Matter) -> Kind:
    """What it is called at the reception."""
    need = matter.need
    if need.kind is said.Kind.QUESTION:
        return Kind.QUESTION
    told = need.kind in (said.Kind.SUBSTANCE, said.Kind.VIOLENCE) and need.reporter is not said.Reporter.SELF
    return Kind.REPORT if need.kind is said.Kind.CHILD or told else Kind.APPLICATION


def times(matter: Matter, until: datetime) -> None:
    """When it is written down, and when it is known whom it is about: before anything else is done with it."""
    need, chance = matter.need, matter.chance
    first = matter.steps[0].at if matter.steps else None
    last = (first or until) - timedelta(minutes=2)
    received = matter.received_at
    if need.channel is said.Channel.WEB:
        matter.registered_at = received
    else:
        matter.registered_at = between(received, received + minutes(chance, 2, 25), max(received, last))
    if need.kind is said.Kind.QUESTION:
        return
    waits = first is None and until - received < timedelta(hours=20)
    if waits and (need.channel is said.Channel.WEB or chance.random() < 0.3):
        return
    wanted = matter.registered_at + minutes(chance, 1, 9)
    if need.channel is said.Channel.WEB and first is not None:
        wanted = first - minutes(chance, 5, 30)
    matter.identified_at = between(matter.registered_at, wanted, max(matter.registered_at, last))


def receive(scene: Scene, together: list[Matter]) -> None:
    """What is said comes in: one report for each of those it is about."""
    first = together[0]
    need, chance = first.need, first.chance
    at = first.registered_at
    by = None if need.channel is said.Channel.WEB else _receiver(scene, first, at)
    name, contact = texts.reporter(need.reporter, need.household, need.person, chance)
    category = translate.REPORTER[need.reporter]
    details = actions.Details(
        need=translate.NEED[need.kind],
        kind=kind_of(first),
        text=need.text,
        channel=Channel.WEB if by is None else translate.CHANNEL[need.channel],
        about=tuple(_about(matter, chance.random()) for matter in together),
        reporter_name=name,
        reporter_category=category,
        reporter_contact=contact,
        wants_feedback=any(matter.need.wants_feedback for matter in together),
        is_anonymous=need.reporter is said.Reporter.ANONYMOUS,
        guardians_told=_guardians_told(need.kind, category, chance.random()),
        interpreter=need.person.language or "",
        is_urgent=need.severity is said.Severity.ACUTE,
        safe_contact=chance.choice(texts.SAFE_CONTACT) if need.kind is said.Kind.VIOLENCE else "",
    )
    receipt = scene.do(first, actions.receive_report, details, received_at=first.received_at, by=by, at=at)
    for matter, key in zip(together, receipt.report_ids, strict=True):
        matter.report_id = key


def identify(scene: Scene, matter: Matter) -> None:
    """The reception says whom it is about, and who is near."""
    at, need = matter.identified_at, matter.need
    assert at is not None
    by = matter.receiver = _receiver(scene, matter, at)
    report = scene.report(matter)
    person = scene.people.get(need.person.key) or person_details(need.person, at, matter)
    case = scene.do(matter, actions.identify, report, person, by=by, at=at)
    scene.people[need.person.key] = case.dossier.person_id
    for other, bond in _near(matter):
        details = person_details(other, at, matter)
        known = scene.people.get(other.key)
        scene.do(matter, actions.relate_people, report, known or details, bond, by=by, at=at)
        if known is None:
            # who registers somebody gets a handle of their own; the next one would not be understood
            scene.people[other.key] = Person.objects.values_list("pk", flat=True).get(number=details.number)


def assess_protection(scene: Scene, matter: Matter, step: ProtectionAssessed) -> None:
    """Today, or now and then too late. Danger is written where an investigation follows."""
    report = scene.report(matter)
    if report.protection_assessed_at is not None or report.closed_at is not None:
        return  # read together with another report about the same child
    opened = bool(matter.need.course.of(InvestigationOpened)) or not matter.need.course.of(PreliminaryDone)
    danger = not step.safe and opened
    text = step.text if danger == (not step.safe) else "Ingen akut fara efter samtal med familj och anmälare."
    by = matter.receiver or _receiver(scene, matter, step.at)
    scene.do(matter, actions.assess_protection, report, danger, text, by=by, at=step.at)


def protect_the_young(scene: Scene, matter: Matter, at: datetime) -> None:
    """Somebody not yet eighteen is a child, whatever it is about: their protection is assessed too (SoL 20:1)."""
    report = scene.report(matter)
    if report.kind != Kind.REPORT or report.protection_assessed_at is not None or not is_childs(report):
        return
    by = matter.receiver or _receiver(scene, matter, at)
    soon = between(matter.identified_at or at, report.received_at + minutes(matter.chance, 30, 170), at)
    scene.do(matter, actions.assess_protection, report, False, texts.YOUNG, by=by, at=soon)


def protect_those_waiting(scene: Scene, matter: Matter, at: datetime) -> None:
    """What else waits about the same child is read in the investigation, so it is assessed before that opens (20:1)."""
    report = scene.report(matter)
    others = Report.objects.filter(case=report.case_id, closed_at=None, protection_assessed_at=None)
    for other in (
        others.exclude(pk=report.pk).select_related("case__dossier__person").order_by("received_at", "pk")
    ):
        if other.kind == Kind.REPORT and is_childs(other):
            by = matter.receiver or _receiver(scene, matter, at)
            scene.do(matter, actions.assess_protection, other, False, texts.READ_TOGETHER, by=by, at=at)


def end_preliminary(scene: Scene, matter: Matter, step: PreliminaryDone) -> None:
    """Not opened, or read in what is already going on. Opening is the investigation's own step."""
    if step.ending is said.Ending.OPENED:
        return
    protect_the_young(scene, matter, step.at)
    report = scene.report(matter)
    if report.closed_at is not None:
        matter.is_over = True
    elif step.ending is said.Ending.JOINED and matter.need.person.key in scene.investigated:
        join(scene, matter, report, step.at)
    else:
        unit = scene.staffing.unit(UnitKind.RECEPTION, day(step.at))
        by = scene.staffing.manager(unit, day(step.at))
        late = texts.TOO_LATE if step.late else ""
        scene.do(
            matter,
            actions.close_report,
            report,
            Outcome.NO_INVESTIGATION,
            step.text,
            late_reason=late,
            by=by,
            at=step.at,
        )


def join(scene: Scene, matter: Matter, report: Report, at: datetime) -> None:
    """Gives a report to the investigation that is already going on about the same person."""
    other, by = scene.investigated[matter.need.person.key], matter.receiver
    assert by is not None
    if matter.is_protected:
        name(scene, other, by, "Tar emot anmälningar om samma person.", at)
    scene.do(matter, add_report_to_open_investigation, report, by=by, at=at)
    if other.caseworker is not None and other.caseworker != by:
        scene.do(other, _read, report.pk, by=other.caseworker, at=at)
    matter.is_over = True


def _read(report: UUID, *, by: Staff, at: datetime) -> None:
    """The one who investigates reads what was added, when it is there to be read."""
    found = Report.objects.filter(pk=report).first()
    if found is not None and is_unread(found):
        read_report(found, by=by, at=at)


def help_at_once(scene: Scene, matter: Matter, report: Report, at: datetime) -> None:
    """What is asked for is given without a test (SoL 11:5): no investigation, and the case goes to who gives it."""
    assert report.case is not None and matter.receiver is not None
    on, outcome = day(at), Outcome.WITHDRAWN
    by = matter.receiver
    if report.kind == Kind.REPORT:
        reception = scene.staffing.unit(UnitKind.RECEPTION, on)
        outcome, by = Outcome.NO_INVESTIGATION, scene.staffing.manager(reception, on)
    unit = scene.staffing.unit(translate.UNIT[matter.need.kind], on)
    matter.unit = unit
    matter.caseworker = scene.staffing.anyone(unit, on, matter.chance, Role.CASEWORKER, Role.SENIOR)
    scene.do(matter, actions.close_report, report, outcome, texts.WITHOUT_TEST, by=by, at=at)
    to = compartment_of(unit, on)
    scene.do(matter, transfer, report.case, to, matter.caseworker, by=matter.receiver, at=at)
    matter.direct = report.case


def name(scene: Scene, matter: Matter, who: Staff, why: str, at: datetime) -> None:
    """The caseworker makes somebody one of the few who may open a case at a protected identity."""
    assert matter.caseworker is not None and matter.investigation is not None
    scene.do(
        matter,
        name_staff,
        matter.investigation.case,
        who,
        ground=Ground.NAMED,
        reach=Reach.CASE,
        reason=why,
        until=None,
        by=matter.caseworker,
        at=at,
    )


def answer(scene: Scene, matter: Matter, step: Answered) -> None:
    """A question gets its answer; a reporter who may know is told what came of it."""
    report = scene.report(matter)
    by = matter.receiver or _receiver(scene, matter, step.at)
    if not step.to_reporter:
        scene.do(matter, actions.answer_question, report, step.text, by=by, at=step.at)
    elif report.closed_at is not None and ReporterCategory(report.reporter_category).is_mandated:
        scene.do(matter, actions.send_feedback, report, step.text, by=by, at=step.at)


def person_details(person: Invented, at: datetime, matter: Matter) -> PersonDetails:
    """Everything that is known about somebody, as it is registered. A secret place is not written down."""
    protection = translate.PROTECTION[person.protection]
    hidden = protection in (Protection.REGISTERED_ELSEWHERE, Protection.FICTITIOUS)
    identity, home = person.identity, person.address
    return PersonDetails(
        given_name=person.first_name,
        family_name=person.last_name,
        number=reserve(identity.number) if identity.kind is NumberKind.RESERVE else identity.number,
        number_kind=translate.NUMBER[identity.kind],
        born_on=identity.born_on,
        sex=Sex.WOMAN if identity.sex == "K" else Sex.MAN,
        address="" if hidden else home.street,
        postcode="" if hidden else home.postal_code,
        locality="" if hidden else home.place,
        phone="" if hidden else person.phone,
        school="" if hidden else texts.school(matter.need.household, person.age(swedish_day(at))),
        interpreter=person.language or "",
        protection=protection,
    )


def reserve(number: str) -> str:
    """A reserve number in the national form: the birth date, a letter and three digits."""
    _, born, count = number.split("-")
    return f"{born}R{int(count):03d}"


def _receiver(scene: Scene, matter: Matter, at: datetime) -> Staff:
    """Who takes it at the reception. One about a protected person is taken by the manager, and by nobody else."""
    unit = scene.staffing.unit(UnitKind.RECEPTION, day(at))
    if matter.is_protected:
        return scene.staffing.manager(unit, day(at))
    return scene.staffing.anyone(unit, day(at), matter.chance, Role.RECEPTION, independent=True)


def _about(matter: Matter, luck: float) -> actions.About:
    need = matter.need
    if need.kind is said.Kind.QUESTION:
        return actions.About()
    person = need.person
    knows = translate.REPORTER[need.reporter].is_mandated or need.reporter in (
        said.Reporter.SELF,
        said.Reporter.GUARDIAN,
    )
    number = person.identity.number if knows and luck < 0.8 and person.identity.number.isdigit() else ""
    hidden = matter.is_protected
    return actions.About(
        name=f"{person.first_name} {person.last_name}",
        number=f"{number[:8]}-{number[8:]}" if number else "",
        address="" if hidden or not knows else str(person.address),
        school="" if hidden else texts.school(need.household, person.age(swedish_day(need.received_at))),
    )


def _guardians_told(kind: said.Kind, who: ReporterCategory, luck: float) -> bool | None:
    if kind is not said.Kind.CHILD or not who.is_mandated or luck > 0.85:
        return None
    return luck < 0.6


def _near(matter: Matter) -> list[tuple[Invented, Bond]]:
    """Guardians and siblings of a child; the children and the partner of an adult."""
    person, home = matter.need.person, matter.need.household
    others = [child for child in home.children if child.key != person.key]
    if person.guardians:
        return [(one, Bond.GUARDIAN) for one in home.adults] + [(one, Bond.SIBLING) for one in others]
    apart = home.living is Living.SEPARATED
    partner = [(one, Bond.PARTNER) for one in home.adults if one.key != person.key and not apart]
    return partner[:1] + [(one, Bond.CHILD) for one in others]
