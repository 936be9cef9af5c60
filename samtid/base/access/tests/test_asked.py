"""Frågan som ställs ofta: put together once, it is the same question."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import Exists, OuterRef, Q

from samtid.base.access.asked import Asked
from samtid.base.access.models import Key
from samtid.base.access.viewing import NotTheViewer, seen_by
from samtid.base.organisation.models import Staff

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)


def _given(viewer, since, is_ended):
    found = seen_by(viewer, Key).filter(Q(staff=viewer) | Q(given_by=viewer), given_at__gte=since)
    return found.filter(valid_until__lte=since) if is_ended else found.exclude(ground__in=["unit"])[:5]


def _in_a_subquery(viewer, since):
    return seen_by(viewer, Key).filter(Exists(Key.objects.filter(pk=OuterRef("pk"), given_at__gte=since)))


@pytest.mark.parametrize("is_ended", [True, False])
def test_it_is_the_same_question_each_time_with_its_own_values(staff, is_ended):
    asked, maja, rut = Asked(_given), staff("maja"), staff("rut")
    for viewer, since in ((maja, AT), (rut, AT - timedelta(days=3)), (maja, AT + timedelta(hours=1))):
        told = asked(viewer, since, is_ended).query.sql_with_params()
        assert told == _given(viewer, since, is_ended).query.sql_with_params()
    Asked.every.remove(asked)


def test_it_is_put_together_once(staff):
    built = []
    asked, maja = (
        Asked(lambda viewer, since: built.append(since) or _given(viewer, since, True)),
        staff("maja"),
    )
    for turn in range(3):
        str(asked(maja, AT + timedelta(hours=turn)).query)
    assert len(built) == 1
    Asked.every.remove(asked)


def test_a_value_in_a_subquery_is_asked_for_each_time(staff):
    """Where a value is not seen to end it could stay another's: then nothing is kept."""
    asked, maja = Asked(_in_a_subquery), staff("maja")
    for since in (AT, AT + timedelta(days=1)):
        told = asked(maja, since).query.sql_with_params()
        assert told == _in_a_subquery(maja, since).query.sql_with_params()
        assert since in told[1]
    Asked.every.remove(asked)


def test_nobody_asks_for_another(staff, acting):
    asked = Asked(_given)
    with acting("maja"), pytest.raises(NotTheViewer):
        asked(staff("rut"), AT, True)
    Asked.every.remove(asked)


def test_what_is_kept_is_nobodys(staff):
    """No question that is kept holds a number of somebody on the staff."""
    asked = Asked(_given)
    maja = staff("maja")
    str(asked(maja, AT, True).query)
    [kept] = asked._kept.values()
    numbers = {one for one in kept.query.sql_with_params()[1] if isinstance(one, int)}
    assert not Staff.objects.filter(pk__in=numbers).exists()
    Asked.every.remove(asked)
