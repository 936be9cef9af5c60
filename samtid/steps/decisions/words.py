"""Ord om beslut."""

from __future__ import annotations

from samtid.base.organisation.words import DecisionKind
from samtid.ground.words import Word


class DecisionOutcome(Word):
    """Utgång."""

    GRANTED = "granted", "Beviljas"
    PARTLY = "partly", "Beviljas delvis"
    REFUSED = "refused", "Avslås"
    SET = "set", "Fastställs"

    @property
    def grants(self) -> bool:
        """Whether the person gets something, and so must be followed up."""
        return self in (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY)


# What an investigation can end in. What is set (a fee) is decided in a room of its own.
ANSWERS = (DecisionOutcome.GRANTED, DecisionOutcome.PARTLY, DecisionOutcome.REFUSED)


class Per(Word):
    """Vad beloppet gäller."""

    MONTH = "month", "per månad"
    ONCE = "once", "en gång"


class Consent(Word):
    """Samtycke till en insats för ett barn (SoL 21 kap. 1 §)."""

    GUARDIANS = "guardians", "Vårdnadshavarna samtycker"
    CHILD = "child", "Barnet samtycker eller har själv begärt insatsen"
    NONE = "none", "Samtycke saknas"


class Way(Word):
    """Hur brevet når sin läsare."""

    POST = "post", "Med post"
    HAND = "hand", "Lämnas personligen"
    AGENCY = "agency", "Lämnas personligen eller genom Skatteverkets postförmedling"


class Told(Word):
    """Sätt att underrätta (FL 33 §)."""

    HANDED = "handed", "Överlämnat personligen"
    LETTER = "letter", "Med brev"
    RECEIPT = "receipt", "Delgivning med mottagningsbevis"
    DIGITAL = "digital", "Digital brevlåda"
    READ_ALOUD = "read_aloud", "Muntligt, och brevet skickat"


class AppealEnd(Word):
    """Vad nämnden gjorde med överklagandet (FL 45–46 §§)."""

    FORWARDED = "forwarded", "Överlämnat till förvaltningsrätten"
    DISMISSED = "dismissed", "Avvisat, kom in för sent"


class Event(Word):
    """Händelse om beslutet."""

    PREPARED = "decision_prepared", "Förslag till beslut skrevs"
    CHANGED = "decision_changed", "Förslag till beslut ändrades"
    HANDED_OVER = "decision_handed_over", "Förslag till beslut lämnades för underskrift"
    SENT_BACK = "decision_sent_back", "Förslag till beslut skickades tillbaka"
    SIGNED = "decision_signed", "Beslut fattades"
    REGISTERED = "decision_registered", "Nämndens beslut registrerades"
    PLACE_TOLD = "decision_place_told", "Chefen lät en skyddad plats stå i beslutet, med skäl"
    NOTIFIED = "decision_notified", "Den enskilde fick del av beslutet"
    NOTICE_CORRECTED = "notice_corrected", "När den enskilde fick del av beslutet rättades"
    APPEALED = "decision_appealed", "Överklagande kom in"
    APPEAL_FORWARDED = "appeal_forwarded", "Överklagandet överlämnades till förvaltningsrätten"
    APPEAL_DISMISSED = "appeal_dismissed", "Överklagandet avvisades, det kom in för sent"
    FINAL = "decision_final", "Tiden för överklagande gick ut utan överklagande"


# What a decision in a case can be about; the others are decisions on the way.
SERVICE_KINDS: tuple[DecisionKind, ...] = tuple(
    kind for kind in DecisionKind if not str(kind).endswith("_investigation")
)
