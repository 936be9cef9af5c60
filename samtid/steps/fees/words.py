"""Ord om avgifter."""

from __future__ import annotations

from samtid.ground.words import Word


class Household(Word):
    """Hushåll."""

    SINGLE = "single", "Ensamstående"
    MARRIED = "married", "Gift eller registrerad partner, bor tillsammans"
    COHABITING = "cohabiting", "Sambo"
    APART = (
        "apart",
        "Gift, bor var för sig",
        "Till exempel när den ena bor i särskilt boende. Inkomsterna delas lika så länge man är gift; "
        "minimibeloppet för ensamstående är praxis.",
    )

    @property
    def is_married(self) -> bool:
        """Whether the joint income is halved (32:5): of spouses, not of cohabitants."""
        return self in (Household.MARRIED, Household.APART)

    @property
    def shares_home(self) -> bool:
        """Whether the housing cost is shared by two."""
        return self in (Household.MARRIED, Household.COHABITING)

    @property
    def has_partner(self) -> bool:
        return self is not Household.SINGLE


class Whose(Word):
    """Vems inkomst."""

    OWN = "own", "Den enskildes"
    PARTNER = "partner", "Makens, makans eller partnerns"


class Income(Word):
    """Slag av inkomst."""

    PENSION = "pension", "Allmän pension"
    OCCUPATIONAL = "occupational", "Tjänstepension eller privat pension"
    BENEFIT = "benefit", "Sjukersättning eller annan ersättning"
    WORK = "work", "Lön eller näringsverksamhet"
    CAPITAL = "capital", "Ränta och annan inkomst av kapital"
    HOUSING_ALLOWANCE = "housing_allowance", "Bostadsbidrag"
    SPECIAL_SUPPLEMENT = "special_supplement", "Särskilt bostadstillägg"
    HOUSING_ADDITION = "housing_addition", "Boendetillägg"
    SUPPLEMENT = (
        "supplement",
        "Bostadstillägg",
        "Kommunens avgiftsregler säger om det räknas som inkomst eller minskar boendekostnaden.",
    )


class Per(Word):
    """Vad beloppet gäller."""

    MONTH = "month", "per månad"
    YEAR = "year", "per år"


class Source(Word):
    """Var uppgiften kommer från."""

    PERSON = "person", "Den enskilde"
    REPRESENTATIVE = "representative", "God man, förvaltare eller fullmaktshavare"
    PENSIONS_AGENCY = "pensions_agency", "Pensionsmyndigheten"
    INSURANCE_AGENCY = "insurance_agency", "Försäkringskassan"
    TAX_AGENCY = "tax_agency", "Skatteverket"
    PAYER = "payer", "Utbetalaren eller banken"


class Turn(Word):
    """Åt vilket håll minimibeloppet ändras (32:9)."""

    RAISE = "raise", "Höjs", "Ska höjas vid en varaktig merkostnad som inte är obetydlig."
    LOWER = "lower", "Sänks", "Får sänkas när en post ingår i avgiften eller hyran, eller är gratis."


class Part(Word):
    """Vad avgiften gäller: each has its own highest amount."""

    CARE = "care", "Hemtjänst, dagverksamhet och kommunal hälso- och sjukvård"
    HOUSING = "housing", "Bostad i särskilt boende som inte är hyrd"


class Step(Word):
    """Var i uträkningen en rad står."""

    TARIFF = "tariff", "Avgift enligt kommunens taxa"
    INCOME = "income", "Avgiftsunderlag"
    RESERVED = "reserved", "Förbehållsbelopp"
    FEE = "fee", "Avgift"


class Unstated(Word):
    """När inkomsten inte är känd: what the municipality's own rule says."""

    FULL = "full", "Avgift enligt taxan, högst den högsta avgiften"
    NONE = "none", "Ingen avgift tas ut förrän uppgifterna finns"


class Supplement(Word):
    """Hur bostadstillägg räknas: the municipality's own rule."""

    INCOME = "income", "Räknas som inkomst"
    HOUSING = "housing", "Minskar boendekostnaden"


class Event(Word):
    """Händelse om avgiften."""

    BASIS = "fee_basis_noted", "Avgiftsunderlag skrevs"
    CORRECTED = "fee_basis_corrected", "Avgiftsunderlag skrevs om, det förra är kvar"
    COUNTED = "fee_counted", "Avgift räknades, förslag till beslut skrevs"
    RECOUNTED = "fee_recounted", "Förslag till avgift räknades om"
