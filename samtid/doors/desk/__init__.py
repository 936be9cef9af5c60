"""Skrivbordet: medarbetarens dag, enheten och hela personakten på en sida.

The desk composes: it may read every room's queries, and it links to every room's pages. It does
nothing itself except hand over, name and break glass, which are the dossier's own verbs.
"""
