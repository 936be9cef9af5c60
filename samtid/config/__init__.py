"""Inställningar: settings, addresses and the server's door."""
