"""Wordings and their days: a case keeps the law of its day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from samtid.ground.law import acts, catalogue, children, lvu, lvu_ends, placements
from samtid.ground.law.days import Roll
from samtid.ground.law.limits import AtOnce, Hours, WhenAssessed, Years
from samtid.ground.law.rules import Confidence, NotInForce, Rule, Sense, TimeLimit

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


@pytest.mark.parametrize("wording", WORDINGS, ids=lambda wording: f"{wording.id}-{wording.valid_from}")
def test_every_wording_names_its_acts_with_a_number_and_outlives_none_of_them(wording: TimeLimit) -> None:
    assert len(wording.acts) == len(wording.citation.split(";")), (
        "each part of a citation names an act we know"
    )
    for act in wording.acts:
        assert act.number
        assert act.valid_from <= wording.valid_from, act
        ends = act.valid_to
        assert ends is None or (wording.valid_to is not None and wording.valid_to <= ends), act


def test_nothing_in_lvu_is_in_force_from_new_year_and_no_rule_of_it_is_lost() -> None:
    care = [rule for rule in catalogue.ALL if any(acts.LVU in wording.acts for wording in rule.versions)]

    assert len(care) == 25
    for rule in care:
        assert acts.LVU in rule.on(date(2026, 12, 31)).acts
        later = rule.on(date(2027, 1, 1))
        assert acts.LVU not in later.acts and acts.CARE in later.acts, rule.id


@pytest.mark.parametrize(
    ("rule_id", "citation"),
    [
        ("LVU-02", "Lag (2026:1600) 5 kap. 4 §"),
        ("LVU-04", "Lag (2026:1600) 5 kap. 5 §"),
        ("LVU-08", "Lag (2026:1600) 8 kap. 2 §"),
        ("LVU-14", "Lag (2026:1600) 12 kap. 4 §"),
        ("CH-11", "SoL 22 kap. 14 §; lag (2026:1600) 9 kap. 1 §"),
        ("AS-01", "SoL 19 a kap. 3 §"),
        ("IS-02", "Lag (2026:1637) 9 kap. 1 §"),
    ],
)
def test_the_paragraph_in_2027(rule_id: str, citation: str) -> None:
    assert catalogue.rule(rule_id, on=date(2027, 1, 2)).citation == citation


def test_serious_talks_and_measures_without_consent_begin_on_the_second_day_of_the_year() -> None:
    for rule_id in ("AS-01", "AS-02", "IS-01", "IS-02"):
        with pytest.raises(NotInForce):
            catalogue.rule(rule_id, on=date(2027, 1, 1))
        assert catalogue.rule(rule_id, on=date(2027, 1, 2))


def test_a_running_case_that_changes_act_has_both_days_and_the_earlier_first() -> None:
    """Care began 1 March 2026 and was considered on 20 December: LVU counts from then, the new act from the start."""
    found = lvu.CONSIDER_ENVIRONMENT_CARE.counts(date(2026, 12, 20), later_round=True, began=date(2026, 3, 1))

    assert [(one.wording.citation, one.due.legal) for one in found] == [
        ("Lag (2026:1600) 8 kap. 2 §", date(2027, 3, 1)),
        ("LVU 13 § första stycket", date(2027, 6, 20)),
    ]
    shown = lvu.CONSIDER_ENVIRONMENT_CARE.due(date(2026, 12, 20), later_round=True, began=date(2026, 3, 1))
    assert shown.legal == date(2027, 3, 1)


def test_a_case_whose_day_comes_before_new_year_is_counted_by_its_own_act_alone() -> None:
    [one] = lvu.SUBMIT_CUSTODY.counts(date(2026, 12, 17))

    assert (one.wording.citation, one.due.legal) == ("LVU 7 §", date(2026, 12, 24))


def test_a_clock_across_new_year_keeps_its_length() -> None:
    old, new = lvu.SUBMIT_CUSTODY.counts(date(2026, 12, 28))

    assert old.due == new.due and old.due.legal == date(2027, 1, 4)
    assert {acts.LVU, acts.CARE} == {*old.wording.acts, *new.wording.acts}


def test_an_age_is_judged_by_the_law_of_the_day_it_is_reached() -> None:
    before = lvu_ends.ENVIRONMENT_CARE_ENDS.counted_from(date(2008, 12, 31))
    after = lvu_ends.ENVIRONMENT_CARE_ENDS.counted_from(date(2009, 1, 1))

    assert (before.citation, after.citation) == ("LVU 21 §", "Lag (2026:1600) 10 kap. 2 §")


def test_a_wording_to_come_is_shown_as_coming_and_not_as_law_today() -> None:
    today = date(2026, 11, 30)

    assert lvu.SUBMIT_CUSTODY.at(today).citation == "LVU 7 §"
    assert [one.citation for one in lvu.SUBMIT_CUSTODY.coming(today)] == ["Lag (2026:1600) 5 kap. 4 §"]
    assert lvu.SUBMIT_CUSTODY.at(date(2027, 1, 1)).citation == "Lag (2026:1600) 5 kap. 4 §"
    assert [one.citation for one in lvu.SUBMIT_CUSTODY.former(date(2027, 1, 1))] == ["LVU 7 §"]


@pytest.mark.parametrize("rule_id", ["RT-03", "RT-05", "AD-01b", "TR-01b"])
def test_what_may_not_be_done_before_a_day_never_says_latest(rule_id: str) -> None:
    for wording in catalogue.get(rule_id).versions:
        assert wording.sense is Sense.FROM and wording.sense.label == "Tidigast"
        assert "senast" not in wording.in_words()


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
    assert lvu_ends.ENVIRONMENT_CARE_ENDS.due(date(2010, 5, 5)).legal == date(2028, 5, 5)


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
        ("19 a:3", {"AS-01"}),
        ("2026:1600", {"LVU-02", "CH-11"}),
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
        ("RT-03", "tidigast vid 30 års ålder"),
        ("RT-05", "tidigast vid 18 års ålder"),
        ("RT-01", "efter fem år"),
        ("AD-01b", "tidigast efter sex månader"),
        ("EB-04", "från och med den fjärde månaden"),
        ("AS-01", "inom 24 timmar"),
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
