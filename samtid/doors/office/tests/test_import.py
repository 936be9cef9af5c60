"""Files with the organisation: what is in them comes in, what is wrong is said by line, field and reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from samtid.base.access.models import Holding
from samtid.base.organisation.models import Delegation, Membership, Staff, StaffSkill, Unit
from samtid.doors.cli import main, place
from samtid.doors.office import files
from samtid.doors.office.models import Proposal

pytestmark = pytest.mark.django_db(databases=["default", "owner"])
SAMPLES = Path(__file__).resolve().parents[4] / "docs/how-to/organisation"
STAFF = "användarnamn;namn;befattning\n"


@pytest.fixture(autouse=True)
def here(monkeypatch):
    monkeypatch.setattr(place, "enter", lambda *names, **options: "")


@pytest.fixture
def bring(tmp_path, capsys):
    """Write files, read them in; the exit code and what was said."""

    def do(*flags, **content):
        for name, said in content.items():
            (tmp_path / f"{name}.csv").write_bytes(said if isinstance(said, bytes) else said.encode())
        code = main(["organisation", "import", str(tmp_path), *flags])
        told = capsys.readouterr()
        return code, told.out + told.err

    return do


def owned(model):
    return model.objects.using("owner")


def test_the_samples_of_the_handbook_come_in_and_the_second_time_they_are_there(tmp_path, capsys):
    owned(Unit).filter(name__in=["Mottagning", "Utredning barn och unga"]).update(name="Förr")
    assert main(["organisation", "import", str(SAMPLES)]) == 0, capsys.readouterr()
    said = capsys.readouterr().out
    assert "Enhet: 3 inlästa" in said and "Delegation: 4 inlästa" in said
    moa = owned(Staff).get(username="moa.berg")
    assert (moa.degree_on, moa.has_usable_password()) == (date(2015, 6, 5), False)
    assert owned(StaffSkill).filter(staff=moa).count() == 2
    assert owned(Unit).get(name="Mottagning").parent.name == "Socialförvaltningen"
    assert owned(Holding).get(unit__name="Mottagning").compartment.name == "Mottagning"
    assert owned(Membership).get(staff__username="asa.ost", valid_to="2027-06-30").role == "manager"
    assert owned(Delegation).get(decision="assistance", minute="SN 2026-06-18 § 71").amount_limit == 20_000
    changes = owned(Proposal).filter(proposed_by=None, carried_out_at__isnull=False)
    assert (
        changes.count() == 14
        and "medarbetare.csv rad 2" in changes.get(name="Moa Berg", subject="staff").reason
    )

    assert main(["organisation", "import", str(SAMPLES)]) == 0
    assert "Medarbetare: 0 inlästa, 2 fanns redan" in capsys.readouterr().out
    assert owned(Proposal).count() == 14


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_however_the_file_was_saved(encoding, separator, ending):
    lines = ["Användarnamn;NAMN;befattning", "åsa;Åsa Öst;Chef", ";;", 'bo2;"Ek; Bo";Chef']
    if separator != ";":
        lines = [one.replace('"Ek; Bo"', f'"Ek{separator} Bo"') if '"' in one else one for one in lines]
        lines = [one if '"' in one else one.replace(";", separator) for one in lines[:3]] + [
            f'bo2{separator}"Ek{separator} Bo"{separator}Chef'
        ]
    rows = files.read("medarbetare.csv", (ending.join(lines) + ending).encode(encoding))
    assert next(row.fields["name"] for row in rows) == "Åsa Öst"
    assert rows[1].fields["name"].startswith("Ek") and rows[1].line == 4


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("Anna;Anna Berg;Chef", "rad 2, användarnamn: Skriv små bokstäver"),
        ("201203142391;Anna Berg;Chef", "rad 2, användarnamn: Skriv små bokstäver"),
        ("anna;;Chef", "rad 2, namn: Skriv namnet."),
        ("bo;Någon Annan;Chef", "rad 2: Finns redan, med annan uppgift (namn)"),
        ("anna;Anna;Chef;mer;ännu mer", "rad 2: raden har 5 fält"),
        (f"anna;{'A' * 121};Chef", "rad 2, namn: Texten är 1 tecken för lång"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_at_all_is_changed(bring, row, words):
    before = owned(Staff).count()
    code, said = bring(medarbetare=f"{STAFF}{row}\nriktig;Riktig Person;Chef\n")
    assert code == 2 and f"medarbetare.csv {words}" in said and "Inget är ändrat" in said
    assert owned(Staff).count() == before and not owned(Proposal).exists()


def test_with_partial_the_rest_comes_in(bring):
    code, said = bring("--partial", medarbetare=f"{STAFF}Fel Namn;X;Chef\nriktig;Riktig Person;Chef\n")
    assert code == 2 and "rad 2" in said and "Medarbetare: 1 inlästa" in said
    assert owned(Staff).filter(username="riktig").exists()


def test_a_trial_changes_nothing(bring):
    code, said = bring("--dry-run", medarbetare=f"{STAFF}riktig;Riktig Person;Chef\n")
    assert code == 0 and "1 läses in" in said and "det var ett prov" in said
    assert not owned(Staff).filter(username="riktig").exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("placeringar", "användarnamn;enhet;roll\nbo;Stab;Systemförvaltare\n", "rad 2, roll: Den som sköter organisationen"),
        ("placeringar", "användarnamn;enhet;roll\nfinnsinte;Stab;Controller\n", "rad 2, användarnamn: Finns inte"),
        ("placeringar", "användarnamn;enhet;roll\nbo;Månen;Handläggare\n", "rad 2, enhet: Finns inte"),
        ("placeringar", "användarnamn;enhet;roll\nbo;Stab;Kung\n", "rad 2, roll: Det valet finns inte."),
        ("placeringar", "användarnamn;enhet;roll;från;till\nbo;Stab;Controller;2027-02-01;2027-01-01\n", "rad 2, till: Sista dagen"),
        ("placeringar", "användarnamn;enhet;roll;från\nbo;Stab;Controller;2027-02-31\n", "rad 2, från:"),
        ("delegation", "beslut;roll;protokoll\nVård i familjehem;Enhetschef;SN § 1\n", "(SoL 30 kap. 6 §)"),
        ("delegation", "beslut;roll;protokoll\nHemtjänst;Controller;SN § 1\n", "rad 2, roll: Controller ser inga ärenden"),
        ("delegation", "beslut;roll;belopp;protokoll\nHemtjänst;Enhetschef;-5;SN § 1\n", "rad 2, belopp: Beloppet ska vara minst"),
        ("enheter", "namn;typ;nämnd;hör till\nA;Stab och kvalitet;Socialnämnden;B\nB;Stab och kvalitet;Socialnämnden;A\n", "rad 2, hör till: Finns inte"),
        ("enheter", "namn;typ;nämnd;delas inom\nA;Mottagning;Socialnämnden;kanske\n", "rad 2, delas inom: Skriv ja eller nej."),
    ],
)  # fmt: skip
def test_law_secrecy_and_sense_are_said_by_line_and_field(bring, name, content, words):
    code, said = bring(**{name: content})
    assert code == 2 and words in said, said


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("medarbetare", "", "filen är tom"),
        ("medarbetare", "användarnamn;namn;lön\n", "okänd rubrik «lön»"),
        ("medarbetare", "användarnamn;namn\n", "rubriken «befattning» saknas"),
        ("medarbetare", "namn;namn;användarnamn;befattning\n", "står två gånger"),
        ("medarbetare", f'{STAFF}a;"Anna;Chef\n', "citattecknen går inte ihop"),
        ("annat", "x", "ingen av filerna"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(bring, name, content, words):
    code, said = bring(**{name: content})
    assert code == 2 and words in said and len(said.strip().splitlines()) == 1
