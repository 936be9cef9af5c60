"""Ord för demokommunens behov. The player of the demo translates them to each room's own words."""

from __future__ import annotations

from samtid.ground.words import Word


class Kind(Word):
    """Behov: what it is about, in the words of the one way in."""

    CHILD = "child", "Oro för ett barn"
    FAMILY = "family", "Stöd till mig eller min familj"
    MONEY = "money", "Pengar till det nödvändigaste"
    VIOLENCE = "violence", "Våld i en nära relation"
    DISABILITY = "disability", "Stöd vid funktionsnedsättning"
    ELDERLY = "elderly", "Stöd för äldre"
    SUBSTANCE = "substance", "Alkohol, droger, läkemedel eller spel"
    QUESTION = "question", "En fråga"


class Theme(Word):
    """Vad en oro för ett barn främst gäller. Own grouping; shares in ``volumes_words.THEME_SHARES``."""

    VIOLENCE = "violence", "Våld i hemmet"
    PARENT_SUBSTANCE = "parent_substance", "Föräldrars skadliga bruk"
    PARENT_HEALTH = "parent_health", "Föräldrars psykiska ohälsa"
    CARE = "care", "Brister i omsorg"
    CONFLICT = "conflict", "Konflikt mellan föräldrar"
    SCHOOL = "school", "Frånvaro från skolan"
    BEHAVIOUR = "behaviour", "Barnets eget beteende"
    WELLBEING = "wellbeing", "Barnet mår dåligt"
    CRIME = "crime", "Brott eller riskfyllt umgänge"


# Violence 20 %, other parent-related 39 %, the child itself 33 % (NCK after Socialstyrelsen, 2018); the
# division inside each is a planning value, and the remaining 8 % are spread with it.
THEME_SHARES: dict[Theme, float] = {
    Theme.VIOLENCE: 20,
    Theme.PARENT_SUBSTANCE: 13,
    Theme.PARENT_HEALTH: 9,
    Theme.CARE: 12,
    Theme.CONFLICT: 11,
    Theme.SCHOOL: 10,
    Theme.BEHAVIOUR: 9,
    Theme.WELLBEING: 8,
    Theme.CRIME: 8,
}


class Channel(Word):
    """Väg in."""

    WEB = "web", "Webben"
    PHONE = "phone", "Telefon"
    LETTER = "letter", "Brev"
    VISIT = "visit", "Besök"
    AUTHORITY = "authority", "Från myndighet"


class Reporter(Word):
    """Den som hör av sig. Those who must report are listed in SoL 19 kap. 1 §; 19:4 asks everyone else to."""

    POLICE = "police", "Polisen", "Anmälningsskyldig, SoL 19 kap. 1 §"
    SCHOOL = "school", "Skola", "Anmälningsskyldig, SoL 19 kap. 1 §"
    PRESCHOOL = "preschool", "Förskola", "Anmälningsskyldig, SoL 19 kap. 1 §"
    HEALTH_CARE = "health_care", "Hälso- och sjukvård", "Anmälningsskyldig, SoL 19 kap. 1 §"
    DENTAL_CARE = "dental_care", "Tandvård", "Anmälningsskyldig, SoL 19 kap. 1 §"
    SOCIAL_SERVICES = "social_services", "Socialtjänst", "Anmälningsskyldig, SoL 19 kap. 1 §"
    PROSECUTOR = "prosecutor", "Åklagarmyndigheten", "Anmälningsskyldig, SoL 19 kap. 1 §"
    PRISON_SERVICE = "prison_service", "Kriminalvården", "Anmälningsskyldig, SoL 19 kap. 1 §"
    MIGRATION = "migration", "Migrationsverket", "Anmälningsskyldig, SoL 19 kap. 1 §"
    ENFORCEMENT = "enforcement", "Kronofogden", "Anmälningsskyldig, SoL 19 kap. 1 §"
    PRIVATE_PROFESSIONAL = "private_professional", "Yrkesverksam i enskild verksamhet", "SoL 19 kap. 1 §"
    RELATIVE = "relative", "Anhörig", "Bör anmäla, SoL 19 kap. 4 §"
    PRIVATE = "private", "Privatperson", "Bör anmäla, SoL 19 kap. 4 §"
    ANONYMOUS = "anonymous", "Okänd", "Privatperson får vara anonym"
    SELF = "self", "Den enskilde själv"
    GUARDIAN = "guardian", "Vårdnadshavare"


# Police, school and preschool, and health care make about 60 % (NCK 2018); the rest is a planning value.
REPORTER_SHARES: dict[Reporter, float] = {
    Reporter.POLICE: 24,
    Reporter.SCHOOL: 17,
    Reporter.PRESCHOOL: 4,
    Reporter.HEALTH_CARE: 15,
    Reporter.DENTAL_CARE: 2,
    Reporter.SOCIAL_SERVICES: 9,
    Reporter.PROSECUTOR: 2,
    Reporter.PRISON_SERVICE: 1,
    Reporter.MIGRATION: 1,
    Reporter.ENFORCEMENT: 1,
    Reporter.PRIVATE_PROFESSIONAL: 2,
    Reporter.RELATIVE: 7,
    Reporter.PRIVATE: 5,
    Reporter.ANONYMOUS: 6,
    Reporter.GUARDIAN: 3,
    Reporter.SELF: 1,
}


class Severity(Word):
    """Hur bråttom det är."""

    LOW = "low", "Kan vänta"
    MEDIUM = "medium", "Inom kort"
    HIGH = "high", "Skyndsamt"
    ACUTE = "acute", "Genast"


class Stage(Word):
    """Vad som väntar härnäst, i ordning."""

    PROTECTION = "protection", "Väntar på skyddsbedömning"
    PRELIMINARY = "preliminary", "Förhandsbedöms"
    INVESTIGATION = "investigation", "Utreds"
    DECISION = "decision", "Väntar på beslut"
    START = "start", "Väntar på att insatsen börjar"
    SERVICE = "service", "Insats pågår"
    FOLLOW_UP = "follow_up", "Väntar på uppföljning"
    ANSWER = "answer", "Väntar på svar"
    CLOSED = "closed", "Avslutat"


class Ending(Word):
    """Hur en förhandsbedömning slutar."""

    NOT_OPENED = "not_opened", "Inte inleda utredning"
    OPENED = "opened", "Inleda utredning"
    JOINED = "joined", "Tillförs pågående utredning"


class Outcome(Word):
    """Beslut."""

    GRANTED = "granted", "Bifall"
    PARTLY = "partly", "Delvis avslag"
    REFUSED = "refused", "Avslag"
    NO_MEASURE = "no_measure", "Avslutas utan insats"
    MONITORED = "monitored", "Avslutas med uppföljning, SoL 23 kap."


class GoalResult(Word):
    """Hur det gick med målet."""

    REACHED = "reached", "Uppnått"
    PARTLY = "partly", "Delvis uppnått"
    NOT_REACHED = "not_reached", "Inte uppnått"


class VisitOutcome(Word):
    """Vad som hände med ett besök."""

    PLANNED = "planned", "Planerat"
    CARRIED_OUT = "carried_out", "Utfört"
    DECLINED = "declined", "Den enskilde tackade nej"
    NOT_HOME = "not_home", "Ingen hemma"
    SHORT_OF_STAFF = "short_of_staff", "Blev inte av: för få på plats"
