"""System vi utbyter uppgifter med: one folder per system, and nothing that the steps need in order to work.

Rooms never call out. A system here fetches and calls an action, or reads a query and sends.
"""
