"""Den levande halvan: writes the demo municipality into the database, through the same actions as the pages.

The pure half says who needs what and when (``volumes``); here each step is carried out by somebody who may,
at the time it happened. *The same municipality* means the same organisation, people, needs, courses, texts
and times for the same ``(code, seed, size, until)``; the random keys of rows may differ. ``digest`` proves it.
"""
