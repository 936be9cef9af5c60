"""Ord om vård utan samtycke."""

from __future__ import annotations

from samtid.ground.words import Word


class Kind(Word):
    """Steg: what was decided, sent or done. On one day they come in this order."""

    CUSTODY = "custody", "Omedelbart omhändertagande beslutat"
    REPORTED = "reported", "Ordförandens beslut anmält till nämnden"
    SUBMITTED = "submitted", "Omhändertagandet lämnat till rätten"
    CONFIRMED = "confirmed", "Rätten har fastställt omhändertagandet"
    REPEALED = "repealed", "Rätten har upphävt omhändertagandet"
    BEGUN = "begun", "Vården har påbörjats"
    EXTENSION_ASKED = "extension_asked", "Längre tid för ansökan begärd hos rätten"
    EXTENDED = "extended", "Rätten har gett längre tid för ansökan"
    EXTENSION_REFUSED = "extension_refused", "Rätten har inte gett längre tid för ansökan"
    APPLIED = "applied", "Ansökan om vård lämnad till rätten"
    JUDGED = "judged", "Rätten har beslutat om vård"
    REFUSED = "refused", "Rätten har avslagit ansökan"
    FINAL = "final", "Beslutet om vård har vunnit laga kraft"
    CONSIDERED = "considered", "Vården övervägd (hemmet eller anknytning)"
    REVIEWED = "reviewed", "Vården omprövad (eget beteende)"
    CONTACT = "contact", "Umgänget begränsat"
    CONTACT_CONSIDERED = "contact_considered", "Umgängesbegränsningen övervägd"
    CONTACT_LIFTED = "contact_lifted", "Umgängesbegränsningen hävd"
    SECRET = "secret", "Vistelseorten ska inte röjas"
    SECRET_CONSIDERED = "secret_considered", "Hemlig vistelseort övervägd"
    SECRET_LIFTED = "secret_lifted", "Vistelseorten får röjas igen"
    AT_HOME = "at_home", "Barnet bor hemma medan vården pågår"
    ENDED = "ended", "Beslut att det upphör"
    LAPSE_SEEN = "lapse_seen", "Upphörandet är hanterat"
    FOLLOWING = "following", "Uppföljning efter vården inledd"
    FOLLOWED = "followed", "Uppföljningen avslutad"


class Ground(Word):
    """Grund för vården: the same word has one paragraph before New Year 2027 and another after."""

    ENVIRONMENT = "environment", "Hemmet"
    BEHAVIOUR = "behaviour", "Eget beteende"
    BOTH = "both", "Hemmet och eget beteende"
    ATTACHMENT = "attachment", "Anknytning till familjehemmet"

    @property
    def of_home(self) -> bool:
        """Considered, and over at 18."""
        return self is not Ground.BEHAVIOUR

    @property
    def of_behaviour(self) -> bool:
        """Reviewed, and over at 21."""
        return self in (Ground.BEHAVIOUR, Ground.BOTH)


class Decider(Word):
    """Vem som har beslutat."""

    BOARD = "board", "Nämnden"
    COMMITTEE = "committee", "Utskottet"
    CHAIR = "chair", "Ordföranden eller en utsedd ledamot"
    COURT = "court", "Rätten"
    DELEGATE = "delegate", "Delegat (tjänsteman)"


class Content(Word):
    """Vad ansökan ska innehålla (LVU 4 §; lag 2026:1600 4 kap. 2 §), beside the care plan."""

    CIRCUMSTANCES = "circumstances", "Konkreta omständigheter"
    RELATIONS = "relations", "Relationer och nätverk"
    HEALTH = "health", "Hälsa, utveckling, socialt beteende och skolgång"
    EARLIER = "earlier", "Tidigare åtgärder"
    CARE = "care", "Vård som behövs, mål och hur"
    INFORMED = "informed", "Information som har lämnats"
    VIEWS = "views", "Inställning och åsikter"


class EndReason(Word):
    """Varför det upphör."""

    NOT_NEEDED = "not_needed", "Vården behövs inte längre"
    CONSENT = "consent", "Vården fortsätter med samtycke"
    AGE = "age", "Den unge har fyllt 18 eller 21"
    NO_APPLICATION = "no_application", "Nämnden ansöker inte om vård"
    CUSTODY_MOVED = "custody_moved", "Vårdnaden är överflyttad"
    OTHER = "other", "Annat"


class Event(Word):
    """Händelser i dagboken."""

    OPENED = "compulsory_opened", "Vård utan samtycke: spåret öppnades"
    STEP = "compulsory_step", "Vård utan samtycke"
    CORRECTED = "compulsory_corrected", "Ett steg i vård utan samtycke rättades"
    WITHDRAWN = "compulsory_withdrawn", "Ett steg i vård utan samtycke räknas inte"
    ANNULLED = "compulsory_annulled", "Vård utan samtycke gällde fel barn"


# What a step says that the placement wrote by itself when the child came.
CAME = "Barnet kom till placeringen."
