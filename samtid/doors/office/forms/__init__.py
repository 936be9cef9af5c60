"""Vad man fyller i: ``directory`` who works where, ``own`` the municipality's own, ``plan`` a reorganisation."""

from __future__ import annotations

from samtid.doors.office.words import Subject, Verb

from .dated import Dated
from .deciding import RefuseForm, TemplateForm
from .directory import (
    CommitteeForm,
    DelegationForm,
    EmployForm,
    EndForm,
    LinkForm,
    MembershipForm,
    SkillForm,
    StaffForm,
    UnitForm,
)
from .own import MunicipalityForm, OfferingForm, ValueForm
from .plan import MoveForm, PlanForm

__all__ = ["FORMS", "MAY_CHANGE", "Dated", "MoveForm", "PlanForm", "RefuseForm", "TemplateForm", "form_of"]

FORMS: dict[str, type[Dated]] = {
    Subject.COMMITTEE: CommitteeForm,
    Subject.UNIT: UnitForm,
    Subject.STAFF: StaffForm,
    Subject.MEMBERSHIP: MembershipForm,
    Subject.SKILL: SkillForm,
    Subject.DELEGATION: DelegationForm,
    Subject.VALUE: ValueForm,
    Subject.OFFERING: OfferingForm,
    Subject.MUNICIPALITY: MunicipalityForm,
    Subject.LINK: LinkForm,
}
# What is true of a person in a place begins and ends; only these have a row that may say something else.
MAY_CHANGE = (Subject.COMMITTEE, Subject.UNIT, Subject.STAFF)


def form_of(subject: Subject, verb: Verb) -> type[Dated]:
    """The form of a proposal."""
    if verb == Verb.END:
        return EndForm
    return EmployForm if (subject, verb) == (Subject.STAFF, Verb.BEGIN) else FORMS[subject]
