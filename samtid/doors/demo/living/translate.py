"""Översättningen: the pure half's words in the rooms' own."""

from __future__ import annotations

from samtid.base.dossier.words import Need as RoomNeed
from samtid.base.organisation.words import DecisionKind, UnitKind
from samtid.base.people.words import NumberKind, Protection
from samtid.steps.intake.words import Channel, ReporterCategory
from samtid.steps.investigations.words import Area, Basis, Method, SourceKind, areas_of
from samtid.steps.services.catalogue import entry
from samtid.steps.services.words import EndReason, GoalArea

from .. import volumes_words as said
from ..population import Protection as SaidProtection
from ..population_numbers import NumberKind as SaidNumber

NEED: dict[said.Kind, RoomNeed] = {
    said.Kind.CHILD: RoomNeed.CHILD,
    said.Kind.FAMILY: RoomNeed.SUPPORT,
    said.Kind.MONEY: RoomNeed.MONEY,
    said.Kind.VIOLENCE: RoomNeed.VIOLENCE,
    said.Kind.DISABILITY: RoomNeed.DISABILITY,
    said.Kind.ELDERLY: RoomNeed.ELDERLY,
    said.Kind.SUBSTANCE: RoomNeed.SUBSTANCE,
    said.Kind.QUESTION: RoomNeed.QUESTION,
}
# Who investigates.
UNIT: dict[said.Kind, UnitKind] = {
    said.Kind.CHILD: UnitKind.CHILD_INVESTIGATION,
    said.Kind.FAMILY: UnitKind.CHILD_INVESTIGATION,
    said.Kind.MONEY: UnitKind.ASSISTANCE,
    said.Kind.VIOLENCE: UnitKind.VIOLENCE,
    said.Kind.DISABILITY: UnitKind.LSS,
    said.Kind.ELDERLY: UnitKind.ELDERLY,
    said.Kind.SUBSTANCE: UnitKind.ADULTS,
}
CHANNEL: dict[said.Channel, Channel] = {channel: Channel(str(channel)) for channel in said.Channel}
REPORTER: dict[said.Reporter, ReporterCategory] = {
    who: ReporterCategory.PRIVATE if who is said.Reporter.ANONYMOUS else ReporterCategory(str(who))
    for who in said.Reporter
}
NUMBER: dict[SaidNumber, NumberKind] = {kind: NumberKind(str(kind)) for kind in SaidNumber}
PROTECTION: dict[SaidProtection, Protection] = {
    SaidProtection.NONE: Protection.NONE,
    SaidProtection.MARKED: Protection.MARKED,
    SaidProtection.PROTECTED_REGISTRATION: Protection.REGISTERED_ELSEWHERE,
    SaidProtection.NEW_IDENTITY: Protection.FICTITIOUS,
}
SOURCE: dict[str, SourceKind] = {
    "Barnet": SourceKind.CHILD,
    "Vårdnadshavare": SourceKind.GUARDIAN,
    "Skolan": SourceKind.SCHOOL,
    "Hembesök": SourceKind.OBSERVATION,
    "Barn- och ungdomspsykiatrin": SourceKind.HEALTH,
    "Tidigare akt": SourceKind.OWN_RECORDS,
    "Den enskilde": SourceKind.PERSON,
    "Anhörig": SourceKind.NETWORK,
    "Hälsocentralen": SourceKind.HEALTH,
    "Intyg": SourceKind.HEALTH,
}
_AREAS: dict[str, Area] = {
    "guidance": Area.STIMULATION,
    "family_past": Area.FAMILY_BACKGROUND,
    "economy": Area.WORK_HOUSING,
}
_ADULT_AREAS: dict[str, Area] = {
    "livelihood": Area.WORK,
    "health": Area.MENTAL_HEALTH,
    "substance": Area.ALCOHOL,
    "housing": Area.HOUSING,
    "network": Area.FAMILY_SOCIAL,
    "safety": Area.VIOLENCE,
}
# The pure half's areas are those of ASI; in a matter of money other things are asked.
_MONEY: dict[str, tuple[Area, str, str]] = {
    "livelihood": (
        Area.LIVELIHOOD,
        "Är inskriven hos Arbetsförmedlingen och söker arbete varje vecka.",
        "Har inte kunnat arbeta på flera månader.",
    ),
    "health": (Area.HOUSEHOLD, "Ensamhushåll. Uppgifterna stämmer.", "Väntar på besked om sjukpenning."),
    "substance": (
        Area.EXPENSES,
        "Räkningarna är inlämnade och rimliga.",
        "Två räkningar har gått till inkasso.",
    ),
    "housing": (Area.HOUSING, "Eget kontrakt, hyran är betald.", "Hyran för månaden är inte betald."),
    "network": (Area.CHILDREN, "Har inga barn hemma.", "Ett barn bor växelvis och behöver vinterkläder."),
    "safety": (
        Area.INCOME,
        "Kontoutdragen visar timlön som räcker till mat.",
        "Inkomsterna är lägre än normen för månaden.",
    ),
}
ENDED: dict[str, EndReason] = {
    "Målen är nådda.": EndReason.GOAL_REACHED,
    "Den enskilde vill avsluta.": EndReason.OWN_WISH,
    "Planerad tid är slut.": EndReason.TIME_OVER,
    "Flytt till annan kommun.": EndReason.MOVED,
    "Behovet tillgodoses på annat sätt.": EndReason.NEED_CHANGED,
    "Flytt till särskilt boende.": EndReason.OTHER_SERVICE,
}
GOAL_AREA: dict[said.Kind, GoalArea] = {
    said.Kind.CHILD: GoalArea.SAFETY,
    said.Kind.FAMILY: GoalArea.RELATIONS,
    said.Kind.MONEY: GoalArea.MONEY,
    said.Kind.VIOLENCE: GoalArea.SAFETY,
    said.Kind.DISABILITY: GoalArea.HOME,
    said.Kind.ELDERLY: GoalArea.HOME,
    said.Kind.SUBSTANCE: GoalArea.HEALTH,
}
# What is asked for when the pure half names no service: it was refused.
USUAL: dict[said.Kind, str] = {
    said.Kind.CHILD: "family_treatment",
    said.Kind.FAMILY: "family_treatment",
    said.Kind.MONEY: "assistance",
    said.Kind.VIOLENCE: "protected_housing",
    said.Kind.DISABILITY: "housing_support",
    said.Kind.ELDERLY: "home_care_service",
    said.Kind.SUBSTANCE: "treatment",
}
_BASES: dict[str, Basis] = {"family_home": Basis.SOL_22_2, "emergency_home": Basis.SOL_22_4}


def finding(method: Method, area: str, text: str, *, worry: bool) -> tuple[Area, str]:
    """The room's area for the pure half's, and the text; matters of money have their own."""
    if method is Method.ASSISTANCE:
        own, fine, hard = _MONEY[area]
        return own, hard if worry else fine
    if method is Method.ADULT:
        return _ADULT_AREAS[area], text
    known = areas_of(method)
    wanted = _AREAS.get(area) or next((one for one in known if str(one) == area), None)
    # somebody who has turned eighteen is investigated in general, by fewer areas
    return wanted if wanted in known else known[sum(map(ord, area)) % len(known)], text


def basis(code: str) -> Basis:
    """The provision that a decision on a service rests on."""
    if code in _BASES:
        return _BASES[code]
    if code.startswith("lss_"):
        return Basis.LSS_9
    return Basis.SOL_12_1 if entry(code).kind is DecisionKind.ASSISTANCE else Basis.SOL_11_1
