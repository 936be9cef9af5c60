"""The server's door."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

from samtid.base.look.edge import only_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "samtid.config.settings")
application = only_utf8(get_wsgi_application())
