"""Ord om genomförandeplaner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time

from samtid.ground.words import Word


class LifeArea(Word):
    """Livsområde: the nine of ICF that IBIC is written by. Chapter codes and Swedish titles: Socialstyrelsen, ICF d1–d9."""

    LEARNING = "d1", "Lärande och att tillämpa kunskap"
    TASKS = "d2", "Allmänna uppgifter och krav"
    COMMUNICATION = "d3", "Kommunikation"
    MOBILITY = "d4", "Förflyttning"
    SELF_CARE = "d5", "Personlig vård"
    HOME = "d6", "Hemliv"
    RELATIONS = "d7", "Mellanmänskliga interaktioner och relationer"
    LIFE = "d8", "Utbildning, arbete och ekonomi"
    COMMUNITY = "d9", "Samhällsgemenskap, socialt och medborgerligt liv"


class DayPart(Word):
    """Del av dygnet, where no clock is agreed."""

    MORNING = "morning", "Morgon"
    FORENOON = "forenoon", "Förmiddag"
    NOON = "noon", "Mitt på dagen"
    AFTERNOON = "afternoon", "Eftermiddag"
    EVENING = "evening", "Kväll"
    NIGHT = "night", "Natt"

    @property
    def usual(self) -> time:
        """Where a visit is laid first, when nobody has said a clock."""
        return {
            DayPart.MORNING: time(8),
            DayPart.FORENOON: time(10),
            DayPart.NOON: time(12),
            DayPart.AFTERNOON: time(15),
            DayPart.EVENING: time(19),
            DayPart.NIGHT: time(23),
        }[self]


class AgreedWith(Word):
    """Vem planen är överenskommen med."""

    PERSON = "person", "Den enskilde"
    GUARDIAN = "guardian", "Vårdnadshavare"
    TRUSTEE = "trustee", "God man eller förvaltare"
    RELATIVE = "relative", "Närstående med fullmakt"
    NOBODY = (
        "nobody",
        "Ingen: den enskilde ville eller kunde inte ta ställning",
        "Skriv hur ni försökte, och följ upp snart.",
    )


class StaffGender(Word):
    """Önskat kön på den som kommer: a wish, which the municipality tries to meet."""

    WOMAN = "woman", "Helst en kvinna"
    MAN = "man", "Helst en man"


class Place(Word):
    """Plats för besöket."""

    HOME = "home", "Hemma"
    OFFICE = "office", "Hos oss"
    OUT = "out", "På annan plats"
    SCHOOL = "school", "I skolan"
    PHONE = "phone", "Telefon"
    VIDEO = "video", "Videosamtal"


class Weekday(Word):
    """Veckodag; the value is the day's number, Monday 0."""

    MONDAY = "0", "Måndag"
    TUESDAY = "1", "Tisdag"
    WEDNESDAY = "2", "Onsdag"
    THURSDAY = "3", "Torsdag"
    FRIDAY = "4", "Fredag"
    SATURDAY = "5", "Lördag"
    SUNDAY = "6", "Söndag"

    @classmethod
    def in_short(cls, days: Sequence[int]) -> str:
        """mån, ons, fre; every day where it is each."""
        if len(days) == len(cls):
            return "varje dag"
        return ", ".join(cls(str(day)).label[:3].lower() for day in days)


class PlanState(Word):
    """Planens läge."""

    DRAFT = "draft", "Utkast"
    COMING = "coming", "Gäller senare"
    HOLDS = "holds", "Gäller"
    SUPERSEDED = "superseded", "Ersatt"


class TookPart(Word):
    """Vem som var med när planen följdes upp; the same people as it may be agreed with."""

    PERSON = "person", "Den enskilde"
    GUARDIAN = "guardian", "Vårdnadshavare"
    TRUSTEE = "trustee", "God man eller förvaltare"
    RELATIVE = "relative", "Närstående"
    NOBODY = "nobody", "Ingen: den enskilde ville eller kunde inte vara med"


class Outcome(Word):
    """Vad uppföljningen av en plan kom fram till."""

    UNCHANGED = "unchanged", "Fortsätter oförändrad"
    CHANGE = "change", "Ska ändras", "Skriv en ny version. Den här följs tills den nya gäller."
    ENDED = "ended", "Behövs inte längre", "Planen följs tills insatsen är avslutad."
    MISTAKEN = "mistaken", "Planen följdes inte upp", "Uppföljningen skrevs av misstag, eller på fel plan."


class Event(Word):
    """Händelse i akten."""

    WRITTEN = "plan_written", "Utkast till genomförandeplan sparades"
    ADOPTED = "plan_adopted", "Genomförandeplan antogs"
    FOLLOWED_UP = "plan_followed_up", "Genomförandeplan följdes upp"
    CORRECTED = "plan_follow_up_corrected", "Uppföljning av genomförandeplan rättades"
