"""Ord om inloggning."""

from __future__ import annotations

from samtid.ground.words import Word


class Assurance(Word):
    """Tillitsnivå: how surely the provider knows who it is. The value is the address the provider says as ``acr``.

    Source: Sweden Connect Technical Framework, Attribute Specification; eIDAS levels for identifications from
    other countries.
    """

    LOA2 = "http://id.elegnamnden.se/loa/1.0/loa2", "Tillitsnivå 2"
    LOA2_NONRESIDENT = "http://id.swedenconnect.se/loa/1.0/loa2-nonresident", "Tillitsnivå 2, ej folkbokförd"
    LOA3 = "http://id.elegnamnden.se/loa/1.0/loa3", "Tillitsnivå 3"
    LOA4 = "http://id.elegnamnden.se/loa/1.0/loa4", "Tillitsnivå 4"
    EIDAS_LOW = "http://id.elegnamnden.se/loa/1.0/eidas-low", "eIDAS låg"
    EIDAS_SUB = "http://id.elegnamnden.se/loa/1.0/eidas-sub", "eIDAS väsentlig"
    EIDAS_HIGH = "http://id.elegnamnden.se/loa/1.0/eidas-high", "eIDAS hög"
    EIDAS_NF_LOW = "http://id.elegnamnden.se/loa/1.0/eidas-nf-low", "eIDAS låg, anmäld"
    EIDAS_NF_SUB = "http://id.elegnamnden.se/loa/1.0/eidas-nf-sub", "eIDAS väsentlig, anmäld"
    EIDAS_NF_HIGH = "http://id.elegnamnden.se/loa/1.0/eidas-nf-high", "eIDAS hög, anmäld"


# LoA3 is what case work needs: sensitive data about others (SoLPuL 10 §, OSL 26 kap.).
HIGH_ENOUGH = frozenset(
    {
        Assurance.LOA3,
        Assurance.LOA4,
        Assurance.EIDAS_SUB,
        Assurance.EIDAS_HIGH,
        Assurance.EIDAS_NF_SUB,
        Assurance.EIDAS_NF_HIGH,
    }
)
# What is asked for and accepted unless the municipality says otherwise: the Swedish levels.
USUAL = (Assurance.LOA3, Assurance.LOA4)
