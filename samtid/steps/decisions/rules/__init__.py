"""Vad lagen säger om beslut. Pure functions: values in, reasons out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from samtid.base.organisation.rules import Mandate
from samtid.base.organisation.words import DecisionKind
from samtid.ground.law.delegation import Floor, Level, floor_for
from samtid.ground.law.rules import NotInForce
from samtid.ground.reasons import Obstacle
from samtid.steps.investigations.rules import (
    is_coercive,
    obstacles_of_basis,
    obstacles_of_kind,
    offered_bases,
)
from samtid.steps.investigations.words import Basis

from ..words import Consent, DecisionOutcome, Per
from .after import APPEALED as APPEALED
from .after import NOTIFY as NOTIFY
from .after import Appellant as Appellant
from .after import Came as Came
from .after import is_in_time as is_in_time
from .after import is_under_appeal as is_under_appeal
from .after import obstacles_to_appeal as obstacles_to_appeal
from .after import obstacles_to_correcting_notice as obstacles_to_correcting_notice
from .after import obstacles_to_finality as obstacles_to_finality
from .after import obstacles_to_notifying as obstacles_to_notifying
from .after import obstacles_to_settling as obstacles_to_settling
from .who import COSTS as COSTS
from .who import MAY as MAY
from .who import is_cost_unstated as is_cost_unstated

REASONS = "FL 32 §"
CONTENT = "FL 31 §"
FOLLOW_UP = "SoL 5 kap. 2 §"
CONSENT = "SoL 21 kap. 1 §"
SOME_WORDS = 20
LONG_AGO = 365  # days: a year mistyped before it is anything else

# Appealed to the administrative court (SoL 35:1; LSS 27 §; LVU 41 §). What may be granted beyond the right
# (11:4, 12:2) is open only to a review of its lawfulness (KL 13 kap.), which follows from 35:1 and 14:10.
REVIEWED_ONLY = frozenset({Basis.SOL_11_4, Basis.SOL_12_2})
# Favourable decisions that must be carried out within three months (SoL 34:1; LSS 28 f §).
MUST_BE_CARRIED_OUT = frozenset({Basis.SOL_11_1, Basis.SOL_12_1, Basis.LSS_9})
# Care outside the home and other measures that a child's own consent never is enough for (SoL 21:1 4 st.).
GUARDIANS_ALWAYS = frozenset({DecisionKind.FAMILY_HOME, DecisionKind.RESIDENTIAL_CARE})
# What a kind of help can rest on. A kind that is not listed rests on the general provisions.
GENERAL = frozenset({Basis.SOL_11_1, Basis.SOL_11_4, Basis.LSS_9})
BASES: dict[DecisionKind, frozenset[Basis]] = {
    DecisionKind.ASSISTANCE: frozenset({Basis.SOL_12_1, Basis.SOL_12_2, Basis.SOL_12_2_A, Basis.SOL_12_5}),
    DecisionKind.FAMILY_HOME: frozenset({Basis.SOL_22_2, Basis.SOL_22_4}),
    DecisionKind.PROTECTED_HOUSING: frozenset({Basis.SOL_11_1}),
    DecisionKind.FEE: frozenset({Basis.SOL_32_1}),
}
# Who decides where no delegate may, in words.
DECIDERS = {Level.BOARD: "nämnden", Level.COMMITTEE: "nämnden eller ett utskott"}


def obstacles_after_death(died_on: date | None, decided_on: date) -> list[Obstacle]:
    """Nobody who has died is decided about, or written to; what the board decided before may be registered."""
    if died_on is None or decided_on < died_on:
        return []
    return [
        Obstacle(
            f"Personen avled {died_on}. Ett beslut om den som är död fattas inte och brevet skrivs inte. "
            "Avsluta utredningen utan beslut, eller rätta uppgiften om den är fel.",
            NOTIFY,
        )
    ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """Förslag till beslut, as values. ``amount`` is in kronor; ``age`` in whole years, None when not known."""

    kind: DecisionKind
    outcome: DecisionOutcome
    content: str
    reasons: str
    legal_basis: Basis
    service_code: str = ""
    amount: int | None = None
    per: Per | None = None
    valid_from: date | None = None
    valid_to: date | None = None
    goal: str = ""
    follow_up_on: date | None = None
    consent: Consent | None = None
    concerns_child: bool = False
    age: int | None = None


def may_appeal(basis: Basis) -> bool:
    """Whether the person may appeal to the administrative court, and not only have the lawfulness reviewed."""
    return basis not in REVIEWED_ONLY


def starts_execution_clock(outcome: DecisionOutcome, basis: Basis) -> bool:
    """Whether the decision must be reported if it is not carried out within three months (SoL 34:1)."""
    return outcome.grants and basis in MUST_BE_CARRIED_OUT


def bases_for(kind: DecisionKind) -> frozenset[Basis]:
    """The provisions that a kind of help can rest on."""
    return BASES.get(kind, GENERAL)


def goes_against(outcome: DecisionOutcome) -> bool:
    """Whether it goes against the person, wholly or in part (FL 42 §)."""
    return outcome != DecisionOutcome.GRANTED


def floor_of(basis: Basis, on: date) -> Floor:
    """The lowest level that may decide (SoL 30 kap.). By what does not apply that day, nobody but the board."""
    try:
        return floor_for(str(basis), on=on)
    except NotInForce as why:
        return Floor(Level.BOARD, basis.label, str(why))


def obstacles_to_preparing(draft: Draft, *, on: date) -> list[Obstacle]:
    """What a draft must say before it can be kept: a kind, a text, and a provision that a decision can rest on."""
    found = obstacles_of_basis(draft.legal_basis, on)
    if not draft.content.strip():
        found.append(Obstacle("Skriv vad som beslutas.", CONTENT, field="content"))
    if (draft.kind is DecisionKind.FEE) != (draft.outcome is DecisionOutcome.SET):
        found.append(Obstacle("Bara en avgift fastställs, och bara så.", CONTENT, field="outcome"))
    if draft.service_code:
        found += obstacles_of_kind(str(draft.kind), draft.service_code)
    if draft.valid_from and draft.valid_to and draft.valid_to < draft.valid_from:
        found.append(Obstacle("Beslutet kan inte upphöra innan det börjar gälla.", field="valid_to"))
    if draft.amount is not None and draft.per is None:
        found.append(Obstacle("Välj om beloppet gäller per månad eller en gång.", field="per"))
    return found


def obstacles_to_changing(*, signed_at: datetime | None) -> list[Obstacle]:
    """What stands in the way of changing it: a decision that has been made stands."""
    if signed_at is None:
        return []
    return [Obstacle("Beslutet är fattat. Skriv ett nytt beslut om något ska ändras.", "FL 37 §")]


def obstacles_in_text(draft: Draft, *, on: date, decided_on: date | None = None) -> list[Obstacle]:
    """What the law asks of the decision's own text (FL 31–32 §§; SoL 3:1, 5:2, 21:1).

    ``decided_on`` is the day whose law applies, where the board decided on an earlier one than ``on``.
    """
    found = obstacles_to_preparing(draft, on=decided_on or on)
    if len(draft.reasons.strip()) < SOME_WORDS:
        text = "Skriv skälen: vilka omständigheter som har avgjort, så att den enskilde förstår."
        found.append(Obstacle(text, REASONS, field="reasons"))
    if draft.legal_basis not in bases_for(draft.kind) and not is_coercive(draft.legal_basis):
        fits = ", ".join(
            basis.label for basis in offered_bases(decided_on or on) if basis in bases_for(draft.kind)
        )
        text = f"«{draft.kind.label}» kan inte grundas på {draft.legal_basis.label}. Välj bland: {fits}."
        found.append(Obstacle(text, REASONS, field="legal_basis"))
    if draft.outcome.grants:
        found += _granting(draft, on)
    return found


def _granting(draft: Draft, on: date) -> list[Obstacle]:
    found = []
    if not draft.service_code:
        found.append(Obstacle("Välj vilken insats beslutet gäller.", CONTENT, field="service_code"))
    if draft.valid_from is None:
        found.append(Obstacle("Skriv från vilken dag insatsen gäller.", CONTENT, field="valid_from"))
    if draft.follow_up_on is None:
        found.append(
            Obstacle("Skriv vilken dag beslutet senast ska följas upp.", FOLLOW_UP, field="follow_up_on")
        )
    elif draft.follow_up_on <= on:
        found.append(Obstacle("Uppföljningen ska ligga framåt i tiden.", FOLLOW_UP, field="follow_up_on"))
    if draft.kind != DecisionKind.ASSISTANCE and not draft.goal.strip():
        found.append(
            Obstacle("Skriv målet: vad ska vara annorlunda när insatsen har hjälpt?", FOLLOW_UP, field="goal")
        )
    if draft.kind == DecisionKind.ASSISTANCE and draft.amount is None:
        found.append(Obstacle("Skriv beloppet.", CONTENT, field="amount"))
    return found + obstacles_of_consent(draft)


def obstacles_of_consent(draft: Draft) -> list[Obstacle]:
    """The ladder of consent when a child is given help (SoL 21:1): under 12, 12–14, from 15."""
    if not draft.concerns_child or draft.consent == Consent.GUARDIANS:
        return []
    if draft.kind in GUARDIANS_ALWAYS:
        return [Obstacle("Insatsen kräver alltid att vårdnadshavarna samtycker.", CONSENT, field="consent")]
    if draft.age is None or draft.age < 12:
        return [
            Obstacle("Barnet är under 12 år, så vårdnadshavarna behöver samtycka.", CONSENT, field="consent")
        ]
    if draft.consent == Consent.CHILD:
        return []
    text = "Skriv om vårdnadshavarna eller barnet samtycker. Utan samtycke kan insatsen inte beviljas frivilligt."
    return [Obstacle(text, CONSENT, field="consent")]


def obstacles_to_signing(
    draft: Draft,
    *,
    investigation: list[Obstacle],
    mandate: Mandate | Obstacle,
    signed_at: datetime | None,
    on: date,
) -> list[Obstacle]:
    """What stands in the way of a delegate signing. ``investigation``: what is still missing there."""
    if signed_at is not None:
        return [Obstacle("Beslutet är redan fattat.")]
    found = [*investigation, *obstacles_in_text(draft, on=on)]
    floor = floor_of(draft.legal_basis, on)
    if not Level.DELEGATE.reaches(floor.level):
        found.append(
            Obstacle(
                f"{floor.in_words()} Registrera nämndens beslut när det är fattat.",
                floor.citation,
                may_approve=DECIDERS[floor.level],
            )
        )
    elif isinstance(mandate, Obstacle):
        found.append(mandate)
    return found


def obstacles_to_registering(
    draft: Draft,
    *,
    level: Level,
    decided_on: date | None,
    minute: str,
    investigation: list[Obstacle],
    is_manager: bool,
    signed_at: datetime | None,
    on: date,
) -> list[Obstacle]:
    """What stands in the way of registering a decision that the board or its committee has made."""
    if signed_at is not None:
        return [Obstacle("Beslutet är redan fattat.")]
    found = [*investigation, *obstacles_in_text(draft, on=on, decided_on=decided_on)]
    floor = floor_of(draft.legal_basis, decided_on or on)
    if level == Level.DELEGATE:
        found.append(Obstacle("Välj om nämnden eller utskottet har beslutat.", floor.citation, field="level"))
    elif not level.reaches(floor.level):
        found.append(Obstacle(floor.in_words(), floor.citation, field="level"))
    if decided_on is None or decided_on > on:
        found.append(Obstacle("Skriv vilken dag beslutet fattades.", CONTENT, field="decided_on"))
    elif (on - decided_on).days >= LONG_AGO:
        text = "Det är mer än ett år sedan: kontrollera året. Ett så gammalt beslut kan inte vara fattat på det här underlaget."
        found.append(Obstacle(text, CONTENT, field="decided_on"))
    if not minute.strip():
        found.append(
            Obstacle(
                "Skriv protokollets beteckning, till exempel SN AU 2026-11-18 § 212.", CONTENT, field="minute"
            )
        )
    if not is_manager:
        found.append(
            Obstacle(
                "Nämndens beslut registreras av en enhetschef.", "KL 6 kap. 37 §", may_approve="enhetschef"
            )
        )
    return found


def obstacles_to_handing_over(
    *, signed_at: datetime | None, to_may_decide: bool, same: bool
) -> list[Obstacle]:
    """What stands in the way of laying a draft before somebody to sign."""
    found = []
    if signed_at is not None:
        found.append(Obstacle("Beslutet är redan fattat."))
    if not to_may_decide:
        found.append(
            Obstacle("Den du valde har ingen delegation för beslutet.", "KL 6 kap. 37 §", field="to")
        )
    if same:
        found.append(Obstacle("Beslutet ligger redan hos dig.", field="to"))
    return found


def obstacles_to_sending_back(
    *, signed_at: datetime | None, is_handed_to_viewer: bool, why: str
) -> list[Obstacle]:
    """What stands in the way of sending a draft back to the one who wrote it, with what is to be done."""
    if signed_at is not None:
        return [Obstacle("Beslutet är redan fattat.")]
    found = []
    if not is_handed_to_viewer:
        found.append(Obstacle("Bara den som förslaget är lämnat till kan skicka det tillbaka."))
    if len(why.strip()) < 10:
        text = "Skriv vad som behöver göras, så att den som skrev förslaget vet det."
        found.append(Obstacle(text, field="why"))
    return found
