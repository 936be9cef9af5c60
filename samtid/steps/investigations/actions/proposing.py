"""Att bedöma, föreslå och kommunicera."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from samtid.base.dossier.actions import record
from samtid.base.dossier.versions import Overtaken
from samtid.base.look.house import waits_for
from samtid.base.organisation.doing import only
from samtid.base.organisation.models import Staff
from samtid.base.organisation.queries import obstacles_to_offering
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law.days import swedish_day
from samtid.ground.reasons import refuse_if

from .. import queries, rules, words
from ..models import Investigation, Proposal


@transaction.atomic
@only(rules.MAY)
def propose(
    investigation: Investigation,
    *,
    assessment: str,
    best_interests: str = "",
    recommendation: words.Recommendation,
    proposal: str,
    kind: DecisionKind | None = None,
    service_code: str = "",
    legal_basis: words.Basis | None = None,
    seen: int | None = None,
    by: Staff,
    at: datetime,
) -> Proposal:
    """Writes the assessment, the child's best interests and a proposal. A later one takes its place.

    ``seen`` is how many there were when the writer began: nobody's proposal is passed over unread.
    """
    refuse_if(
        rules.obstacles_to_proposing(queries.work(by, investigation))
        + rules.obstacles_to_wording(
            concerns_child=investigation.concerns_child,
            is_application=investigation.is_application,
            assessment=assessment,
            best_interests=best_interests,
            recommendation=recommendation,
            proposal=proposal,
            kind=str(kind or ""),
            service_code=service_code,
            legal_basis=legal_basis,
            on=swedish_day(at),
        )
        + obstacles_to_offering(service_code.strip(), swedish_day(at))
    )
    Investigation.objects.select_for_update(of=("self",)).get(pk=investigation.pk)  # one writer at a time
    standing = queries.standing(by, investigation)
    if seen is not None and seen != standing.version:
        raise Overtaken(standing)
    ends = recommendation == words.Recommendation.NO_SERVICE
    made = Proposal.objects.create(
        case=investigation.case,
        investigation=investigation,
        assessment=assessment.strip(),
        best_interests=best_interests.strip(),
        recommendation=recommendation,
        proposal=proposal.strip(),
        kind="" if ends else str(kind or ""),
        service_code="" if ends else service_code.strip(),
        legal_basis="" if ends else str(legal_basis or ""),
        by=by,
        by_title=by.title,
        at=at,
    )
    law = "SoL 3 kap. 1 §" if investigation.concerns_child else ""
    record(investigation.case, words.Event.PROPOSED, by=by, at=at, law=law)
    return made


@transaction.atomic
@only(rules.MAY)
def communicate(
    proposal: Proposal,
    *,
    communicated_at: datetime | None,
    how: words.Told | None = None,
    answer_by: date | None = None,
    not_communicated_reason: str = "",
    by: Staff,
    at: datetime,
) -> Proposal:
    """Notes that the person has had all material of weight and a day to answer, or why not (FL 25 §)."""
    refuse_if(
        rules.obstacles_to_communicating(
            communicated_at=communicated_at,
            how=str(how or ""),
            answer_by=answer_by,
            not_communicated_reason=not_communicated_reason,
            already=queries.is_communicated(proposal),
            closed_at=proposal.investigation.closed_at,
            at=at,
        )
        + waits_for("investigations.communicate", by, proposal, swedish_day(at))
    )
    proposal.communicated_at = communicated_at
    proposal.communicated_how = str(how or "") if communicated_at else ""
    proposal.answer_by = answer_by if communicated_at else None
    proposal.not_communicated_reason = "" if communicated_at else not_communicated_reason.strip()
    proposal.save(
        update_fields=["communicated_at", "communicated_how", "answer_by", "not_communicated_reason"]
    )
    verb = words.Event.COMMUNICATED if communicated_at else words.Event.NOT_COMMUNICATED
    record(proposal.case, verb, by=by, at=at, law="FL 25 §")
    return proposal


@transaction.atomic
@only(rules.MAY)
def answer(
    proposal: Proposal, text: str, *, answered_at: datetime, apart: bool = False, by: Staff, at: datetime
) -> Proposal:
    """Writes down what the person said about the material (FL 25 §, SoL 14:6).

    ``apart``: it is the sum of what a later room holds of each party, and waits for nothing more.
    """
    refuse_if(
        rules.obstacles_to_answering(
            answer=text,
            answered_at=answered_at,
            communicated_at=proposal.communicated_at,
            already=proposal.answered_at is not None,
            at=at,
        )
        + ([] if apart else waits_for("investigations.answer", by, proposal, swedish_day(at)))
    )
    proposal.answered_at, proposal.answer = answered_at, text.strip()
    proposal.save(update_fields=["answered_at", "answer"])
    record(proposal.case, words.Event.ANSWERED, by=by, at=at, law="FL 25 §")
    return proposal
