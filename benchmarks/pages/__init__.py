"""The pages a social worker waits for, at 1 000, 30 000 and 1 000 000 dossiers, with the walls up and down.

Every size gets a database of its own on a server of its own, filled by SQL with rows equal in shape to
those the actions make (``sql/``), and is measured through the whole program in one process: middleware,
session, stamp, policies, templates.
"""
