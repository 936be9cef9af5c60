"""Ord om LSS."""

from __future__ import annotations

from samtid.ground.words import Word


class Answer(Word):
    """Personkrets: svaret."""

    BELONGS = "belongs", "Hör till personkretsen"
    NOT = "not", "Hör inte till personkretsen"
    UNSURE = "unsure", "Kan inte avgöras än"


class Group(Word):
    """Personkrets: vilken punkt i LSS 1 §."""

    FIRST = "1", "1 § 1: utvecklingsstörning, autism eller autismliknande tillstånd"
    SECOND = (
        "2",
        "1 § 2: betydande och bestående begåvningsmässigt funktionshinder efter hjärnskada i vuxen ålder",
    )
    THIRD = (
        "3",
        "1 § 3: andra varaktiga funktionshinder, stora och med betydande svårigheter och omfattande behov",
    )


class Met(Word):
    """Ett av de fyra villkoren i 1 § 3."""

    YES = "yes", "Ja"
    NO = "no", "Nej"
    UNSURE = "unsure", "Vet inte än"


class Criterion(Word):
    """De fyra villkoren i 1 § 3, prövade vart för sig."""

    NOT_AGEING = "not_ageing", "Beror funktionshindret uppenbart inte på normalt åldrande?"
    LARGE = "large", "Är det stort?"
    DIFFICULT = "difficult", "Ger det betydande svårigheter i den dagliga livsföringen?"
    EXTENSIVE = "extensive", "Ger det ett omfattande behov av stöd eller service?"


class AskedBy(Word):
    """Vem som begär insatsen (LSS 8 §)."""

    SELF = "self", "Personen själv"
    GUARDIAN = "guardian", "Vårdnadshavare"
    CUSTODIAN = "custodian", "Förmyndare"
    GOD_MAN = "god_man", "God man"
    ADMINISTRATOR = "administrator", "Förvaltare"
    PROXY = "proxy", "Framtidsfullmaktshavare"


class Residence(Word):
    """Vilken kommun som ansvarar (LSS 16–16 d §§)."""

    HERE = "here", "Bor här"
    PLACED = "placed", "Har fått bostad här av en annan kommun"
    NOT_YET = "not_yet", "Tänker flytta hit"


class Otherwise(Word):
    """Om behovet tillgodoses på annat sätt (LSS 7 §)."""

    NO = "no", "Nej, behovet tillgodoses inte på annat sätt"
    YES = "yes", "Ja, behovet tillgodoses på annat sätt"


class PlanKind(Word):
    """Individuell plan: vad som hände (LSS 10 §)."""

    OFFERED = "offered", "Planen erbjöds"
    DECLINED = "declined", "Personen vill inte ha någon plan"
    WANTED = "wanted", "Personen vill ha en plan"
    MADE = "made", "Planen upprättades"
    REVIEWED = "reviewed", "Planen omprövades"
    ENDED = "ended", "Planen upphörde: personen har avlidit, flyttat eller har inga insatser kvar"


class Event(Word):
    """Händelse enligt LSS."""

    ASSESSED = "lss_group_assessed", "Personkretsen bedömdes"
    CORRECTED = "lss_group_corrected", "Bedömningen av personkretsen ändrades, den förra är kvar"
    WEIGHED = "lss_measure_weighed", "Insatsen prövades enligt LSS"
    PLAN = "lss_plan_step", "Den individuella planen"
    PLAN_WRONG = "lss_plan_step_wrong", "En anteckning om den individuella planen var fel"
