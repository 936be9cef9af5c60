"""The server as production runs it, under load: twenty who work at once, and twenty who read at the open door.

A database filled like that of the pages (``benchmarks/pages``), the program's own server with both doors (gunicorn, two
processes and four threads for the staff, one process for the open door), and clients of this machine. Each page is
logged, walled and drawn as always.
"""
