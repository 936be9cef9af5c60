"""Säkerhetens prov: what somebody outside, or somebody careless, can do to the pages. See docs/security.md."""
