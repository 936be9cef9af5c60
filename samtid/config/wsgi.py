"""The server's door. It does not open unless all that must be true is (doors/running)."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from samtid.base.look.edge import only_utf8
from samtid.doors.running import start
from samtid.doors.running.words import Process

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samtid.config.settings")
start.end_unless_ready(Process.WEB)
application = only_utf8(get_wsgi_application())
start.settle()
