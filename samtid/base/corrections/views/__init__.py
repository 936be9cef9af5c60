"""Sidorna om rättelser."""
