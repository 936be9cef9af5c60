"""Dörrarna: everything that enters or leaves."""
