"""Paper in every script: numbers keep their order, long words break, and what no font has is known beforehand."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samtid.base.look import typeset

CJK = "".join(chr(0x4E00 + number) for number in range(60))
ROWS = """#let it = json(bytes(sys.inputs.data))
#set document(title: "Prov")
#set text(lang: "sv", font: json(bytes(sys.inputs.fonts)))
#if sys.inputs.replaced != "" [Tecken saknas.]
#for row in it.rows [#row \\ ]
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("papper") / "prov.typ"
    path.write_text(ROWS, encoding="utf-8")
    return path


def count(monkeypatch) -> list[str]:
    asked: list[str] = []
    compile_ = typeset.typst.compile
    monkeypatch.setattr(
        typeset.typst, "compile", lambda *a, **k: asked.append(k["format"]) or compile_(*a, **k)
    )
    return asked


@pytest.mark.parametrize(
    "said",
    ["Åsa Öst é ñ ğ", "محمد علي", "אברהם", "ሰላም", "Наталья", "Γιάννης", "ภาษาไทย", "नमस्ते", "Nguyễn", "→"],
)
def test_the_scripts_that_people_write_in_can_be_printed(said):
    assert typeset.lacking(said) == ()


def test_what_no_font_has_is_named_in_the_order_it_stands():
    assert typeset.lacking({"a": "Hon skrev 漢 och 😀", "b": ["\0", "漢"]}) == ("漢", "😀", "\0")


def test_sixty_characters_are_asked_of_the_fonts_in_one_question(monkeypatch, template):
    monkeypatch.setattr(typeset, "_asked", {})
    asked = count(monkeypatch)
    assert typeset.paper(template, {"rows": [CJK, "Alva"]}).startswith(b"%PDF")
    assert asked == ["svg", "pdf"]


def test_a_flood_of_signs_is_not_waited_for_and_does_not_spoil_the_next_paper(monkeypatch):
    monkeypatch.setattr(typeset, "_asked", {})
    flood = "".join(chr(0x4E00 + number) for number in range(6000)) + "م"
    assert "م" in typeset.lacking(flood), "not asked about this time"
    assert typeset.lacking("محمد") == ()


def test_a_number_beside_a_name_in_arabic_or_hebrew_keeps_its_order():
    for name in ("محمد علي", "אברהם"):
        assert typeset.in_order(f"{name}, 20120314-2391") == f"{name}, \u200e20120314-2391\u200e\u200e"
    assert typeset.in_order("Alva, 20120314-2391") == "Alva, 20120314-2391", (
        "nothing is added where it is not needed"
    )


def test_what_has_no_place_to_break_gets_one_and_an_ordinary_word_does_not():
    url = "https://www.exempel.se/" + "a" * 200
    assert typeset.breakable(url).replace("\u200b", "") == url
    assert max(map(len, typeset.breakable(url).split("\u200b"))) <= typeset.UNBROKEN
    assert typeset.breakable("Stadsbyggnadsnämnd 1") == "Stadsbyggnadsnämnd 1"


@given(st.text(alphabet=st.characters(), max_size=80))
def test_a_paper_never_raises_whatever_is_in_it(template, said):
    assert typeset.paper(template, {"rows": [said, "Alva"]}).startswith(b"%PDF")
