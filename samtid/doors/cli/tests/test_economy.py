"""samtid economy import: what cannot be read is one line and exit code 2."""

from __future__ import annotations

from samtid.doors.cli import economy, main


def test_a_file_that_is_not_there_is_one_line(tmp_path, capsys):
    assert main(["economy", "import", str(tmp_path / "saknas.se")]) == 2
    assert capsys.readouterr().err == "samtid: saknas.se går inte att läsa: No such file or directory.\n"


def test_a_file_that_is_too_big_is_not_opened(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(economy, "MOST", 3)
    (tmp_path / "stor.se").write_bytes(b"#FLAGGA 0")
    assert main(["economy", "import", str(tmp_path / "stor.se")]) == 2
    assert "för stor" in capsys.readouterr().err


def test_only_the_owner_of_the_database_reads_it_in(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv("SAMTID_ADMIN_URL", raising=False)
    monkeypatch.setattr(economy.place, "enter", lambda: None)
    (tmp_path / "liten.se").write_bytes(b"#FLAGGA 0")
    assert main(["economy", "import", str(tmp_path / "liten.se")]) == 2
    assert "SAMTID_ADMIN_URL" in capsys.readouterr().err
