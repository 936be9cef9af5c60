"""Kolada: kommunernas nyckeltal hos RKA, and *Så står vi oss*, where one's own municipality stands beside the others.

Figures only, and those of municipalities: nothing here is about a person. The pages read the snapshot in ``data`` and
ask no network; ``client.py`` is for what is to be fetched anew (``samtid compare --live``).
"""
