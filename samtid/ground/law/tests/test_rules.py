"""Wordings and their days: a case keeps the law of its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samtid.ground.law import catalogue, children, lvu, placements
from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtOnce, Hours, WhenAssessed, Years
from samtid.ground.law.rules import Confidence, NotInForce, Rule, TimeLimit

WORDINGS = [version for rule in catalogue.ALL for version in rule.versions]


def test_a_case_from_before_the_new_act_keeps_the_old_paragraph() -> None:
    last_old_day = date(2025, 6, 30)

    assert catalogue.rule("CH-02", on=last_old_day).citation == "äldre SoL (2001:453) 11 kap. 1 a §"
    assert catalogue.rule("CH-02", on=last_old_day + timedelta(days=1)).citation == "SoL 20 kap. 2 §"


def test_feedback_had_no_limit_before_15_january_2026() -> None:
    before = children.FEEDBACK_TO_REPORTER.on(date(2026, 1, 14))
    after = children.FEEDBACK_TO_REPORTER.on(date(2026, 1, 15))

    assert isinstance(before.limit, WhenAssessed)
    assert after.in_words() == "inom en vecka"
    assert children.FEEDBACK_TO_REPORTER.due(date(2026, 1, 14)).legal is None
    assert children.FEEDBACK_TO_REPORTER.due(date(2026, 1, 15)).legal == date(2026, 1, 22)


def test_monitoring_was_two_months_in_the_old_act_and_is_six_in_the_new() -> None:
    assert children.MONITORING.due(date(2025, 6, 30)).legal == date(2025, 8, 30)
    assert children.MONITORING.due(date(2025, 7, 1)).legal == date(2026, 1, 1)


def test_at_once_was_without_delay_in_the_old_act() -> None:
    assert children.OPEN_INVESTIGATION.on(date(2025, 6, 30)).in_words() == "utan dröjsmål"
    assert children.OPEN_INVESTIGATION.on(date(2025, 7, 1)).in_words() == "genast"


def test_a_long_placement_follows_the_law_when_the_day_comes() -> None:
    placed = placements.CONSIDER_CUSTODY_TRANSFER.counted_from(date(2023, 5, 1))

    assert placed.citation == "SoL 22 kap. 14 §; LVU 13 c §"


def test_a_wording_we_do_not_know_is_refused_not_guessed() -> None:
    with pytest.raises(NotInForce, match=r"CH-02 har ingen lydelse som gällde 2015-01-01"):
        catalogue.rule("CH-02", on=date(2015, 1, 1))


def test_a_rule_that_is_decided_but_not_in_force_begins_by_itself() -> None:
    with pytest.raises(NotInForce):
        placements.CALL_TO_PLANNING.on(date(2027, 12, 31))

    assert placements.CALL_TO_PLANNING.on(date(2028, 1, 1)).id == "PL-04"


def test_an_age_is_counted_from_birth_by_the_law_of_today() -> None:
    assert lvu.ENVIRONMENT_CARE_ENDS.due(date(2010, 5, 5)).legal == date(2028, 5, 5)


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: f"{wording.id}-{wording.valid_from}")
def test_a_wording_reads_as_swedish_and_names_its_source(wording: TimeLimit) -> None:
    plain = wording.plain()

    assert plain[0].isupper() and plain.endswith(".")
    assert "  " not in plain and ".." not in plain and " ." not in plain and " ," not in plain
    assert wording.citation and wording.source and wording.name
    assert wording.valid_to is None or wording.valid_from <= wording.valid_to


@pytest.mark.parametrize("wording", [w for w in WORDINGS if not w.is_law], ids=lambda wording: wording.id)
def test_what_was_not_read_is_never_shown_as_law(wording: TimeLimit) -> None:
    assert wording.confidence in (Confidence.REMEMBERED, Confidence.UNCERTAIN)
    assert "kommunen kan ändra" in wording.plain().casefold()


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: f"{wording.id}-{wording.valid_from}")
def test_coercive_clocks_that_roll_are_marked_never_to_be_planned_on(wording: TimeLimit) -> None:
    uncounted = isinstance(wording.limit, AtOnce | WhenAssessed | Hours)
    if wording.id.split("-")[0] in ("LVU", "LVM", "LPBS") and not uncounted and wording.id != "LVU-12":
        # LVU-12 is the follow-up after care has ended: no coercion falls with it
        assert wording.roll in (Roll.NEVER_PLAN, Roll.NONE)


def test_wordings_of_one_rule_may_not_overlap() -> None:
    [old, new] = children.PRELIMINARY_ASSESSMENT.versions

    with pytest.raises(AssertionError, match="overlap"):
        Rule((replace(old, valid_to=date(2025, 7, 1)), new))


def test_the_day_after_a_wording_ends_the_next_one_begins() -> None:
    for rule in catalogue.ALL:
        for earlier, later in zip(rule.versions, rule.versions[1:], strict=False):
            assert earlier.valid_to is not None
            assert earlier.valid_to + timedelta(days=1) == later.valid_from, rule.id


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("förhandsbedömning", {"CH-02"}),
        ("FORHANDSBEDOMNING", {"CH-02"}),
        ("20:3", {"CH-05"}),
        ("underställning", {"LVU-02", "LVU-15", "LVU-17", "LVM-02", "LPBS-01"}),
        ("flyttningsförbud ansökan", {"LVU-15b"}),
        ("finns inte alls", set()),
    ],
)
def test_a_rule_is_found_by_its_words(text: str, ids: set[str]) -> None:
    found = {rule.id for rule in catalogue.find(text)}

    assert ids <= found if ids else not found


def test_an_empty_search_shows_everything() -> None:
    assert catalogue.find("  ") == catalogue.ALL


def test_an_unknown_rule_is_refused_in_one_line() -> None:
    with pytest.raises(catalogue.UnknownRule) as refusal:
        catalogue.get("CH-99")

    assert "\n" not in str(refusal.value)


def test_ids_may_be_written_in_small_letters() -> None:
    assert catalogue.get(" ch-02 ") is children.PRELIMINARY_ASSESSMENT


@pytest.mark.parametrize(
    ("rule_id", "words"),
    [
        ("CH-02", "inom 14 dagar"),
        ("CH-10", "inom sex månader, och därefter minst var sjätte månad"),
        ("CH-11", "inom två år, och därefter varje år"),
        ("LVM-02", "senast dagen efter"),
        ("EV-01", "samma dag"),
        ("PL-01", "senast den 31 januari varje år"),
        ("EB-03", "inom två år, och därefter vartannat år"),
        ("LVU-11", "senast vid 18 års ålder"),
        ("CY-01", "inom 24 timmar"),
    ],
)
def test_a_limit_in_words(rule_id: str, words: str) -> None:
    assert catalogue.get(rule_id).latest.in_words() == words


def test_a_rule_prints_as_its_paragraph() -> None:
    assert str(children.INVESTIGATION) == "SoL 20 kap. 3 §"
    assert str(children.INVESTIGATION.latest) == "SoL 20 kap. 3 §"


def test_every_limit_that_comes_back_has_words_for_it() -> None:
    for wording in WORDINGS:
        if wording.then is not None:
            assert wording.then.every()
    assert Years(1).every() == "varje år"
