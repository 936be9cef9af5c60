"""Ord i organisationen."""

from __future__ import annotations

from samtid.ground.words import Word


class Role(Word):
    """Roll: what a member of staff does in a unit, and so which keys the membership gives."""

    CASEWORKER = "caseworker", "Handläggare"
    SENIOR = "senior", "Förste socialsekreterare"
    MANAGER = "manager", "Enhetschef"
    RECEPTION = "reception", "Mottagning"
    PLANNER = "planner", "Planerare"
    CARE_WORKER = "care_worker", "Omsorgspersonal"
    CONTROLLER = "controller", "Controller"
    QUALITY = "quality", "Kvalitetsutvecklare"
    BOARD_MEMBER = "board_member", "Förtroendevald"
    LOG_REVIEWER = "log_reviewer", "Loggranskare"
    OPERATOR = "operator", "Systemförvaltare"


class UnitKind(Word):
    """Enhetstyp."""

    DEPARTMENT = "department", "Förvaltning"
    RECEPTION = "reception", "Mottagning"
    DUTY = "duty", "Socialjour"
    CHILD_INVESTIGATION = "child_investigation", "Utredning barn och unga"
    FAMILY_LAW = "family_law", "Familjerätt"
    FAMILY_CARE = "family_care", "Familjevård"
    OPEN_CARE = "open_care", "Öppenvård"
    ADULTS = "adults", "Vuxen och beroende"
    VIOLENCE = "violence", "Våld i nära relationer"
    ASSISTANCE = "assistance", "Ekonomiskt bistånd"
    ELDERLY = "elderly", "Biståndsbedömning"
    LSS = "lss", "LSS-handläggning"
    HOME_CARE = "home_care", "Hemtjänst"
    HOUSING_SUPPORT = "housing_support", "Boendestöd"
    STAFF_UNIT = "staff_unit", "Stab och kvalitet"


class Skill(Word):
    """Kompetens."""

    BBIC = "bbic", "BBIC"
    IBIC = "ibic", "IBIC"
    SIGNS_OF_SAFETY = "signs_of_safety", "Signs of Safety"
    MI = "mi", "Motiverande samtal (MI)"
    FREDA = "freda", "FREDA"
    DRIVING = "driving", "Körkort B"
    LIFT = "lift", "Förflyttningsteknik"
    MEDICINE = "medicine", "Läkemedelsdelegering"


class DecisionKind(Word):
    """Beslutstyp: what may be delegated, to whom and to what amount."""

    OPEN_INVESTIGATION = "open_investigation", "Inleda utredning"
    NOT_OPEN_INVESTIGATION = "not_open_investigation", "Inte inleda utredning"
    EXTEND_INVESTIGATION = "extend_investigation", "Förlänga utredningstid"
    CLOSE_INVESTIGATION = "close_investigation", "Avsluta utredning utan insats"
    OPEN_CARE = "open_care", "Insats i öppenvård"
    FAMILY_HOME = "family_home", "Vård i familjehem"
    RESIDENTIAL_CARE = "residential_care", "Vård i HVB"
    ASSISTANCE = "assistance", "Ekonomiskt bistånd"
    HOME_CARE = "home_care", "Hemtjänst"
    SPECIAL_HOUSING = "special_housing", "Särskilt boende"
    HOUSING_SUPPORT = "housing_support", "Boendestöd"
    PROTECTED_HOUSING = "protected_housing", "Skyddat boende"
    TREATMENT = "treatment", "Behandling vid skadligt bruk"
    OTHER_SERVICE = "other_service", "Annan insats"
    FEE = "fee", "Avgift"


class PricePer(Word):
    """Vad ett pris gäller för."""

    HOUR = "hour", "Timme"
    DAY = "day", "Dygn"
    TIME = "time", "Gång"
    MONTH = "month", "Månad"
    MEAL = "meal", "Måltid"
