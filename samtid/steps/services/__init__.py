"""Insatser: vad som ges, av vem, mot vilka mål.

SoL 9–13 kap. (2025:400), LSS 9 §. A service rests on a signed decision, or on none where the
municipality offers it without an individual needs test (11:5). The unit that carries it out sees the
service, its goals and the person's name and place, and nothing else of the case.
"""
