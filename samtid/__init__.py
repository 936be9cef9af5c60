"""Samtid: open software for a Swedish municipality's social services (socialtjänst)."""

__version__ = "0.1.0"
