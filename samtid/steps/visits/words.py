"""Ord om besök."""

from __future__ import annotations

from samtid.ground.words import Word
from samtid.steps.plans.words import Place as Place
from samtid.steps.plans.words import Weekday as Weekday


class WhyNot(Word):
    """Varför besöket inte blev av."""

    DECLINED = "declined", "Ville inte i dag"
    NOT_HOME = "not_home", "Öppnade inte", "Ring din arbetsledare om du är orolig för att något har hänt."
    ILL = "ill", "Sjuk eller på sjukhus"
    CANCELLED = "cancelled", "Inställt i förväg"
    SHORT_OF_STAFF = "short_of_staff", "Vi saknade personal", "Räknas som en brist hos oss och följs upp."
    UNSAFE = "unsafe", "Inte tryggt att gå in", "Berätta för din chef samma dag."
    REPLACED = "replaced", "Ersatt av ny plan"
    AWAY = "away", "Borta"

    @classmethod
    def told(cls) -> list[tuple[str, str]]:
        """Those that somebody can say of a visit: that a new plan took its place, or that the person is away, follows by itself."""
        return [(str(one), one.label) for one in cls.of_staff()]

    @classmethod
    def of_staff(cls) -> list[WhyNot]:
        """The same, as they stand on the buttons of who was to go."""
        return [one for one in cls if one not in (cls.REPLACED, cls.AWAY)]

    @property
    def is_ours(self) -> bool:
        """True when the municipality, not the person, is the cause."""
        return self in (WhyNot.SHORT_OF_STAFF, WhyNot.UNSAFE)

    @property
    def needs_somebody(self) -> bool:
        """True when somebody who leads or plans must act on it: a person may lie inside, or the fault is ours."""
        return self.is_ours or self is WhyNot.NOT_HOME


TOLD = WhyNot.of_staff()


class RemarkKind(Word):
    """Vad som skrivs bredvid ett rapporterat besök."""

    CORRECTED = "corrected", "Rättelse"
    HANDLED = "handled", "Avvikelse omhändertagen"


class VisitState(Word):
    """Besökets läge."""

    UNASSIGNED = "unassigned", "Saknar personal"
    PLANNED = "planned", "Planerat"
    UNREPORTED = "unreported", "Inte rapporterat"
    CARRIED_OUT = "carried_out", "Utfört"
    NOT_CARRIED_OUT = "not_carried_out", "Blev inte av"


class Event(Word):
    """Händelse i akten."""

    AGREED = "visit_agreed", "Besök avtalades"
    SERIES_AGREED = "visit_series_agreed", "Återkommande besök avtalades"
    MOVED = "visit_moved", "Besök flyttades"
    REPLANNED = "visit_replanned", "Besök fick ny tid eller personal i dagens plan"
    LAID_OUT = "visit_plan_laid_out", "Besök lades ut efter genomförandeplanen"
    CALLED_OFF = "visit_called_off", "Besök avbokades"
    CARRIED_OUT = "visit_carried_out", "Besök utfördes"
    NOT_CARRIED_OUT = "visit_not_carried_out", "Besök blev inte av"
    TAKEN_BACK = "visit_taken_back", "Rapport om besök togs tillbaka"
    CORRECTED = "visit_corrected", "Rapport om besök rättades"
    HANDLED = "visit_handled", "Avvikelse i besök togs om hand"
