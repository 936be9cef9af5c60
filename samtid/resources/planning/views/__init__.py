"""Sidorna: the board, what is moved by hand, and what is proposed."""
