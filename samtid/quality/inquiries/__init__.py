"""Varför?: a figure that sticks out becomes a question with an owner, and is closed only with a result.

"Vi måste undersöka varför det är så": what was seen is kept as it was seen, what was thought is weighed, what was found leads to
something that somebody does by a day, and on another day one looks again. About figures, never about persons.
"""
