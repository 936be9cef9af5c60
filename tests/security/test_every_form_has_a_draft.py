"""Every form that one writes in keeps what is written: none is left without a draft."""

from __future__ import annotations

import re

from samtid.base.dossier.rules import is_draft_key
from tests.crawl.answers import Answer
from tests.crawl.home import OTHERS

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<textarea\b[^>]*?name=\"([^\"]+)\"")
KEPT = re.compile(r'data-draft="([^"]+)" data-draft-url="/utkast/([^"]+)"')
# where a line is read as a text, since it holds a reason or a person
LINE = re.compile(r"<input\b[^>]*?name=\"(reason|given_name)\"")
WRITTEN_IN = {"desk:keys": LINE, "intake:identify": LINE, "intake:relate": LINE}
# The open pages keep nothing on the server: what is typed there stays on the page itself.
OPEN_PAGES = ("portal:", "demo:", "look:", "seat:")
WITHOUT_FORMS = ("outage:", "law:", "oidc:", "desk:log_extract", "decisions:letter", "dossier:document")


def forms_of(html: str, name: str) -> list[tuple[str, str]]:
    """The forms of a page that one writes in."""
    written_in = WRITTEN_IN.get(name, FIELD)
    return [
        (head, body)
        for head, body in FORM.findall(html)
        if 'method="post"' in head and written_in.search(body)
    ]


def asked(answer: Answer) -> bool:
    """Whether it is a page of the staff's own that may hold a form to write in."""
    is_left_out = answer.name.startswith(OPEN_PAGES + WITHOUT_FORMS)
    return answer.method == "GET" and answer.status == 200 and answer.kind == "text/html" and not is_left_out


def test_every_form_with_a_text_has_a_draft_of_its_own(crawl):
    seen, without = set(), {}
    for answer in (answer for username in OTHERS for answer in crawl(username) if asked(answer)):
        for head, body in forms_of(answer.text, answer.name):
            kept = KEPT.search(head)
            if kept is None:
                without[answer.name] = FIELD.findall(body)
                continue
            key, address = kept.groups()
            assert key == address and is_draft_key(key), key
            for hidden in ("draft_key", "draft_page", "draft_from"):
                assert f'name="{hidden}"' in body, f"{answer.name}: the form of {key} does not say {hidden}"
            seen.add(":".join(key.split(":")[:2]))
    assert not without, f"forms without a draft: {without}"
    assert len(seen) > 25, f"the forms were not found: {sorted(seen)}"
