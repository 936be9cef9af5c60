"""Försök: something is done in another way for a time, judged as it was said beforehand, and then kept, changed or ended.

What is believed, which figure tells and how it is counted are written before the first day and stand. What must not get worse for
those who need help has a limit that is watched every night. About ways of working, never about persons.
"""
