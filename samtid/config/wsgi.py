"""The server's door. It does not open unless all that must be true is (doors/running)."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from samtid.doors.running import start
from samtid.doors.running.words import Process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samtid.config.settings")
start.end_unless_ready(Process.WEB)
application = get_wsgi_application()
