"""Resurser: what a municipality spends – people and their time, and what is planned with it."""
