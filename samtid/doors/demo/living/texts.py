"""Texter som spelaren lägger till: what the rooms ask for and the pure half does not say."""

from __future__ import annotations

from random import Random

from samtid.steps.services.catalogue import entry

from ..names import first_name, phone, surname
from ..population import Household, Person
from ..volumes_words import Kind, Reporter

SCHOOLS = ("Björkskolan", "Tallbacksskolan", "Strandskolan", "Höjdskolan", "Ängsskolan", "Älvskolan")
PRESCHOOLS = ("Förskolan Lingonet", "Förskolan Kotten", "Förskolan Snäckan", "Förskolan Vinden")
# Invented posts at real kinds of workplaces, never a person's name.
POSTS: dict[Reporter, tuple[str, ...]] = {
    Reporter.POLICE: ("Polisen, yttre tjänst", "Polisen, barnutredare"),
    Reporter.SCHOOL: ("Kurator på skolan", "Rektor", "Klasslärare", "Skolsköterska"),
    Reporter.PRESCHOOL: ("Rektor på förskolan", "Förskollärare"),
    Reporter.HEALTH_CARE: ("Sjuksköterska, barnmottagningen", "Läkare, akutmottagningen", "Barnmorska"),
    Reporter.DENTAL_CARE: ("Tandhygienist, folktandvården",),
    Reporter.SOCIAL_SERVICES: ("Socialsekreterare i en annan kommun", "Socialjouren"),
    Reporter.PROSECUTOR: ("Åklagarkammaren",),
    Reporter.PRISON_SERVICE: ("Frivården",),
    Reporter.MIGRATION: ("Migrationsverket, handläggare",),
    Reporter.ENFORCEMENT: ("Kronofogden, avhysning",),
    Reporter.PRIVATE_PROFESSIONAL: ("Ridlärare", "Psykolog, privat mottagning", "Fotbollstränare"),
}
SAFE_CONTACT = (
    "Ring bara på dagtid. Lämna inget meddelande.",
    "Ring på lunchen, säg att det gäller tandvården.",
    "Skicka inget hem. Jag hör av mig själv på torsdag.",
)
PLANS = {
    True: (
        "Tala med barnet enskilt och med vårdnadshavarna var för sig. Ta kontakt med skolan efter samtycke. "
        "Hembesök. Avstämning med barnet innan bedömningen skrivs.",
        "Börja med barnets berättelse. Därefter föräldrasamtal, uppgifter från skola och barnhälsovård, "
        "och ett nätverksmöte om familjen vill.",
    ),
    False: (
        "Samtal med den enskilde om vad som behöver bli annorlunda. Uppgifter hämtas bara med samtycke.",
        "Ett hembesök, en genomgång av behovet och ett möte till innan bedömningen skrivs.",
    ),
}
REASONS = {
    Kind.CHILD: "Anmälan och samtal väcker frågan om barnet får den omsorg och trygghet det behöver.",
    Kind.FAMILY: "Familjen ber om stöd. Utredningen ska visa vilket stöd som hjälper.",
    Kind.MONEY: "Ansökan om ekonomiskt bistånd. Rätten till bistånd och vägen till egen försörjning utreds.",
    Kind.VIOLENCE: "Uppgifter om våld i en nära relation. Behovet av skydd och stöd utreds.",
    Kind.DISABILITY: "Ansökan om stöd i vardagen till följd av funktionsnedsättning.",
    Kind.ELDERLY: "Ansökan om stöd för att klara vardagen hemma.",
    Kind.SUBSTANCE: "Behovet av stöd för att minska eller sluta med skadligt bruk utreds.",
}
BEST_INTERESTS = (
    "Barnets egna ord har fått stor vikt. Bäst för barnet är att få stöd utan att vardagen bryts upp.",
    "Barnet behöver lugn, fasta rutiner och vuxna som håller vad de lovar. Förslaget svarar mot det.",
    "Barnets behov av trygghet väger tyngst. Barnets åsikt om var det vill vara har följts så långt det går.",
)
ASSESSMENTS = {
    True: "Uppgifterna från flera håll visar samma sak: stödet behövs, och familjen vill ta emot det.",
    False: "Uppgifterna visar att behovet kan mötas på annat sätt, eller att oron inte har bekräftats.",
}
NOT_COMMUNICATED = "Ansökan beviljas helt, så det är uppenbart obehövligt att kommunicera underlaget."
ANSWERS = (
    "Har läst underlaget och har inget att tillägga.",
    "Vill att det står med att mormor hjälper till varje vecka. I övrigt stämmer det.",
    "Tycker att bilden är riktig, men att det har blivit bättre den sista tiden.",
)
WITHOUT_TEST = "Får stödet direkt, utan behovsprövning (SoL 11 kap. 5 §). Ingen utredning behövs."
YOUNG = "Inte arton än. Samtal i dag: ingen akut fara, och en trygg vuxen finns i närheten."
READ_TOGETHER = "Läst tillsammans med den tidigare anmälan om samma barn. Ingen ny akut fara."
YOUNG_SAYS = "Jag vill klara mig själv, men jag behöver hjälp med det jag har sökt."
TOO_LATE = "Flera anmälningar kom samma vecka och en kontakt med vården dröjde."


def school(household: Household, age: int) -> str:
    """A school or preschool, the same for children of one household and age group; none for adults."""
    if not 1 <= age <= 18:
        return ""
    names = PRESCHOOLS if age < 6 else SCHOOLS
    return names[household.key % len(names)]


def reporter(who: Reporter, household: Household, person: Person, chance: Random) -> tuple[str, str]:
    """Name and contact of the one who gets in touch; empty for the anonymous."""
    if who is Reporter.ANONYMOUS:
        return "", ""
    if who in (Reporter.SELF, Reporter.GUARDIAN):
        adult = household.adults[0] if who is Reporter.GUARDIAN else person
        return f"{adult.first_name} {adult.last_name}", adult.phone
    if who in POSTS:
        return chance.choice(POSTS[who]), phone(chance, landline=True)
    sex = chance.choice("KM")
    name = f"{first_name(chance, sex, household.adults[0].born_on)} {surname(chance)}"
    return name, phone(chance)


def proposal(code: str, *, grants: bool) -> str:
    """What is proposed, in a sentence."""
    name = entry(code).name
    return f"{name} beviljas." if grants else f"Ansökan om {name[:1].lower()}{name[1:]} avslås."


def content(code: str, *, grants: bool, amount: int | None) -> str:
    """The decision in words to the person."""
    name = entry(code).name
    small = f"{name[:1].lower()}{name[1:]}" if not name.isupper() else name
    if not grants:
        return f"Din ansökan om {small} avslås."
    return f"Du beviljas {small}{' med det belopp som står nedan' if amount else ''}."
