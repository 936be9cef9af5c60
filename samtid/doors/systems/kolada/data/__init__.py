"""Ögonblicksbilden av Kolada: see README.md."""
