"""As it runs in production: Django's own deployment checks find nothing, and the cookies bind to this host over TLS."""

from __future__ import annotations

import os
import subprocess
import sys

PROGRAM = """
import django; django.setup()
from django.conf import settings
from django.core.management import call_command
call_command("check", deploy=True, fail_level="WARNING")
assert settings.SESSION_COOKIE_NAME.startswith("__Host-") and settings.SESSION_COOKIE_SECURE
assert settings.CSRF_COOKIE_NAME.startswith("__Host-") and settings.CSRF_COOKIE_SECURE
assert settings.SESSION_COOKIE_PATH == "/" and not settings.SESSION_COOKIE_DOMAIN
assert settings.SECURE_SSL_REDIRECT and settings.SECURE_HSTS_SECONDS >= 31_536_000
assert settings.SECURE_HSTS_INCLUDE_SUBDOMAINS
assert settings.DEBUG is False
print("well set")
"""


def test_nothing_is_left_open_in_production():
    environment = {name: value for name, value in os.environ.items() if name != "SAMTID_DEMO"}
    environment |= {"SAMTID_HTTPS": "1", "SAMTID_SECRET_KEY": "".join(chr(97 + n % 26) for n in range(60))}
    environment["DEBUG"] = "1"  # nothing in the environment turns it on
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.stdout.strip().endswith("well set"), done.stderr[-2000:]
