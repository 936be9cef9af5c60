"""Insats för insats (LSS 7–9 §§): what a draft must rest on before anybody grants or refuses."""

from __future__ import annotations

from dataclasses import dataclass

from samtid.ground.reasons import Obstacle
from samtid.steps.investigations.words import Basis

from ..words import Answer, AskedBy, Group, Otherwise, Residence
from .values import ASKS, GROUP, MEASURES, MUNICIPALITY, RIGHT, SOME_WORDS, Assessed, Weighed, measure_law

ALONE_FROM = 15  # LSS 8 §: from that age one asks oneself, unless one plainly is unable to
GROWN_FROM = 18
SHORT_SUPERVISION_FROM = 12
OF_THE_GROWN = (AskedBy.SELF, AskedBy.ADMINISTRATOR, AskedBy.PROXY)
OF_A_CHILD = (AskedBy.GUARDIAN, AskedBy.CUSTODIAN)
OWN_SERVICES = "SoL 11 kap. 1 §"


@dataclass(frozen=True, slots=True, kw_only=True)
class Drafted:
    """Förslaget som prövas. ``age`` in whole years, None when not known."""

    code: str
    basis: Basis
    grants: bool
    age: int | None
    against: bool = False  # it goes against the person in something, also where it grants a part
    age_then: int | None = None  # when the measure begins


def is_ours(code: str, basis: Basis) -> bool:
    """Whether a draft is by LSS: by its service, or by what it rests on."""
    return basis is Basis.LSS_9 or code.startswith("lss_")


def obstacles_to_weighing(draft: Drafted, group: Assessed | None, said: Weighed) -> list[Obstacle]:
    """What stands in the way of noting how a measure was weighed."""
    if group is None:
        return [Obstacle("Bedöm personkretsen först.", GROUP)]
    found = _of_the_draft(draft) + _of_asking(draft, said)
    if group.answer is Answer.BELONGS:
        if len(said.need.strip()) < SOME_WORDS:
            found.append(Obstacle("Skriv vilket behov insatsen ska möta.", RIGHT, field="need"))
        if said.otherwise is None:
            text = "Välj om behovet tillgodoses på annat sätt."
            found.append(Obstacle(text, RIGHT, field="otherwise"))
        if len(said.good_living.strip()) < SOME_WORDS:
            text = "Skriv vad som behövs för goda levnadsvillkor, och varför insatsen ger eller inte ger det."
            found.append(Obstacle(text, RIGHT, field="good_living"))
    if draft.against and len(said.sol_note.strip()) < SOME_WORDS:
        text = (
            "När en insats avslås prövas också stöd enligt socialtjänstlagen. Skriv vad den prövningen gav."
        )
        found.append(Obstacle(text, OWN_SERVICES, field="sol_note"))
    return found


def obstacles_to_deciding(
    draft: Drafted, group: Assessed | None, said: Weighed | None, *, by_board: bool = False
) -> list[Obstacle]:
    """What stands in the way of granting or refusing. Neither is done while it cannot be told who belongs.

    ``by_board``: what the board decided is registered as it was, also where it judged otherwise than the one who prepared it.
    """
    found = _of_the_draft(draft)
    if group is None:
        return [*found, Obstacle("Personkretsen är inte bedömd.", GROUP)]
    if group.answer is Answer.UNSURE and not by_board:
        text = "Personkretsen kan inte avgöras än. Hämta det som saknas och bedöm den på nytt."
        return [*found, Obstacle(text, GROUP)]
    if said is None:
        text = "Insatsen är inte prövad på det här förslaget och den senaste bedömningen av personkretsen."
        return [*found, Obstacle(text, RIGHT)]
    found += obstacles_to_weighing(draft, group, said)
    if draft.grants and not by_board:
        found += _of_granting(draft, group, said)
    return found


def _of_the_draft(draft: Drafted) -> list[Obstacle]:
    if draft.code not in MEASURES:
        text = "Välj vilken insats i 9 § 2–10 förslaget gäller. Rådgivning enligt 9 § 1 söks hos regionen."
        return [Obstacle(text, "LSS 9 §", field="service_code")]
    if draft.basis is not Basis.LSS_9:
        text = f"Insatsen ges enligt {measure_law(draft.code)}. Välj LSS 9 § som lagrum, eller en insats enligt socialtjänstlagen."
        return [Obstacle(text, measure_law(draft.code), field="legal_basis")]
    return []


def _of_asking(draft: Drafted, said: Weighed) -> list[Obstacle]:
    """Nobody asks for one who can ask: whatever the guardians of a fifteen-year-old want. For a younger child others ask."""
    is_young = draft.age is not None and draft.age < ALONE_FROM
    if is_young and said.asked_by in OF_THE_GROWN:
        text = "För ett barn under 15 år begär vårdnadshavare, förmyndare eller god man. Barnet får säga sin mening."
        return [Obstacle(text, ASKS, field="asked_by")]
    if draft.age is not None and draft.age >= GROWN_FROM and said.asked_by in OF_A_CHILD:
        text = "Den som har fyllt 18 år har ingen vårdnadshavare eller förmyndare. Välj vem som begär."
        return [Obstacle(text, ASKS, field="asked_by")]
    if said.asked_by is AskedBy.SELF or is_young:
        return []
    if len(said.unable.strip()) >= SOME_WORDS:
        return []
    text = (
        "Den som har fyllt 15 år begär själv, också när någon annan vill något annat. Saknar personen uppenbart förmåga "
        "att ta ställning, skriv vad som visar det."
    )
    return [Obstacle(text, ASKS, field="unable")]


def _of_granting(draft: Drafted, group: Assessed, said: Weighed) -> list[Obstacle]:
    law, found = measure_law(draft.code), []
    if group.answer is Answer.NOT:
        text = "Den som inte hör till personkretsen kan inte beviljas en insats enligt LSS."
        found.append(Obstacle(text, f"{GROUP}, {RIGHT}", field="outcome"))
    if said.residence is Residence.PLACED:
        text = "Den kommun som ordnade bostaden ansvarar. Hjälp personen att söka där."
        found.append(Obstacle(text, MUNICIPALITY, field="residence"))
    if said.residence is Residence.NOT_YET:
        text = "Personen bor inte här än. Ett förhandsbesked skrivs inte i Samtid än: skriv det utanför."
        found.append(Obstacle(text, "LSS 16 §", field="residence"))
    if said.otherwise is Otherwise.YES:
        text = "Ett behov som tillgodoses på annat sätt ger inte rätt till insatsen."
        found.append(Obstacle(text, RIGHT, field="otherwise"))
    if draft.code == "lss_daily" and group.group is Group.THIRD:
        text = "Daglig verksamhet är för den som hör till 1 § 1 eller 1 § 2. Pröva stöd enligt socialtjänstlagen."
        found.append(Obstacle(text, f"{RIGHT}, {law}"))
    if draft.code == "lss_short_supervision" and (
        draft.age_then is None or draft.age_then < SHORT_SUPERVISION_FROM
    ):
        found.append(Obstacle("Korttidstillsyn är för skolungdom över 12 år.", law))
    return found
