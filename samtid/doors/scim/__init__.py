"""Medarbetare från katalogen: the municipality's directory proposes over SCIM 2.0 who works here, and another person approves.

A log-in of its own in the database, which sees the staff's names and nothing of anybody's case. What it asks for becomes a
proposal in the office (decision 98); only that somebody is to come in no more happens at once.
"""
