"""Arbetsstuga: eighty people write silently, sort, vote and leave proposals for the plan (SoL 5:1–2, SOSFS 2011:9 6 kap.).

A note holds its group and its step, never its writer; a vote holds its theme, never its voter. What is said while a step
goes on lies in a box that nobody reads and that is emptied and shaken when the host moves on (``walls.py``, decision 105).
Everybody comes in by a slip with a word that stands beside no name, and that opens this workshop and nothing else.
"""
