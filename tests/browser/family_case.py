"""Tre syskon: one telephone call from a school, and the way to three investigations; invented people.

Seven, ten and fifteen years old. They live with their mother, who needs an interpreter, and her partner; their father
lives elsewhere. The school worries about violence.
"""

from __future__ import annotations

from dataclasses import dataclass

from .counting import Counting

WORRY = "Noel berättar att mammas sambo slår honom, och att Tuva har sett det. Ida har blåmärken på armen."
PROTECTED = "Talat med Ida och skolan. Barnen är hos mormor till söndag."
ASKED = "Om barnen utsätts för våld hemma, och vilket skydd de behöver."


@dataclass(frozen=True, slots=True)
class Somebody:
    """En i familjen. ``bond`` as it is chosen on the pages."""

    given: str
    number: str
    bond: str = "Syskon"
    family: str = "Sandell"


CHILDREN = (
    Somebody("Ida", "20110301-2389"),
    Somebody("Noel", "20160206-2398"),
    Somebody("Tuva", "20190102-2382"),
)
MOTHER = Somebody("Samira", "19850101-2382", "Vårdnadshavare")
FATHER = Somebody("Jonas", "19830101-2392", "Vårdnadshavare", "Berglund")
PARTNER = Somebody("Peter", "19880101-2397", "Styvförälder", "Norrby")


def somebody_rings(keys: Counting) -> None:
    """The reception writes down what the school says."""
    ida, *others = CHILDREN
    keys.begin("Registrera samtalet")
    keys.press("Registrera", "link")
    keys.pick("Vad är det?", "Orosanmälan")
    keys.choose("Vad handlar det om?", "Oro för ett barn")
    keys.choose("Hur kom det in?", "Telefon")
    keys.write("När kom det in?", "2026-11-21 09:30")
    keys.write("Det som sades eller skrevs", WORRY)
    keys.write("Namn", f"{ida.given} {ida.family}")
    keys.write("Personnummer eller ålder", ida.number)
    keys.write("Adress", "Ekbacken 4")
    keys.write("Skola eller förskola", "Björkskolan")
    keys.tab_to("Fler barn")
    for one in others:
        keys.page.keyboard.type(f"{one.given} {one.family}, {one.number}")
        keys.page.keyboard.press("Enter")
        keys.now.strokes += len(f"{one.given} {one.family}, {one.number}") + 1
    keys.now.fields += 1
    keys.pick("Vet vårdnadshavarna om anmälan?", "Nej")
    keys.write("Behövs tolk?", "Arabiska")
    keys.choose("Den som hör av sig är", "Skola")
    keys.write("Namn och roll", "Kurator på Björkskolan")
    keys.write("Nås på", "0911-690000")
    keys.tick("Vill veta om utredning inleds")
    keys.press("Registrera", "button")


def one_child_at_a_time(keys: Counting) -> None:
    """As it is done when each child is done by itself: the same people once more for every child."""
    for n, child in enumerate(CHILDREN):
        keys.begin("Vem det gäller")
        if n:
            keys.press("Inkommet", "link")
            keys.press(f"{child.given} {child.family}", "link")
        keys.press("Leta upp eller fyll i personen", "link")
        keys.pick("Skyddade personuppgifter", "Inget skydd")
        if n:
            keys.write("Skola eller förskola", "Björkskolan")
        keys.press("Det är den här personen", "button")
        keys.press("Rätt person, öppna ärendet", "button")
        keys.begin("Vilka som finns nära")
        keys.press("Lägg till vårdnadshavare eller syskon", "link")
        for near in (MOTHER, FATHER, PARTNER, *(one for one in CHILDREN if one is not child)):
            keys.choose("Är", near.bond)
            keys.write("Förnamn", near.given)
            keys.write("Efternamn", near.family)
            keys.write("Identitetsnummer", near.number)
            keys.pick("Skyddade personuppgifter", "Inget skydd")
            if near is MOTHER:
                keys.write("Tolk", "Arabiska")
            keys.press("Lägg till", "button")
            keys.press("Rätt person, anteckna", "button")
        keys.press("Klar", "link")
        keys.begin("Skyddsbedömning")
        keys.pick("Behöver barnet eller den unge skydd redan nu?", "Nej, inte i dag")
        keys.write("Vad bygger bedömningen på", PROTECTED)
        keys.press("Spara skyddsbedömningen", "button")
        keys.begin("Inled utredning")
        keys.press("Inled utredning", "link")
        keys.write("Vad ska utredningen ta reda på?", ASKED)
        keys.choose("Handläggare", "Bo Ek")
        keys.press("Inled utredning", "button")


def the_family_at_once(keys: Counting) -> None:
    """The same, on the sheets: each person once, and what is written for all of them once."""
    keys.begin("Vem det gäller")
    keys.press("Fyll i barnen och familjen på ett blad", "link")
    keys.begin("Vilka som finns nära")
    keys.pick("Har någon i familjen skyddade personuppgifter?", "Nej, ingen av dem")
    keys.tab_to("Skola eller förskola")  # the eldest's, which was said
    for _ in CHILDREN[1:]:
        keys.write("Skola eller förskola", "Björkskolan")
    for near in (MOTHER, FATHER, PARTNER):
        keys.choose("Är för barnen", near.bond)
        keys.write("Förnamn", near.given)
        keys.write("Efternamn", near.family)
        keys.write("Identitetsnummer", near.number)
        if near is MOTHER:
            keys.tick("Bor med barnen")
            keys.tick("Behöver tolk: Arabiska")
    keys.press("Gå vidare och kontrollera", "button")
    keys.press("Rätt personer, öppna ärendena", "button")
    keys.press("Rätt personer, anteckna", "button")
    keys.begin("Skyddsbedömning")
    keys.write("Vad bygger bedömningen på", PROTECTED)
    for child in CHILDREN:
        keys.pick(f"Behöver {child.given} {child.family} skydd redan nu?", "Nej, inte i dag")
    keys.press("Spara skyddsbedömningarna", "button")
    keys.begin("Inled utredning")
    keys.press("Inled för syskonen på ett blad", "link")
    keys.write("Vad ska utredningen ta reda på?", ASKED)
    keys.choose("Handläggare", "Bo Ek")
    keys.press("Inled utredningarna", "button")
