"""The letter: what the law asks, in plain words, as a PDF that can be read aloud and kept."""

from __future__ import annotations

import re
from dataclasses import asdict, replace
from datetime import date
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from samtid.ground.reasons import NotYet
from samtid.steps.decisions.letter import Matter, write
from samtid.steps.decisions.words import DecisionOutcome, Way
from samtid.steps.investigations.words import Basis

MATTER = Matter(
    municipality="Piteå kommun",
    committee="Socialnämnden",
    unit="Utredning barn och unga",
    phone="0911-69 60 00",
    unit_address="Socialtjänsten, 941 85 Piteå",
    number="26-7KQ4MX",
    decided_on=date(2026, 11, 21),
    subject="Insats i öppenvård",
    outcome=DecisionOutcome.GRANTED,
    content="Familjen får familjebehandling två gånger i veckan.",
    reasons="Alva har flera dagar kommit hungrig till skolan.",
    basis=Basis.SOL_11_1,
    name="Alva Nyström",
    personnummer="20120314-2391",
    address=("Storgatan 1", "944 31 Piteå"),
    heading="Till dig som är vårdnadshavare för Alva Nyström",
    valid_from=date(2026, 12, 1),
    goal="Alva äter frukost varje skoldag.",
    follow_up_on=date(2027, 3, 1),
    decided_by="Karin Berg, enhetschef",
    presented_by="Bo Ek, socialsekreterare",
    delegation="SN 2025-06-18 § 71 (enhetschef)",
)


def said(matter: Matter) -> str:
    return str(asdict(write(matter)))


def test_the_letter_says_what_the_law_asks():
    text = said(MATTER)
    for wanted in (
        "lördag 21 november 2026",  # FL 31 § 1
        "familjebehandling två gånger",  # 2
        "Karin Berg, enhetschef",  # 3
        "Bo Ek, socialsekreterare",  # 4
        "kommit hungrig till skolan",  # FL 32 §
        "SoL 11 kap. 1 §",
        "inom tre veckor från den dag du fick del",  # FL 33, 44 §§
        "lämnas till socialnämnden, Piteå kommun",  # FL 43 §
        "Adressen är Socialtjänsten, 941 85 Piteå.",
        "hur du vill att beslutet ska ändras",
        "måndag 1 mars 2027",
        "tills vidare",
    ):
        assert wanted in text, wanted


def test_a_place_that_is_not_to_be_told_is_not_in_the_letter_even_when_it_slips_in():
    letter = write(replace(MATTER, way=Way.AGENCY))
    assert letter.recipient == (
        "Till dig som är vårdnadshavare för Alva Nyström",
        "Lämnas personligen eller genom Skatteverkets postförmedling",
    )
    assert "Storgatan" not in str(asdict(letter))


def test_what_is_not_known_leaves_no_hole():
    bare = replace(
        MATTER, unit="", phone="", unit_address="", reasons="", goal="", personnummer="", address=()
    )
    text = said(bare)
    assert "Hör av dig till Socialnämnden, Piteå kommun. Uppge" in text
    assert "Ring ." not in text
    assert "Hör av dig till Utredning barn och unga. Uppge" in said(replace(MATTER, phone=""))
    assert "Ring Utredning barn och unga på 0911-69 60 00. Uppge" in said(MATTER)
    assert write(bare).pdf().startswith(b"%PDF")


def test_nothing_to_pay_is_said():
    assert "0 kr" in said(replace(MATTER, amount=0)).replace("\\xa0", " ")
    assert "Belopp" not in said(replace(MATTER, amount=None))


def test_help_beyond_the_right_is_not_appealed_in_the_ordinary_way():
    text = said(replace(MATTER, basis=Basis.SOL_11_4))
    assert "13 kap. kommunallagen" in text
    assert "inom tre veckor" not in text


def test_a_refusal_says_so_in_its_title():
    assert (
        write(replace(MATTER, outcome=DecisionOutcome.REFUSED)).title
        == "Ansökan om insats i öppenvård avslås"
    )
    assert (
        write(replace(MATTER, outcome=DecisionOutcome.PARTLY)).title == "Insats i öppenvård beviljas delvis"
    )


def test_the_pdf_is_tagged_archivable_and_swedish():
    pdf = write(MATTER).pdf()
    assert pdf.startswith(b"%PDF-1.7")
    for mark in (
        b"/StructTreeRoot",
        b"/Lang(sv",
        b"<pdfaid:part>2</pdfaid:part>",
        b"<pdfuaid:part>1</pdfuaid:part>",
    ):
        assert mark in pdf, mark
    assert b"LibertinusSerif" in pdf, "the font lies in the file"


def test_markup_is_shown_as_it_was_written():
    hostile = '#panic() $ #import "/etc/passwd" ]]} \\ *fet* _kursiv_ @hit'
    assert write(replace(MATTER, reasons=hostile, content=hostile, goal=hostile)).pdf().startswith(b"%PDF")


def test_what_no_font_has_is_refused_and_all_of_it_is_named_at_once():
    with pytest.raises(NotYet, match=r"Tecknet «漢» kan inte skrivas .* Skriv det på"):
        write(replace(MATTER, reasons="Hon skrev 漢.")).pdf()
    with pytest.raises(NotYet, match=r"Tecknen «漢», «😀», «U\+0000» kan inte skrivas .* Skriv dem"):
        write(replace(MATTER, reasons="Hon skrev 漢😀漢\0.")).pdf()
    with pytest.raises(NotYet, match="och 50 till"):
        write(replace(MATTER, reasons="".join(chr(0x4E00 + number) for number in range(60)))).pdf()


def test_other_scripts_and_long_addresses_become_a_letter():
    said = "محمد علي 20120314-2391\nНаталья אברהם ሰላም\n" + "https://www.exempel.se/" + "a" * 300
    made = write(replace(MATTER, name="محمد علي", reasons=said, content=said)).pdf()
    assert made.startswith(b"%PDF")
    pages = PdfReader(BytesIO(made)).pages
    lines = [line for page in pages for line in page.extract_text().splitlines()]
    runs = [run for line in lines for run in re.findall("a{10,}", line)]
    assert sum(map(len, runs)) >= 300, "all of it is on the paper"
    assert max(map(len, runs)) < 110, "and none of it beyond the margin: an A4 has room for some ninety"


def test_reasons_of_a_hundred_pages_become_a_letter():
    many = ("Alva har kommit hungrig till skolan och vill inte gå hem. " * 50 + "\n") * 100
    assert write(replace(MATTER, reasons=many)).pdf().startswith(b"%PDF")


# Time is no measure of a letter: a busy machine must not fail a test.
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
def test_whatever_somebody_writes_becomes_a_letter_or_a_sentence_about_why_not(text):
    letter = write(replace(MATTER, reasons=text, content=text, goal=text, is_draft=True))
    try:
        assert letter.pdf().startswith(b"%PDF")
    except NotYet as refusal:
        assert "kan inte skrivas" in refusal.obstacles[0].text
