"""Texter: what people write and say when they are worried about a child.

Invented, short and humane: they say what was seen, when and how often, never more than is needed to
understand. ``{barn}`` is the first name, ``{hen}`` she or he, ``{hennes}`` her or his. No text holds a number of a person.
"""

from __future__ import annotations

from random import Random

from .volumes_words import Reporter, Theme

OPENINGS: dict[Reporter, tuple[str, ...]] = {
    Reporter.POLICE: (
        "Polisen var i hemmet efter larm från en granne.",
        "Patrull besökte familjen under kvällen. {barn} var hemma.",
        "Anmälan i samband med ett polisingripande.",
    ),
    Reporter.SCHOOL: (
        "Skolan är orolig för {barn}.",
        "Elevhälsan och mentor har tillsammans bestämt att göra en orosanmälan.",
        "Rektor anmäler efter samtal med {barn} och mentor.",
    ),
    Reporter.PRESCHOOL: (
        "Vi på förskolan är oroliga för {barn}.",
        "Personalen på avdelningen har pratat ihop sig och känner oro för {barn}.",
    ),
    Reporter.HEALTH_CARE: (
        "Anmälan från hälsocentralen efter besök.",
        "Barn- och ungdomspsykiatrin anmäler oro.",
        "Vid ett besök på akutmottagningen väcktes oro för {barn}.",
        "Hälsocentralen anmäler oro efter samtal med familjen.",
    ),
    Reporter.DENTAL_CARE: ("Folktandvården anmäler oro. {barn} har uteblivit från flera besök.",),
    Reporter.SOCIAL_SERVICES: (
        "Uppgifter har kommit fram i ett annat ärende hos socialtjänsten.",
        "En kollega på en annan enhet har fått veta något som väcker oro för {barn}.",
    ),
    Reporter.PROSECUTOR: ("Underrättelse från Åklagarmyndigheten.",),
    Reporter.PRISON_SERVICE: ("Frivården anmäler oro för barn i hemmet.",),
    Reporter.MIGRATION: ("Migrationsverket anmäler efter ett samtal med familjen.",),
    Reporter.ENFORCEMENT: (
        "Kronofogden meddelar att familjen kan bli av med sin bostad. Det finns barn i hemmet.",
    ),
    Reporter.PRIVATE_PROFESSIONAL: ("Jag träffar {barn} i mitt arbete och är skyldig att anmäla min oro.",),
    Reporter.RELATIVE: (
        "Jag är släkt med familjen och har tvekat länge innan jag hörde av mig.",
        "Jag är mormor till {barn}.",
        "Jag är storasyskon och bor inte hemma längre.",
    ),
    Reporter.PRIVATE: ("Jag bor nära familjen.", "Mitt barn och {barn} är vänner."),
    Reporter.ANONYMOUS: ("Jag vill inte säga vem jag är.", "Den som ringer vill vara anonym."),
    Reporter.GUARDIAN: ("Jag är förälder till {barn} och behöver hjälp.", "Jag orkar inte längre själv."),
    Reporter.SELF: ("Hej, jag heter {barn} och skriver för att jag behöver prata med någon.",),
}

SEEN: dict[Theme, tuple[str, ...]] = {
    Theme.VIOLENCE: (
        "{barn} har berättat att det bråkas hemma och att {hen} brukar gå undan till sitt rum.",
        "{barn} säger att {hen} blir rädd när de vuxna skriker och att saker har gått sönder.",
        "{barn} har sagt att en förälder tagit hårt i {hennes} arm och att det hänt förut.",
        "{barn} vill inte gå hem på eftermiddagen och säger att det inte känns tryggt.",
        "Det har hörts höga röster och gråt från lägenheten. {barn} stod i trapphuset utan skor.",
    ),
    Theme.PARENT_SUBSTANCE: (
        "Föräldern luktade alkohol när {barn} skulle hämtas.",
        "{barn} berättar att mamma ofta sover på dagen och att {hen} själv ordnar middag.",
        "Det är återkommande fest i hemmet och {barn} har svårt att få sova.",
        "{barn} har sagt att pappa blir annorlunda när han dricker och att {hen} räknar burkarna.",
    ),
    Theme.PARENT_HEALTH: (
        "Föräldern mår mycket dåligt och har svårt att orka med vardagen.",
        "{barn} tar stort ansvar hemma och oroar sig för sin förälder.",
        "Föräldern har själv sagt att dagarna går i ett töcken och att {barn} får klara sig.",
    ),
    Theme.CARE: (
        "{barn} kommer ofta utan matsäck och med för tunna kläder för årstiden.",
        "{barn} är ofta trött och hungrig och har missat flera läkarbesök.",
        "Hemmet är kallt och rörigt och {barn} har ingen egen sovplats.",
        "{barn} lämnas ensam längre stunder än vad {hen} klarar av.",
    ),
    Theme.CONFLICT: (
        "Föräldrarna bor isär och kan inte prata med varandra. {barn} hamnar mitt emellan.",
        "{barn} säger att {hen} inte vågar berätta för den ena föräldern vad som hänt hos den andra.",
        "Vid lämning har det varit gräl inför {barn}, som blev ledsen och tyst resten av dagen.",
    ),
    Theme.SCHOOL: (
        "{barn} har varit borta mer än hälften av dagarna den här terminen.",
        "{barn} kommer inte till skolan och skolan har svårt att få kontakt med hemmet.",
        "Frånvaron har ökat sedan i våras, trots möten och anpassad studiegång.",
    ),
    Theme.BEHAVIOUR: (
        "{barn} hamnar ofta i konflikter och har slagit andra barn.",
        "{barn} får utbrott som vi inte klarar att möta, och mår dåligt efteråt.",
        "{barn} går hemifrån på kvällarna och säger inte vart {hen} ska.",
    ),
    Theme.WELLBEING: (
        "{barn} har blivit tyst och drar sig undan. {hen_stor} säger att inget spelar någon roll.",
        "{barn} sover dåligt, äter lite och har slutat träffa vänner.",
        "{barn} har berättat för skolsköterskan att {hen} mår dåligt och inte vill att någon ska veta.",
    ),
    Theme.CRIME: (
        "{barn} har setts tillsammans med äldre ungdomar som säljer droger.",
        "{barn} har stulit i butik, för tredje gången på kort tid.",
        "{barn} har dyra saker som {hen} inte kan förklara och svarar undvikande.",
    ),
}

# About a child too small to tell.
SEEN_SMALL: dict[Theme, tuple[str, ...]] = {
    Theme.VIOLENCE: (
        "Det har hörts höga röster och gråt från lägenheten.",
        "{barn} blir rädd när någon höjer rösten och är svår att trösta.",
    ),
    Theme.PARENT_SUBSTANCE: (
        "Föräldern luktade alkohol när {barn} skulle hämtas.",
        "Föräldern verkade påverkad och hade svårt att ta hand om {barn}.",
    ),
    Theme.PARENT_HEALTH: (
        "Föräldern mår mycket dåligt och har svårt att orka med vardagen.",
        "Föräldern gråter ofta och säger att det inte går att glädjas åt {barn}.",
    ),
    Theme.CARE: (
        "{barn} är ofta hungrig och har för tunna kläder för årstiden.",
        "{barn} har missat flera besök på barnhälsovården.",
        "Hemmet är kallt och rörigt och {barn} har ingen egen sovplats.",
    ),
    Theme.CONFLICT: (
        "Vid lämning har det varit gräl inför {barn}, som grät länge efteråt.",
        "Föräldrarna bor isär och är oense om hur {barn} ska ha det.",
    ),
}

# What a patrol or a prosecutor can have seen: a moment, not a habit.
SEEN_POLICE: dict[Theme, tuple[str, ...]] = {
    Theme.VIOLENCE: (
        "De vuxna hade bråkat. {barn} satt i ett annat rum och var rädd.",
        "En vuxen är misstänkt för misshandel i hemmet. {barn} var närvarande.",
    ),
    Theme.PARENT_SUBSTANCE: ("En förälder var påverkad och {barn} hade ingen annan vuxen hemma.",),
    Theme.PARENT_HEALTH: ("En förälder mådde mycket dåligt och fick följa med till sjukvården.",),
    Theme.CARE: ("{barn} var ensam hemma när vi kom. Hemmet var kallt och rörigt.",),
    Theme.CONFLICT: ("Föräldrarna grälade vid en lämning så att andra ringde. {barn} var med.",),
    Theme.BEHAVIOUR: ("{barn} hade gått hemifrån och kördes hem sent på kvällen.",),
    Theme.WELLBEING: ("{barn} var ledsen och sa sig inte vilja vara hemma.",),
    Theme.CRIME: (
        "{barn} misstänks för stöld i butik.",
        "{barn} var tillsammans med äldre ungdomar som misstänks för narkotikabrott.",
    ),
}

HOW_OFTEN = (
    "Det har pågått i några veckor.",
    "Så här har det varit sedan i höstas.",
    "Det är första gången vi märker något.",
    "Det händer ungefär varje vecka.",
    "Det har blivit värre den senaste tiden.",
    "Vi har sett det vid flera tillfällen.",
    "",
)
GUARDIANS_KNOW = (
    "Vårdnadshavarna vet om att anmälan görs.",
    "Vi har pratat med vårdnadshavarna, som också vill ha hjälp.",
    "Vårdnadshavarna är inte informerade, eftersom vi är osäkra på hur det blir för {barn}.",
    "Vi har försökt nå vårdnadshavarna utan att lyckas.",
)
STRENGTHS = (
    "{barn} har en trygg kontakt med sin mentor.",
    "Det som fungerar är fritids och fotbollen, där {barn} trivs.",
    "Mormor finns nära och hjälper till när hon kan.",
    "",
    "",
    "",
)
SIBLINGS = "Det finns syskon i hemmet och oron gäller även dem."
AGAIN = (
    "Vi har anmält tidigare och oron kvarstår.",
    "Det här är inte första gången vi hör av oss.",
)


def concern(
    chance: Random,
    theme: Theme,
    reporter: Reporter,
    name: str,
    sex: str,
    *,
    small: bool = False,
    siblings: bool = False,
    again: bool = False,
) -> str:
    """What the reporter says about a child: two to six sentences."""
    professional = reporter not in _PRIVATE
    near = reporter in _NEAR
    parts = [
        chance.choice(OPENINGS[reporter]),
        chance.choice(_seen(theme, reporter, small=small)),
        chance.choice([often for often in HOW_OFTEN if not (again and "första" in often)])
        if near or not professional
        else "",
        chance.choice(GUARDIANS_KNOW) if near else "",
        chance.choice(STRENGTHS) if near and not small else "",
        SIBLINGS if siblings else "",
        chance.choice(AGAIN) if again and professional else "",
    ]
    if reporter is Reporter.SELF:
        parts = [chance.choice(OPENINGS[reporter]), chance.choice(OWN_WORDS[theme])]
    return fill(" ".join(part for part in parts if part), name, sex)


def _seen(theme: Theme, reporter: Reporter, *, small: bool) -> tuple[str, ...]:
    """What this reporter can have seen of this, given the child's age."""
    if reporter in (Reporter.POLICE, Reporter.PROSECUTOR):
        return SEEN_POLICE.get(theme, SEEN[theme])
    return (SEEN_SMALL if small else SEEN)[theme]


def fill(text: str, name: str, sex: str) -> str:
    """Put the name and the pronouns in their places."""
    her = sex == "K"
    return text.format(
        barn=name,
        hen="hon" if her else "han",
        hen_stor="Hon" if her else "Han",
        hennes="hennes" if her else "hans",
    )


_PRIVATE = frozenset(
    {Reporter.RELATIVE, Reporter.PRIVATE, Reporter.ANONYMOUS, Reporter.GUARDIAN, Reporter.SELF}
)
# Those who meet the child often enough to say how things usually are.
_NEAR = frozenset({Reporter.SCHOOL, Reporter.PRESCHOOL, Reporter.HEALTH_CARE, Reporter.PRIVATE_PROFESSIONAL})
_HOME = "Det är jobbigt hemma och jag vill inte vara där just nu. Kan någon ringa mig efter skolan?"
_SAD = "Jag mår inte bra och vet inte vem jag ska prata med. Det får gärna vara någon som inte är för gammal."
OWN_WORDS: dict[Theme, tuple[str, ...]] = {
    theme: (_SAD, "Allt känns tungt och jag orkar inte gå till skolan.")
    if theme in (Theme.SCHOOL, Theme.WELLBEING, Theme.BEHAVIOUR, Theme.CRIME)
    else (_HOME, "De bråkar hela tiden hemma. Jag tar hand om mina syskon men jag blir trött.")
    for theme in Theme
}
