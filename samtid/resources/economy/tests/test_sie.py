"""SIE 4 som filerna ser ut: vendors' own, and those that went wrong on the way."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.resources.economy.rules import ledger, sie
from samtid.resources.economy.rules.ledger import Posting, Unreadable

FILES = Path(__file__).parent / "sie"
DAY = date(2026, 11, 27)
WHOLE = {
    "BL0001_typ4.SE": "BL Administration",
    "BL0001_typ4I.SI": "BL Administration",
    "Exempelbolaget_SIE_110322_B_33.si": "REAL09",
    "FAKT.SI": "Visma Fakturering",
    "LON_Lonekorning.SI": "Kontek Lön",
    "Lon.si": "Visma Lön 100",
    "Norstedts_Bokslut_SIE_4I.si": "Norstedts Bokslut",
    "samtid_exempel_4I.si": "Samtid",
}


def a_file(*rows, head='#FLAGGA 0\r\n#SIETYP 4\r\n#VER "" "" 20261127 "x"\r\n{\r\n', end="\r\n}\r\n"):
    return (head + "\r\n".join(rows) + end).encode("cp437")


@pytest.mark.parametrize(("name", "program"), WHOLE.items())
def test_a_vendors_file_is_read_whole(name, program):
    found = sie.read((FILES / name).read_bytes())
    assert not found.refused
    assert found.program == program
    assert found.postings and sum(one.ore for one in found.postings) == 0


@pytest.mark.parametrize("name", ["BokSald.SE", "HAS4i_1412.si"])
def test_an_error_page_saved_as_sie_is_refused_in_one_line(name):
    with pytest.raises(Unreadable, match="webbsida") as refused:
        sie.read((FILES / name).read_bytes())
    assert "\n" not in str(refused.value)


def test_of_a_row_nothing_is_kept_but_account_objects_amount_and_day():
    found = sie.read((FILES / "FAKT.SI").read_bytes())
    assert found.postings[0] == Posting("1510", (), 800_000, date(2011, 3, 4))
    assert "Svensson" not in repr(found)


def test_objects_that_are_people_are_not_read_in():
    found = sie.read(a_file('#TRANS 4511 {1 "5710" 7 "112" 8 "3"} 5', "#TRANS 1930 {} -5"))
    assert found.postings[0].objects == (("1", "5710"),)


def test_an_object_like_a_personal_number_refuses_its_row():
    found = sie.read(a_file('#TRANS 4511 {1 "20120101-2384"} 5', "#TRANS 1930 {} -5"))
    assert [one.line for one in found.refused] == [5]
    assert "2384" not in str(found.refused[0])
    assert not found.postings


@pytest.mark.parametrize("encoding", ["cp437", "cp1252", "utf-8", "utf-8-sig"])
def test_the_program_is_read_in_whatever_it_was_written(encoding):
    text = '#FLAGGA 0\n#PROGRAM "Ekonomi på Öland"\n#SIETYP 4\n'
    assert sie.read(text.encode(encoding)).program == "Ekonomi på Öland"


def test_quotes_indents_tabs_and_quoted_dimensions_are_read():
    rows = ('   #TRANS\t4511 { "1" "5 \\"7\\""} 5 "" "en \\"text\\""', "\t#TRANS 1930 {} -5")
    assert sie.read(a_file(*rows)).postings[0].objects == (("1", '5 "7"'),)


def test_a_verification_that_does_not_sum_is_refused_by_its_row():
    found = sie.read(a_file("#TRANS 4511 {} 5.10", "#TRANS 1930 {} -5"))
    assert [str(one) for one in found.refused] == [
        "Rad 3: Verifikationen går inte ihop: 0,10 kronor är över."
    ]
    assert not found.postings


def test_rows_taken_away_are_not_counted():
    rows = ("#TRANS 4511 {} 5", "#BTRANS 1930 {} -9", "#RTRANS 1930 {} -5", "#TRANS 1930 {} -5")
    assert [one.ore for one in sie.read(a_file(*rows)).postings] == [500, -500]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("#TRANS 4511 {} fem", "högst två decimaler"),
        ("#TRANS 4511 {} NaN", "högst två decimaler"),
        ("#TRANS 4511 {} 1e40", "högst två decimaler"),
        ("#TRANS 4511 {} 1.005", "två decimaler"),
        ("#TRANS 45x1 {} 5", "Kontot"),
        ("#TRANS 4511 {} 5 20261301", "inte en dag"),
        ("#TRANS 4511 {1} 5", "i par"),
        ("#TRANS 4511 {1 2 5", "ingen }"),
        ('#TRANS 4511 {1 "2} 5', "citationstecken"),
        ("#TRANS 4511", "saknar"),
        ("TRANS 4511 {} 5", "börjar inte med #"),
        ("{", "utan verifikation"),
    ],
)
def test_a_wrong_row_is_refused_with_its_line_and_why(row, why):
    found = sie.read(a_file(row, "#TRANS 1930 {} -5"))
    assert found.refused[0].line == 5
    assert why in found.refused[0].why
    assert not found.postings


@pytest.mark.parametrize(
    ("content", "why"),
    [(b"", "varken"), (b"hej", "varken"), (b"\x00\x01", "inte text"), (b"#FLAGGA 0\n#SIETYP 1\n", "typ 1")],
)
def test_what_is_no_ledger_is_refused_in_one_line(content, why):
    with pytest.raises(Unreadable, match=why):
        sie.read(content)


def test_a_verification_without_end_is_refused():
    assert "avslutad" in str(sie.read(a_file("#TRANS 1930 {} 0", end="")).refused[0])


@given(st.binary(max_size=300))
def test_no_bytes_are_more_than_refused(content):
    for read in (sie.read, ledger.read_csv):
        try:
            read(b"#FLAGGA 0\n#VER a 1 20200101\n{\n" + content)
        except Unreadable as fault:
            assert "\n" not in str(fault)


# what CP437 writes with the bytes that Windows-1252 has for å, ä, ö and é: no text of a ledger has them
NOT_OURS = bytes("åäöÅÄÖé", "cp1252").decode("cp437")


@given(
    st.text(st.characters(exclude_characters=NOT_OURS), max_size=60),
    st.lists(st.integers(-(10**12), 10**12), min_size=1, max_size=5),
)
def test_what_is_written_is_read_back(text, amounts):
    rows = [Posting("4511", (("1", "57 \u00e5"),), ore, DAY) for ore in amounts]
    rows.append(Posting("1930", (), -sum(amounts), DAY))
    content = sie.write([sie.Voucher(DAY, text, tuple(rows))], company=text, on=DAY, version="1")
    content.decode("cp437")
    found = sie.read(content)
    assert not found.refused and list(found.postings) == rows


def test_what_cp437_lacks_is_written_with_its_nearest():
    rows = (Posting("1930", (), 0, DAY),)
    content = sie.write([sie.Voucher(DAY, "§ 4 – ”ž” 5 €…", rows)], company="X", on=DAY, version="1")
    assert '"par. 4 - \\"z\\" 5 EUR..."' in content.decode("cp437")


def test_an_unbalanced_voucher_is_not_written():
    with pytest.raises(ValueError, match="går inte ihop"):
        sie.write([sie.Voucher(DAY, "x", (Posting("1930", (), 1, DAY),))], company="X", on=DAY, version="1")


def test_a_csv_ledger_is_read_without_its_texts():
    found = ledger.read_csv(
        "Datum;Konto;Kostnadsställe;Belopp;Text\n2026-11-27;4511;5710;1 234,50;Karl Svensson\n\n".encode(
            "cp1252"
        )
    )
    assert found.postings == (Posting("4511", (("1", "5710"),), 123_450, DAY),)
    assert not found.refused


def test_a_csv_row_that_is_wrong_is_told_by_its_line():
    found = ledger.read_csv(b"datum,konto,belopp\n2026-11-27,4511,5\n2026-11-31,4511,5\n")
    assert [one.line for one in found.refused] == [3]


def test_a_csv_without_its_heads_is_refused():
    with pytest.raises(Unreadable, match="saknar konto, belopp"):
        ledger.read_csv(b"datum;summa\n")
