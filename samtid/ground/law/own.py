"""Ord för kommunens egna värden: what can be decided, in what measure and within what bounds. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from samtid.ground.law.limits import MONTHS
from samtid.ground.law.rules import Rule
from samtid.ground.words import Word


class Measure(Word):
    """Vad talet räknar."""

    DAYS = "days", "dagar"
    WEEKDAYS = "weekdays", "vardagar"
    MONTHS = "months", "månader"
    HOUR = "hour", "klockslag"
    MINUTES = "minutes", "minuter"
    HOURS = "hours", "timmar"
    WEEKS = "weeks", "veckor"
    YEARLY = "yearly", "dag på året"
    POINTS = "points", "poäng"
    PERCENT = "percent", "procent"
    HUNDREDS = "hundreds", "hundra kronor"
    CHOICE = "choice", "val"


class Own(Word):
    """Kommunens värde: what the law leaves to the municipality."""

    QUESTION_ANSWER = "question_answer", "Svar på en fråga"
    LATE_HOUR = "late_hour", "Kom in sent på dagen"
    COMMUNICATION_ANSWER = "communication_answer", "Tid att svara på underlaget"
    FOLLOW_UP = "follow_up", "Längsta tid mellan uppföljningar"
    PROTECTION_ANSWER = "protection_answer", "Svar på ett förslag att sänka skyddet"
    APPEAL_FORWARD = "appeal_forward", "Överlämna överklagandet till domstolen"
    KEY_USUAL = "key_usual", "En nyckels längd när ingen annan sägs"
    KEY_LONGEST = "key_longest", "En nyckels längsta tid"
    KEY_IDLE = "key_idle", "Nyckel utan arbete"
    KEY_AFTER_CLOSING = "key_after_closing", "Nyckel efter att ärendet har avslutats"
    LEX_SARAH = "lex_sarah", "Utredning enligt lex Sarah klar"
    IDEA_ANSWER = "idea_answer", "Svar på ett förslag"
    DEVIATION_ANSWER = "deviation_answer", "Återkoppling på en avvikelse eller ett klagomål"
    DAILY_REST = "daily_rest", "Dygnsvila"
    WEEKLY_REST = "weekly_rest", "Veckovila"
    WORKING_WEEKS = "working_weeks", "Veckor som arbetstiden räknas på"
    PLAN_LEEWAY = "plan_leeway", "Hur långt ett avtalat besök får flyttas i ett förslag"
    TRAVEL_MINUTES = "travel_minutes", "Restid mellan två besök"
    LOAD_CEILING = "load_ceiling", "En handläggares tak"
    LOAD_NEW_SHARE = "load_new_share", "En ny kollegas del av taket"
    LOAD_NEW_MONTHS = "load_new_months", "Så länge är en kollega ny"
    WEIGHT_CHILD = "weight_child", "Så tungt väger oro för ett barn"
    WEIGHT_SUPPORT = "weight_support", "Så tungt väger stöd"
    WEIGHT_MONEY = "weight_money", "Så tungt väger försörjning"
    WEIGHT_VIOLENCE = "weight_violence", "Så tungt väger våld eller hot"
    WEIGHT_DISABILITY = "weight_disability", "Så tungt väger funktionsnedsättning"
    WEIGHT_ELDERLY = "weight_elderly", "Så tungt väger hjälp på äldre dagar"
    WEIGHT_SUBSTANCE = "weight_substance", "Så tungt väger alkohol, droger eller spel"
    CHILD_VISIT = "child_visit", "Längsta tid mellan besök hos ett placerat barn"
    CARE_PLAN = "care_plan", "Genomförandeplan skriven"
    ORDER_SEEN = "order_seen", "Beställning sedd av utföraren"
    PRICE_BASE = "price_base", "Årets prisbasbelopp"
    FEE_ROUNDING = "fee_rounding", "Avrundning av avgiftens gränser"
    FEE_SUPPLEMENT = "fee_supplement", "Så räknas bostadstillägg"
    FEE_UNSTATED = "fee_unstated", "Avgift när inkomsten inte är känd"
    PLACEMENT_STATISTICS = "placement_statistics", "Statistik om insatser till barn och unga"


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnValue:
    """Ett värde: what it counts, what it may be, and what it governs. ``begins_with`` None: nobody has said it yet."""

    measure: Measure
    begins_with: int | None
    least: int
    most: int
    says: str
    law: str = ""
    beyond: str = ""
    rule: Rule | None = None

    @property
    def bounds(self) -> str:
        """``1 till 366 dagar``, ``klockan 12 till 23``: what the law leaves."""
        if self.measure is Measure.YEARLY:
            return "en dag på året"
        span = f"{self.least} till {self.most}"
        return f"klockan {span}" if self.measure is Measure.HOUR else f"{span} {self.measure.label}"

    def in_words(self, number: int) -> str:
        """``14 dagar``, ``från klockan 16``, ``1 mars``."""
        match self.measure:
            case Measure.HOUR:
                return f"från klockan {number}"
            case Measure.YEARLY:
                return f"{number % 100} {MONTHS[number // 100 - 1]}"
            case Measure.CHOICE:
                return f"val {number}"
            case _:
                return f"{number} {_one(self.measure) if number == 1 else self.measure.label}"


def _one(measure: Measure) -> str:
    return {
        Measure.DAYS: "dag",
        Measure.WEEKDAYS: "vardag",
        Measure.MONTHS: "månad",
        Measure.HOURS: "timme",
        Measure.MINUTES: "minut",
        Measure.WEEKS: "vecka",
    }.get(measure, measure.label)
