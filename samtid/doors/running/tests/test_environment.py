"""Secrets in files: a variable, a file it points at, or systemd's credentials; never two of them."""

from __future__ import annotations

import pytest

from samtid.ground import environment


@pytest.fixture(autouse=True)
def from_nothing(monkeypatch):
    monkeypatch.setattr(environment, "from_files", set())


def test_a_file_gives_the_secret_and_is_what_the_next_process_gets(tmp_path):
    (tmp_path / "key").write_text("hemligt\n")
    known = {"SAMTID_STAMP_KEY_FILE": str(tmp_path / "key")}
    environment.fill(known)
    assert known["SAMTID_STAMP_KEY"] == "hemligt"
    environment.fill(known)  # asked again, as settings do
    environment.forget(known)
    assert "SAMTID_STAMP_KEY" not in known and "SAMTID_STAMP_KEY_FILE" in known


def test_systemds_credentials_are_found_by_their_names(tmp_path):
    (tmp_path / "samtid_secret_key").write_text("hemligt")
    known = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    environment.fill(known)
    assert known["SAMTID_SECRET_KEY"] == "hemligt"


@pytest.mark.parametrize("content", [None, b"", b"en\ntva", b"\xff\xfe"])
def test_a_file_that_holds_no_one_line_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    with pytest.raises(environment.Unreadable, match="SAMTID_STAMP_KEY"):
        environment.fill({"SAMTID_STAMP_KEY_FILE": str(tmp_path / "key")})


def test_two_answers_to_one_question_are_refused(tmp_path):
    (tmp_path / "key").write_text("hemligt")
    both = {"SAMTID_STAMP_KEY": "x", "SAMTID_STAMP_KEY_FILE": str(tmp_path / "key")}
    with pytest.raises(environment.Unreadable, match="Både"):
        environment.fill(both)


def test_what_is_not_the_next_processs_is_forgotten_with_its_file():
    known = {"SAMTID_ADMIN_URL": "x", "SAMTID_ADMIN_URL_FILE": "y", "SAMTID_STAMP_KEY": "z"}
    environment.forget(known, "SAMTID_ADMIN_URL")
    assert known == {"SAMTID_STAMP_KEY": "z"}
