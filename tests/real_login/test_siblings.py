"""Two siblings on the sheets, as the program runs: what one press opens and the next reads is committed between."""

from __future__ import annotations

from tests.real_login.conftest import Town
from tests.real_login.test_beside_the_way import something_came


def test_siblings_are_done_on_sheets(town: Town) -> None:
    first = {"about_name": "Ida Sandell", "about_number": "20110301-2389"}
    report = something_came(town, **first, other_children="Noel Sandell, 20160206-2398")
    maja = town("maja")
    mother = {"bond": "guardian", "given_name": "Samira", "family_name": "Sandell", "lives_here": "on"}
    who = maja.press(
        f"{report}familjen/", protection="none", **{f"vuxen-1-{name}": said for name, said in mother.items()}
    )
    near = maja.press(who)
    maja.press(near)
    page = maja.look(f"{report}nara/")
    assert "Samira Sandell" in page and "Syskon" in page
    maja.press(f"{report}familjen/skydd/", danger="no", text="Barnen är hos mormor. Inget akut i dag.")
    maja.press(
        report.replace("/inkommet/", "/utredningar/inled/") + "syskon/",
        method="bbic",
        reason="Hur barnen har det hemma.",
        unit="Utredning barn och unga",
        caseworker="Bo Ek",
    )
    assert town("bo").look("/utredningar/").count("Sandell") >= 2
