"""Lagen som daterade uppgifter: time limits, delegation floors and retention, each with its paragraph.

One file per subject. A ``Rule`` holds every wording we know with the days between which it applied,
so that a case keeps the law of its day. Nothing here is a constant in anybody else's code: ask
``children.PRELIMINARY_ASSESSMENT.on(day)`` or ``catalogue.rule("CH-02", on=day)``.

Not legal advice. Each rule says where it was read and how sure we are (``Confidence``).
"""
