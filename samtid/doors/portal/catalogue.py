"""Katalogen över öppna data: DCAT-AP-SE 3 as Turtle, for dataportal.se to harvest. Pure."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
SWEDISH = "http://publications.europa.eu/resource/authority/language/SWE"
SOCIETY = "http://publications.europa.eu/resource/authority/data-theme/SOCI"
PUBLIC = "http://publications.europa.eu/resource/authority/access-right/PUBLIC"
LOCAL = "http://purl.org/adms/publishertype/LocalAuthority"
FREQUENCY = "http://publications.europa.eu/resource/authority/frequency/"


@dataclass(frozen=True, slots=True)
class File:
    """Distribution: one form of a dataset, at its address."""

    title: str
    format: str  # a media type
    address: str


@dataclass(frozen=True, slots=True)
class Dataset:
    """Datamängd. ``frequency`` is a word of the EU's list: MONTHLY, DAILY."""

    key: str
    title: str
    description: str
    frequency: str
    keywords: Sequence[str]
    landing: str
    files: Sequence[File]


def written(*, publisher: str, email: str, here: str, datasets: Sequence[Dataset]) -> str:
    """The catalogue. Every resource is named from ``here``, the address of the page that it stands on.

    Without an ``email`` the contact is the page itself.
    """
    me, contact = _iri(f"{here}#utgivare"), _iri(f"{here}#kontakt")
    title = f"Öppna data från socialtjänsten, {publisher}"
    parts = [
        "\n".join(f"@prefix {name}: <{address}> ." for name, address in PREFIXES.items()),
        _resource(
            f"{here}#katalog",
            "dcat:Catalog",
            ("dcterms:title", _text(title)),
            ("dcterms:description", _text("Väntetider, hållna löften och förbättringar. Bara siffror om många.")),
            ("dcterms:publisher", me),
            ("dcterms:license", _iri(CC0)),
            ("dcterms:language", _iri(SWEDISH)),
            ("foaf:homepage", _iri(here)),
            *(("dcat:dataset", _iri(f"{here}#{one.key}")) for one in datasets),
        ),
        _resource(f"{here}#utgivare", "foaf:Agent", ("foaf:name", _plain(publisher)), ("dcterms:type", _iri(LOCAL))),
        _resource(
            f"{here}#kontakt",
            "vcard:Organization",
            ("vcard:fn", _plain(f"Socialtjänsten, {publisher}")),
            ("vcard:hasEmail", _iri(f"mailto:{email}")) if email else ("vcard:hasURL", _iri(here)),
        ),
    ]  # fmt: skip
    for one in datasets:
        names = [f"{here}#{one.key}-{number}" for number, _ in enumerate(one.files, 1)]
        parts.append(
            _resource(
                f"{here}#{one.key}",
                "dcat:Dataset",
                ("dcterms:title", _text(one.title)),
                ("dcterms:description", _text(one.description)),
                ("dcterms:publisher", me),
                ("dcat:contactPoint", contact),
                ("dcat:theme", _iri(SOCIETY)),
                ("dcterms:accessRights", _iri(PUBLIC)),
                ("dcterms:accrualPeriodicity", _iri(FREQUENCY + one.frequency)),
                ("dcat:landingPage", _iri(one.landing)),
                *(("dcat:keyword", _text(word)) for word in one.keywords),
                *(("dcat:distribution", _iri(name)) for name in names),
            )
        )
        parts += [
            _resource(
                name,
                "dcat:Distribution",
                ("dcterms:title", _text(file.title)),
                ("dcat:accessURL", _iri(file.address)),
                ("dcat:downloadURL", _iri(file.address)),
                ("dcterms:format", _plain(file.format)),
                ("dcterms:license", _iri(CC0)),
            )
            for name, file in zip(names, one.files, strict=True)
        ]
    return "\n\n".join(parts) + "\n"


def _resource(name: str, kind: str, *said: tuple[str, str]) -> str:
    lines = [f"a {kind}", *(f"{what} {value}" for what, value in said)]
    return f"{_iri(name)} " + " ;\n  ".join(lines) + " ."


def _plain(text: str) -> str:
    """A literal. What JSON escapes in a string, Turtle escapes in the same way (Turtle 1.1, 6.4)."""
    return json.dumps(text, ensure_ascii=False)


def _text(text: str) -> str:
    return f"{_plain(text)}@sv"


def _iri(address: str) -> str:
    """Turtle 1.1, IRIREF: what may not stand in one is written as a percentage."""
    kept = "".join(f"%{ord(one):02X}" if ord(one) <= 32 or one in '<>"{}|^`\\' else one for one in address)
    return f"<{kept}>"
