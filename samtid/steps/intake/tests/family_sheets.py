"""Three invented siblings and those near them, and the sheets of the family as one fills them in."""

from __future__ import annotations

import re

from django.urls import reverse

from samtid.base.people.models import Relation
from samtid.steps.intake.models import Report

BACKEND = "django.contrib.auth.backends.ModelBackend"
CHILDREN = (
    ("Ida Sandell", "201103012389"),
    ("Noel Sandell", "201602062398"),
    ("Tuva Sandell", "201901022382"),
)
MOTHER = {"bond": "guardian", "given_name": "Samira", "family_name": "Sandell", "number": "19850101-2382"}
FATHER = {"bond": "guardian", "given_name": "Jonas", "family_name": "Berglund", "number": "19830101-2392"}
PARTNER = {"bond": "step_parent", "given_name": "Peter", "family_name": "Norrby", "number": "19880101-2397"}
HOME = "Ekbacken 4"


ASSESSED = "Talat med Ida och skolan. Barnen är hos mormor."


def sheet(three, adults=(), **more):
    """What is sent from the sheet when nobody has changed what was said."""
    sent = {"protection": "none", "address": HOME}
    for pk, (name, number) in zip(three, CHILDREN, strict=True):
        given, family = name.split()
        sent |= {
            f"barn-{pk}-{field}": value
            for field, value in (("given_name", given), ("family_name", family), ("number", number))
        }
    for row, adult in enumerate(adults, 1):
        sent |= {f"vuxen-{row}-{field}": value for field, value in adult.items()}
    return sent | more


def fill_in(client, three, adults=(), **more):
    """From the sheet to where one confirms who they are."""
    answer = client.post(reverse("intake:family", args=[three[0]]), sheet(three, adults, **more))
    assert answer.status_code == 302, errors(answer)
    return answer["Location"]


def errors(answer):
    page = answer.content.decode()
    return page[page.find("ds-error-summary") :][:900]


def press(client, address, **said):
    """What is sent from a page that was looked at: what it says was drawn, and what is said."""
    page = client.get(address).content.decode()
    return client.post(address, {"ritat": re.findall(r'name="ritat" value="([^"]*)"', page)} | said)


def confirm(client, address, **more):
    """Presses until there is nothing more to confirm."""
    for _ in range(3):
        answer = press(client, address, **more)
        assert answer.status_code == 302, errors(answer)
        if "vilka" not in answer["Location"]:
            return answer["Location"]
        address = answer["Location"]
    raise AssertionError("it never ends")


def relations_of(pk):
    return sorted(
        (one.bond, one.other.given_name)
        for one in Relation.objects.filter(case_id=Report.objects.get(pk=pk).case_id).select_related("other")
    )
