"""Ord om det som kommer in."""

from __future__ import annotations

from samtid.ground.words import Word


class Kind(Word):
    """Slag: what has come in."""

    REPORT = "report", "Orosanmälan"
    APPLICATION = "application", "Ansökan"
    QUESTION = "question", "Fråga"


class Channel(Word):
    """Väg in."""

    WEB = "web", "Webben"
    PHONE = "phone", "Telefon"
    LETTER = "letter", "Brev"
    VISIT = "visit", "Besök"
    EMAIL = "email", "E-post"
    AUTHORITY = "authority", "Från myndighet"


class ReporterCategory(Word):
    """Den som hör av sig. Those who must report are listed in SoL 19 kap. 1 § (2025:1501) and 2 §."""

    POLICE = "police", "Polisen"
    SCHOOL = "school", "Skola"
    PRESCHOOL = "preschool", "Förskola"
    HEALTH_CARE = "health_care", "Hälso- och sjukvård"
    DENTAL_CARE = "dental_care", "Tandvård"
    SOCIAL_SERVICES = "social_services", "Socialtjänst"
    LSS = "lss", "Verksamhet enligt LSS"
    PROSECUTOR = "prosecutor", "Åklagarmyndigheten"
    PRISON_SERVICE = "prison_service", "Kriminalvården"
    MIGRATION = "migration", "Migrationsverket"
    ENFORCEMENT = "enforcement", "Kronofogden"
    EMPLOYMENT = "employment", "Arbetsförmedlingen"
    INSURANCE = "insurance", "Försäkringskassan"
    TAX = "tax", "Skatteverket"
    CUSTOMS = "customs", "Tullverket"
    COAST_GUARD = "coast_guard", "Kustbevakningen"
    COUNTY_BOARD = "county_board", "Länsstyrelse"
    ECONOMIC_CRIME = "economic_crime", "Ekobrottsmyndigheten"
    SECURITY_POLICE = "security_police", "Säkerhetspolisen"
    FORENSIC = "forensic", "Rättsmedicinalverket"
    MEDIATOR = "mediator", "Medlare"
    SECURITY_GUARD = "security_guard", "Ordningsvakt"
    OTHER_AUTHORITY = "other_authority", "Annan myndighet som möter barn"
    PRIVATE_PROFESSIONAL = "private_professional", "Yrkesverksam i enskild verksamhet"
    FAMILY_COUNSELLOR = "family_counsellor", "Familjerådgivning", "Snävare skyldighet, SoL 19 kap. 2 §."
    SELF = "self", "Den det gäller"
    GUARDIAN = "guardian", "Vårdnadshavare"
    RELATIVE = "relative", "Anhörig eller närstående"
    PRIVATE = "private", "Privatperson"

    @property
    def is_mandated(self) -> bool:
        """Must report, and may ask what came of it (SoL 19 kap. 1, 2 and 6 §§)."""
        return not self.is_near and self != ReporterCategory.PRIVATE

    @property
    def is_near(self) -> bool:
        """The one it is about, or somebody who may live there too."""
        return self in (ReporterCategory.SELF, ReporterCategory.GUARDIAN, ReporterCategory.RELATIVE)


class Outcome(Word):
    """Utfall: how what came in was closed."""

    INVESTIGATE = "investigate", "Inleda utredning"
    NO_INVESTIGATION = "no_investigation", "Inte inleda utredning"
    ALREADY_OPEN = "already_open", "Tillförs en pågående utredning"
    ANSWERED = "answered", "Frågan är besvarad"
    REFERRED = "referred", "Hänvisad vidare"
    WITHDRAWN = "withdrawn", "Ansökan är återkallad"


class Stage(Word):
    """Vad som väntar härnäst, the most urgent first."""

    PROTECTION = "protection", "Skyddsbedömning"
    URGENT = "urgent", "Bråttom"
    IDENTIFY = "identify", "Vem gäller det?"
    DECIDE = "decide", "Beslut av chef"
    ASSESS = "assess", "Förhandsbedömning"
    OPEN = "open", "Inled utredning"
    ANSWER = "answer", "Svar"
    MARKED = "marked", "Kom in när det var ovanligt mycket"
    FEEDBACK = "feedback", "Återkoppling till anmälaren"
    CLOSED = "closed", "Avslutat"


class Event(Word):
    """Händelse i akten."""

    REPORT_RECEIVED = "report_received", "Orosanmälan kom in"
    APPLICATION_RECEIVED = "application_received", "Ansökan kom in"
    QUESTION_RECEIVED = "question_received", "En fråga kom in"
    ARRIVAL_CORRECTED = "arrival_corrected", "När det kom in rättades"
    KIND_CORRECTED = "kind_corrected", "Det som kom in är ett annat slag än det registrerades som"
    NEED_CORRECTED = "need_corrected", "Det som kom in handlar om något annat än det registrerades som"
    IDENTIFIED = "report_identified", "Det som kom in knöts till personen"
    CONFIRMED = "person_confirmed", "Uppgifter som skilde sig bekräftades"
    PROTECTION_ASSESSED = "protection_assessed", "Omedelbar skyddsbedömning: inget behov av skydd i dag"
    DANGER_FOUND = "danger_found", "Omedelbar skyddsbedömning: behov av skydd"
    CHILDREN_REPORTED = "children_reported", "Anmälan gjordes för barn i hemmet"
    CHILDREN_SAFE = "children_safe", "Ingen anmälan gjordes för barn i hemmet"
    ROUTED = "report_routed", "Skickades till en annan enhet"
    PROPOSED = "closing_proposed", "Förslag lämnades till den som får besluta"
    INVESTIGATE = "report_investigate", "Beslut: utredning inleds"
    NO_INVESTIGATION = "report_no_investigation", "Beslut: utredning inleds inte"
    ALREADY_OPEN = "report_already_open", "Anmälan tillfördes en pågående utredning"
    ANSWERED = "report_answered", "Frågan besvarades"
    REFERRED = "report_referred", "Hänvisades vidare"
    WITHDRAWN = "report_withdrawn", "Ansökan återkallades"
    FEEDBACK_SENT = "reporter_feedback", "Anmälaren fick återkoppling"
