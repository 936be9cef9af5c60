"""What a fault in the program once got past the other tests with (``make mutants``)."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from samtid.base.dossier import actions, words
from samtid.base.dossier.models import Event, Note
from samtid.base.dossier.tests.make import a_case
from samtid.base.people.words import Protection
from samtid.ground import ids
from samtid.ground.reasons import NotYet


def test_nobody_signs_what_somebody_else_wrote(acting, at):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        note = actions.write_note(case, "Mamman ringde.", happened_at=at, by=maja, at=at)
    with acting("rut") as rut:
        with pytest.raises(NotYet, match="Bara den som skrev"):
            actions.sign_note(note, by=rut, at=at)
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Note.objects.filter(pk=note.pk).update(signed_at=at)
        # what is not signed is its author's, and a colleague does not even see it
        assert Note.objects.filter(pk=note.pk).update(text="Något annat.") == 0
        note.pk, note.author = ids.new_id(), maja
        with pytest.raises(DatabaseError, match="who and when"), transaction.atomic():
            note.save(force_insert=True)
    with acting("maja"):
        [kept] = Note.objects.filter(case=case)
        assert (kept.signed_at, kept.text) == (None, "Mamman ringde.")
        assert not Event.objects.filter(case=case, verb=words.Event.NOTE_SIGNED).exists()


@pytest.mark.parametrize("level", [Protection.MARKED, Protection.FICTITIOUS])
def test_that_somebody_is_protected_is_in_the_diary_with_its_law(acting, at, level):
    with acting("maja") as maja:
        case = a_case(by=maja, at=at)
        actions.set_protection(case, level, by=maja, at=at)
        [line] = Event.objects.filter(case=case, verb=words.Event.PROTECTION_SET)
        assert (line.law, line.by, line.at) == ("OSL 21 kap. 3 §, 22 kap. 1 §", maja, at)
