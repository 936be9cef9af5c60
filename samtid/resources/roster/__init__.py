"""Schema: who works when, who is away, and what arbetstidslagen (1982:673) says of it.

A shift is never taken out: it is called off with a reason. Why somebody is away is for her own manager; a planner and
colleagues see that she is.
"""
