"""Utseende: page frame, styles, template macros and charts. Knows nothing of the field."""
