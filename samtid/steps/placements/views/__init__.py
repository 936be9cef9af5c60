"""Sidorna om hem och placeringar."""
