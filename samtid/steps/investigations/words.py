"""Ord i utredningen."""

from __future__ import annotations

from samtid.base.organisation.words import DecisionKind
from samtid.ground.words import Word


class Method(Word):
    """Utredningsmetod: which areas of life are looked into."""

    BBIC = (
        "bbic",
        "BBIC",
        "Barns behov i centrum: barnets utveckling, föräldrarnas förmåga, familj och miljö.",
    )
    IBIC = "ibic", "IBIC", "Individens behov i centrum: nio livsområden, trygghet och stöd från närstående."
    ASSISTANCE = (
        "assistance",
        "Ekonomiskt bistånd",
        "Hushåll, inkomster, utgifter, boende och väg till egen försörjning.",
    )
    ADULT = "adult", "Vuxen och beroende", "Livsområdena i ASI, boende och våld."
    GENERAL = "general", "Allmän utredning", "När ingen särskild metod används."


class Area(Word):
    """Område: a part of life that a finding is about. Which areas a method has: ``AREAS``."""

    HEALTH = "health", "Hälsa"
    EDUCATION = "education", "Utbildning"
    EMOTIONS = "emotions", "Känslor och beteende"
    SOCIAL = "social", "Sociala relationer"
    BASIC_CARE = "basic_care", "Grundläggande omsorg"
    SAFETY = "safety", "Säkerhet"
    AVAILABILITY = "availability", "Känslomässig tillgänglighet"
    STIMULATION = "stimulation", "Stimulans och vägledning"
    FAMILY_NOW = "family_now", "Nuvarande familjesituation"
    FAMILY_BACKGROUND = "family_background", "Familjebakgrund"
    WORK_HOUSING = "work_housing", "Boende, arbete och ekonomi"
    NETWORK = "network", "Socialt nätverk och integrering"

    LEARNING = "learning", "Lärande och att tillämpa kunskap"
    TASKS = "tasks", "Allmänna uppgifter och krav"
    COMMUNICATION = "communication", "Kommunikation"
    MOBILITY = "mobility", "Förflyttning"
    SELF_CARE = "self_care", "Personlig vård"
    DOMESTIC = "domestic", "Hemliv"
    RELATIONS = "relations", "Mellanmänskliga interaktioner och relationer"
    MAJOR_LIFE = "major_life", "Utbildning, arbete, sysselsättning och ekonomi"
    COMMUNITY = "community", "Samhällsgemenskap, socialt och medborgerligt liv"
    SECURITY = "security", "Känsla av trygghet"
    CARER = "carer", "Stöd från och till närstående"

    HOUSEHOLD = "household", "Hushållet"
    INCOME = "income", "Inkomster och tillgångar"
    EXPENSES = "expenses", "Utgifter"
    HOUSING = "housing", "Boende"
    LIVELIHOOD = "livelihood", "Väg till egen försörjning"
    CHILDREN = "children", "Barnens situation"

    PHYSICAL_HEALTH = "physical_health", "Fysisk hälsa"
    MENTAL_HEALTH = "mental_health", "Psykisk hälsa"
    WORK = "work", "Arbete och försörjning"
    ALCOHOL = "alcohol", "Alkohol"
    DRUGS = "drugs", "Narkotika, läkemedel och spel"
    CRIME = "crime", "Kriminalitet"
    FAMILY_SOCIAL = "family_social", "Familj och umgänge"
    VIOLENCE = "violence", "Våld"

    SITUATION = "situation", "Situationen nu"
    NEEDS = "needs", "Behov"
    RESOURCES = "resources", "Egna resurser"
    WISHES = "wishes", "Egna önskemål"


# method -> headings with their areas, in the order they are read
AREAS: dict[Method, tuple[tuple[str, tuple[Area, ...]], ...]] = {
    Method.BBIC: (
        ("Barnets utveckling", (Area.HEALTH, Area.EDUCATION, Area.EMOTIONS, Area.SOCIAL)),
        ("Föräldrarnas förmåga", (Area.BASIC_CARE, Area.SAFETY, Area.AVAILABILITY, Area.STIMULATION)),
        ("Familj och miljö", (Area.FAMILY_NOW, Area.FAMILY_BACKGROUND, Area.WORK_HOUSING, Area.NETWORK)),
    ),
    Method.IBIC: (
        (
            "Livsområden",
            (
                *(Area.LEARNING, Area.TASKS, Area.COMMUNICATION, Area.MOBILITY, Area.SELF_CARE),
                *(Area.DOMESTIC, Area.RELATIONS, Area.MAJOR_LIFE, Area.COMMUNITY),
            ),
        ),
        ("Trygghet och närstående", (Area.SECURITY, Area.CARER)),
    ),
    Method.ASSISTANCE: (
        ("Hushåll och boende", (Area.HOUSEHOLD, Area.HOUSING, Area.CHILDREN)),
        ("Ekonomi", (Area.INCOME, Area.EXPENSES, Area.LIVELIHOOD)),
    ),
    Method.ADULT: (
        ("Hälsa och bruk", (Area.PHYSICAL_HEALTH, Area.MENTAL_HEALTH, Area.ALCOHOL, Area.DRUGS)),
        (
            "Livet omkring",
            (Area.HOUSING, Area.WORK, Area.FAMILY_SOCIAL, Area.CHILDREN, Area.CRIME, Area.VIOLENCE),
        ),
    ),
    Method.GENERAL: (
        ("Det vi tar reda på", (Area.SITUATION, Area.NEEDS, Area.RESOURCES, Area.WISHES, Area.NETWORK)),
    ),
}


def areas_of(method: Method) -> tuple[Area, ...]:
    """All areas of a method, in reading order."""
    return tuple(area for _, areas in AREAS[method] for area in areas)


class SourceKind(Word):
    """Slag av källa: who the information comes from (FL 27 §)."""

    CHILD = "child", "Barnet"
    GUARDIAN = "guardian", "Vårdnadshavare"
    PERSON = "person", "Den enskilde själv"
    NETWORK = "network", "Närstående och nätverk"
    SCHOOL = "school", "Skola eller förskola"
    HEALTH = "health", "Hälso- och sjukvård"
    OTHER_AUTHORITY = "other_authority", "Annan myndighet"
    OWN_RECORDS = "own_records", "Socialtjänstens egna uppgifter"
    OBSERVATION = "observation", "Egen iakttagelse"


class Factor(Word):
    """Faktor: what a finding speaks for (BBIC)."""

    NEITHER = "", "Uppgift"
    RISK = "risk", "Riskfaktor"
    PROTECTION = "protection", "Skyddsfaktor"


class Difficulty(Word):
    """Svårighet i livsområdet (ICF's qualifier, as IBIC uses it)."""

    NONE = "0", "Ingen svårighet"
    SLIGHT = "1", "Lätt svårighet"
    MODERATE = "2", "Måttlig svårighet"
    SEVERE = "3", "Stor svårighet"
    TOTAL = "4", "Total svårighet"


class WhyNotHeard(Word):
    """Varför barnet inte har hörts. The right is the child's (SoL 3:2): none of these is *lack of time*."""

    DECLINED = "declined", "Barnet vill inte berätta", "Barnet har fått frågan och tackat nej."
    TOO_YOUNG = "too_young", "Barnet är för litet för samtal", "Skriv hur barnet har iakttagits i stället."
    HARM = "harm", "Samtalet kan antas skada barnet", "Skriv vad bedömningen bygger på."
    UNREACHABLE = "unreachable", "Barnet har inte gått att nå", "Skriv vilka försök som har gjorts."


class Recommendation(Word):
    """Förslag: what the investigator proposes."""

    GRANT = "grant", "Bevilja en insats"
    REFUSE = "refuse", "Avslå ansökan"
    NO_SERVICE = "no_service", "Avsluta utan insats"


class Basis(Word):
    """Lagrum för beslut. The value is the short form that ``ground/law/delegation`` reads."""

    SOL_11_1 = "SoL 11:1", "SoL 11 kap. 1 §", "Insatser för personliga behov som den enskilde har rätt till."
    SOL_11_4 = "SoL 11:4", "SoL 11 kap. 4 §", "Ytterligare insatser för personliga behov, om det finns skäl."
    SOL_12_1 = "SoL 12:1", "SoL 12 kap. 1 §", "Ekonomiskt bistånd som den enskilde har rätt till."
    SOL_12_2 = "SoL 12:2", "SoL 12 kap. 2 §", "Ytterligare ekonomiskt bistånd, om det finns skäl."
    SOL_12_2_A = "SoL 12:2 a", "SoL 12 kap. 2 a §", "Akut bistånd till den som inte får vistas i landet."
    SOL_12_5 = "SoL 12:5", "SoL 12 kap. 5 §", "Fortsatt försörjningsstöd nekas eller sätts ned."
    SOL_32_1 = (
        "SoL 32:1",
        "SoL 32 kap. 1 §",
        "Avgift till kommunen. Hur den räknas och vad du har rätt att behålla står i 5–10 §§.",
    )
    SOL_22_2 = "SoL 22:2", "SoL 22 kap. 2 §", "Vård i familjehem eller annat enskilt hem."
    SOL_22_4 = "SoL 22:4", "SoL 22 kap. 4 §", "Vård i jourhem."
    LVU_6 = "LVU 6", "LVU 6 §", "Omedelbart omhändertagande."
    LVU_11 = "LVU 11", "LVU 11 §", "Vårdens innehåll och utformning."
    LVU_22 = "LVU 22", "LVU 22 §", "Förebyggande insatser för unga."
    LPBS_4_1 = "LPBS 4:1", "LPBS 4 kap. 1 §", "Omedelbar insats i skyddat boende för barn."
    LSS_9 = "LSS 9", "LSS 9 §", "Insatser för särskilt stöd och särskild service."


class ServiceCode(Word):
    """Insats som kräver beslut. steps/services tells more of each: by whom, how, and what is given without one."""

    FAMILY_TREATMENT = "family_treatment", "Familjebehandling"
    YOUTH_TREATMENT = "youth_treatment", "Öppenvård för unga"
    PARENT_SUPPORT = "parent_support", "Föräldrastöd i hemmet"
    CONTACT_PERSON = "contact_person", "Kontaktperson"
    CONTACT_FAMILY = "contact_family", "Kontaktfamilj"
    FAMILY_HOME = "family_home", "Familjehem"
    EMERGENCY_HOME = "emergency_home", "Jourhem"
    HVB = "hvb", "Hem för vård eller boende"
    ADULT_HVB = "adult_hvb", "Behandlingshem"
    ASSISTANCE = "assistance", "Försörjningsstöd"
    ASSISTANCE_OTHER = "assistance_other", "Ekonomiskt bistånd i övrigt"
    PROTECTED_HOUSING = "protected_housing", "Skyddat boende"
    TREATMENT = "treatment", "Beroendebehandling i öppenvård"
    HOME_CARE_PERSONAL = "home_care_personal", "Hemtjänst, personlig omvårdnad"
    HOME_CARE_SERVICE = "home_care_service", "Hemtjänst, service"
    SAFETY_ALARM = "safety_alarm", "Trygghetslarm"
    MEALS = "meals", "Matdistribution"
    DAY_CARE = "day_care", "Dagverksamhet"
    SHORT_STAY = "short_stay", "Korttidsplats"
    SPECIAL_HOUSING = "special_housing", "Särskilt boende"
    HOUSING_SUPPORT = "housing_support", "Boendestöd"
    COMPANION = "companion", "Ledsagning"
    LSS_ASSISTANCE = "lss_assistance", "Personlig assistans"
    LSS_COMPANION = "lss_companion", "Ledsagarservice"
    LSS_CONTACT = "lss_contact", "Kontaktperson enligt LSS"
    LSS_RELIEF = "lss_relief", "Avlösarservice"
    LSS_SHORT_STAY = "lss_short_stay", "Korttidsvistelse utanför hemmet"
    LSS_SHORT_SUPERVISION = "lss_short_supervision", "Korttidstillsyn för skolungdom"
    LSS_CHILD_HOUSING = "lss_child_housing", "Familjehem eller bostad med särskild service för barn och unga"
    LSS_HOUSING = "lss_housing", "Bostad med särskild service"
    LSS_DAILY = "lss_daily", "Daglig verksamhet"


_S = ServiceCode
# what must be delegated to decide it -> the services it covers, in the order they are offered
SERVICES: dict[DecisionKind, tuple[ServiceCode, ...]] = {
    DecisionKind.OPEN_CARE: (
        *(_S.FAMILY_TREATMENT, _S.YOUTH_TREATMENT, _S.PARENT_SUPPORT),
        *(_S.CONTACT_PERSON, _S.CONTACT_FAMILY),
    ),
    DecisionKind.FAMILY_HOME: (_S.FAMILY_HOME, _S.EMERGENCY_HOME),
    DecisionKind.RESIDENTIAL_CARE: (_S.HVB, _S.ADULT_HVB),
    DecisionKind.PROTECTED_HOUSING: (_S.PROTECTED_HOUSING,),
    DecisionKind.TREATMENT: (_S.TREATMENT,),
    DecisionKind.ASSISTANCE: (_S.ASSISTANCE, _S.ASSISTANCE_OTHER),
    DecisionKind.HOME_CARE: (
        *(_S.HOME_CARE_PERSONAL, _S.HOME_CARE_SERVICE, _S.SAFETY_ALARM, _S.MEALS, _S.DAY_CARE),
    ),
    DecisionKind.SPECIAL_HOUSING: (_S.SHORT_STAY, _S.SPECIAL_HOUSING, _S.LSS_CHILD_HOUSING, _S.LSS_HOUSING),
    DecisionKind.HOUSING_SUPPORT: (_S.HOUSING_SUPPORT,),
    DecisionKind.OTHER_SERVICE: (
        *(_S.COMPANION, _S.LSS_ASSISTANCE, _S.LSS_COMPANION, _S.LSS_CONTACT, _S.LSS_RELIEF),
        *(_S.LSS_SHORT_STAY, _S.LSS_SHORT_SUPERVISION, _S.LSS_DAILY),
    ),
}


def kind_of(code: ServiceCode) -> DecisionKind:
    """What must be delegated to decide about a service."""
    return next(kind for kind, codes in SERVICES.items() if code in codes)


class Told(Word):
    """Sätt att informera eller kommunicera."""

    MEETING = "meeting", "Vid ett möte"
    PHONE = "phone", "Per telefon"
    LETTER = "letter", "Med brev"
    DIGITAL = "digital", "Säkert digitalt"


class Outcome(Word):
    """Hur utredningen slutar."""

    DECISION = "decision", "Beslut fattat"
    NO_SERVICE = "no_service", "Avslutad utan insats"
    WITHDRAWN = "withdrawn", "Ansökan återkallad"


class Event(Word):
    """Händelse i utredningen."""

    OPENED = "investigation_opened", "Utredning inleddes"
    REPORT_ADDED = "report_added", "Ny uppgift lades till pågående utredning"
    REPORT_READ = "report_read", "Det nya lästes av den som utreder"
    PLANNED = "investigation_planned", "Utredningsplan skrevs"
    INFORMED = "affected_informed", "De som berörs informerades om utredningen"
    NOT_INFORMED = "affected_not_informed", "Beslut att inte informera än, av särskilda skäl"
    INFORMED_CORRECTED = "affected_informed_corrected", "När de som berörs informerades rättades"
    FINDING_ADDED = "finding_added", "Uppgift lades till utredningen"
    FINDING_CORRECTED = "finding_corrected", "Uppgift i utredningen rättades"
    CHILD_HEARD = "child_heard", "Barnet berättade"
    CHILD_NOT_HEARD = "child_not_heard", "Skäl till att barnet inte hörts antecknades"
    PROPOSED = "proposal_written", "Bedömning och förslag skrevs"
    COMMUNICATED = "communicated", "Underlaget kommunicerades"
    NOT_COMMUNICATED = "not_communicated", "Kommunicering underläts, med skäl"
    ANSWERED = "communication_answered", "Synpunkter på underlaget kom in"
    EXTENDED = "investigation_extended", "Utredningstiden förlängdes"
    MONITORING = "monitoring_begun", "Uppföljning av barnets situation inleddes"
    MONITORED = "monitoring_ended", "Uppföljning av barnets situation avslutades"
    CLOSED = "investigation_closed", "Utredningen avslutades"
