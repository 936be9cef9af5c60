"""Ord om parter."""

from __future__ import annotations

from samtid.ground.words import Word


class Role(Word):
    """Som vad någon är part, or acts for one."""

    SELF = "self", "Den enskilde"
    CHILD = "child", "Barnet, genom vårdnadshavarna"
    YOUNG = "young", "Barnet, för sin egen talan"
    GUARDIAN = "guardian", "Vårdnadshavare"
    REPRESENTATIVE = "representative", "God man eller förvaltare"


class Kind(Word):
    """Vad som har hänt med en part. A row of ``MISTAKEN`` sets the row it names aside, and both stay."""

    INFORMED = "informed", "Informerad om utredningen"
    NOT_INFORMED = "not_informed", "Inte informerad, av särskilda skäl"
    COMMUNICATED = "communicated", "Har fått underlaget"
    EXEMPT = "exempt", "Underlaget lämnas inte, med skäl"
    ANSWERED = "answered", "Har svarat"
    SILENT = "silent", "Inget svar kom"
    CONSENTED = "consented", "Samtycker"
    DECLINED = "declined", "Samtycker inte"
    WITHDRAWN = "withdrawn", "Har tagit tillbaka samtycket"
    WITHOUT = "without", "Behöver inte samtycka, med skäl"
    SERVED = "served", "Har fått del av beslutet"
    MISTAKEN = "mistaken", "Antecknat av misstag"


class Exempt(Word):
    """Undantag från kommunicering: the whole list of the law. Secrecy is none: the rest is sent, and it is said what is left out."""

    UNNECESSARY = "unnecessary", "Uppenbart obehövligt (FL 25 §)"
    HARDER = (
        "harder",
        "Det skulle bli avsevärt svårare att genomföra beslutet (FL 25 § 2)",
    )
    AT_ONCE = (
        "at_once",
        "Ett väsentligt intresse kräver att beslutet meddelas omedelbart (FL 25 § 3)",
    )


class Way(Word):
    """Hur någon fick det."""

    MEETING = "meeting", "Vid ett möte"
    HANDED = "handed", "Överlämnat personligen"
    PHONE = "phone", "Per telefon"
    LETTER = "letter", "Med brev till partens egen adress"
    RECEIPT = "receipt", "Delgivning med mottagningsbevis"
    AGENCY = "agency", "Genom Skatteverkets postförmedling"
    DIGITAL = "digital", "Säkert digitalt"


class Event(Word):
    """Händelse om en part."""

    INFORMED = "party_informed", "Parterna informerades om utredningen, var och en för sig"
    COMMUNICATED = "party_communicated", "Underlaget lämnades till parterna, var och en för sig"
    ANSWERED = "party_answered", "En parts svar på underlaget antecknades"
    CONSENT = "party_consent", "Ett samtycke antecknades"
    SERVED = "party_served", "Parterna fick del av beslutet, var och en för sig"
    MISTAKEN = "party_mistaken", "En anteckning om en part rättades"


# What each kind of row is about; a consent is about what it says.
ABOUT_INVESTIGATION = (Kind.INFORMED, Kind.NOT_INFORMED)
ABOUT_PROPOSAL = (Kind.COMMUNICATED, Kind.EXEMPT, Kind.ANSWERED, Kind.SILENT)
ABOUT_DECISION = (Kind.SERVED,)
CONSENTS = (Kind.CONSENTED, Kind.DECLINED, Kind.WITHDRAWN, Kind.WITHOUT)
ANSWERS = (Kind.ANSWERED, Kind.SILENT)
# An answer names the sending it is to, and what is taken back the consent that was given.
REFERS = (*ANSWERS, Kind.WITHDRAWN)
