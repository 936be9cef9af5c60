"""Arbetsstugan: eighty phones that write and vote at once, on a poor line, while the web process is killed."""
