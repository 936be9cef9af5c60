"""Settings. Everything that differs between places comes from the environment.

``samtid demo`` and the tests fill the environment in by themselves (doors/cli/place.py). In
production the operator sets the same variables; docs/how-to/drift.md lists them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from samtid.base.access import address
from samtid.base.access.logins import OWNER
from samtid.base.look.headers import of_file
from samtid.config import rooms
from samtid.ground import environment

environment.fill()
ROOT = Path(__file__).resolve().parents[2]
APART = ("dbname", "user", "password", "host", "port")


def _database(url: str, *, role: str = "") -> dict[str, object]:
    """A Django database entry from ``postgresql://user:password@host:port/name?option=…``."""
    parts = address.parse(url) if url else {}
    # a database that has gone without a word is not waited for
    options: dict[str, object] = {"connect_timeout": "5"}
    options |= {name: value for name, value in parts.items() if name not in APART}
    if role:
        options["assume_role"] = role
    return {
        "ENGINE": "samtid.base.access.backend",
        "NAME": parts.get("dbname", "" if "service" in parts else "samtid"),
        "USER": parts.get("user", ""),
        "PASSWORD": parts.get("password", ""),
        "HOST": parts.get("host", ""),
        "PORT": parts.get("port", ""),
        "OPTIONS": options,
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
    }


# The web's own role owns nothing and cannot step past the walls; the owner is for migrations only.
DATABASES = {"default": _database(os.environ.get("SAMTID_DATABASE_URL", ""))}
if "SAMTID_ADMIN_URL" in os.environ:
    DATABASES["owner"] = _database(os.environ["SAMTID_ADMIN_URL"], role=OWNER)

# Said by the web when it stamps who is acting; checked inside the database (base/access).
STAMP_KEY = os.environ.get("SAMTID_STAMP_KEY", "")
STAMP_SECONDS = 300
# True behind a pooler in transaction mode, where the connection's process id changes.
DATABASE_IS_POOLED = os.environ.get("SAMTID_POOLED", "") == "1"

# What protected persons' places are locked with: age keys, the one to lock with first, comma between (sealed_place.py);
# and the public half of the municipality's own, kept apart, for the day when those are lost.
PLACE_KEY = os.environ.get("SAMTID_PLACE_KEY", "").removeprefix("demo-")
PLACE_RECOVERY = os.environ.get("SAMTID_PLACE_RECOVERY", "")

# Whoever has it may read the figures (doors/running/figures.py); without one nothing is counted.
METRICS_TOKEN = os.environ.get("SAMTID_METRICS_TOKEN", "")
# The municipality's directory proposes who works here (doors/scim): its token, and the log-in that it has in the database.
SCIM_TOKEN = os.environ.get("SAMTID_SCIM_TOKEN", "")
SCIM_URL = os.environ.get("SAMTID_SCIM_URL", "")
# The longest that one question of a page may take, and wait for another's lock; 0 is for ever.
STATEMENT_SECONDS = int(os.environ.get("SAMTID_STATEMENT_SECONDS") or 30)
LOCK_SECONDS = int(os.environ.get("SAMTID_LOCK_SECONDS") or 10)

SECRET_KEY = os.environ.get("SAMTID_SECRET_KEY", "")
DEBUG = False
DEMO = os.environ.get("SAMTID_DEMO", "") == "1"
# Which door this process serves: both, open or staff; and, without a proxy, the other one's port.
DOOR = os.environ.get("SAMTID_DOOR", "both")
OTHER_DOOR = os.environ.get("SAMTID_OTHER_DOOR", "")
MUNICIPALITY = os.environ.get("SAMTID_MUNICIPALITY", "Piteå kommun")
ALLOWED_HOSTS = os.environ.get("SAMTID_HOSTS", "localhost,127.0.0.1,[::1]").split(",")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    *rooms.read().apps(),  # in the order of the house
]

MIDDLEWARE = [
    "samtid.doors.running.health.Health",
    "samtid.doors.running.figures.Figures",
    "samtid.doors.scim.door.Scim",
    "samtid.base.look.headers.Headers",
    "samtid.base.look.edge.Edge",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "samtid.doors.running.door.Doors",
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "samtid.base.access.pocket.Pocket",
    "samtid.base.access.middleware.Idle",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "samtid.base.access.middleware.LogIn",
    "django.contrib.messages.middleware.MessageMiddleware",
    "samtid.base.access.middleware.Acting",
    "samtid.base.access.brake.Brake",
    "samtid.base.access.proof.Proof",
    "samtid.base.access.once.Once",
    "samtid.base.dossier.frame.Frame",
]

ROOT_URLCONF = "samtid.config.urls"
WSGI_APPLICATION = "samtid.config.wsgi.application"
AUTH_USER_MODEL = "organisation.Staff"
AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
LOGIN_URL = "/logga-in/"
LOGIN_REDIRECT_URL = "/min-dag/"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
# What stands in the head of every page; the desk knows, and look must not know the desk.
NAVIGATION = "samtid.doors.desk.navigation.navigation"
# And the municipality's name and colours, which the organisation knows.
ON_EVERY_PAGE = "samtid.base.organisation.kept.on_every_page"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "APP_DIRS": True,
        "OPTIONS": {"environment": "samtid.base.look.jinja.environment"},
    }
]

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = os.environ.get("SAMTID_STATIC") or None  # where collectstatic puts them, in production
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # in production under names that hold their content's hash, compressed once: kept by browsers for ever
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if STATIC_ROOT
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = not STATIC_ROOT
WHITENOISE_ADD_HEADERS_FUNCTION = of_file

# Log-in with e-legitimation (docs/how-to/inloggning.md). Without an issuer there is no way in but the demo's.
OIDC: dict[str, Any] = {
    "issuer": os.environ.get("SAMTID_OIDC_ISSUER", "").rstrip("/"),
    "client_id": os.environ.get("SAMTID_OIDC_CLIENT_ID", ""),
    "client_secret": os.environ.get("SAMTID_OIDC_CLIENT_SECRET", ""),
    # tillitsnivåer, comma between; empty: Swedish 3 and 4
    "levels": [level for level in os.environ.get("SAMTID_OIDC_LEVELS", "").split(",") if level],
    # how long ago somebody may have shown their e-legitimation to the provider; 0: however long
    "most_seconds": int(os.environ.get("SAMTID_OIDC_MAX_AGE") or 60 * 60 * 9),
}
# What keeps a form that was sent after the session had ended, and where one ends the provider's session as
# well: functions in a later room, named here because access must not know it.
INTERRUPTED = "samtid.doors.systems.oidc.interrupted.keep"
END_SESSION = "samtid.doors.systems.oidc.provider.leave"

# Before what gives authority, one has shown who one is at most this long ago (base/access/proof.py), and where that is asked.
PROOF_SECONDS = int(os.environ.get("SAMTID_PROOF_MINUTES") or 15) * 60
PROOF_URL = "oidc:prove"

# Secrecy: nothing outlives the window, nothing is readable by a script, nothing goes to others.
SESSION_IDLE_SECONDS = int(os.environ.get("SAMTID_IDLE_MINUTES") or 30) * 60
# A row read from the table is worth nothing as a cookie.
SESSION_ENGINE = "samtid.base.access.sessions"
SESSION_COOKIE_AGE = 60 * 60 * 9
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# The one key a script reads: to the day that a care worker has with her where there is no line (base/access/pocket.py).
POCKET_COOKIE_NAME = "dagen"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # for the visit: a year's cookie would tell that somebody has been on the open pages
CSRF_FAILURE_VIEW = "samtid.base.look.csrf.csrf_failure"
CSRF_COOKIE_SAMESITE = "Strict"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Not "no-referrer": browsers then send "Origin: null" with our own forms, and the CSRF check refuses them.
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if os.environ.get("SAMTID_HTTPS", "") == "1":
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    # a cookie with this prefix is only taken from this host itself, over TLS
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-samtid", "__Host-csrf"
    POCKET_COOKIE_NAME = "__Host-dagen"
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

# The browsers' preload list is for the owner of the whole domain to ask for.
SILENCED_SYSTEM_CHECKS = ["security.W021"]

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    # the kind of an error and its place, never the words of it: those may be a row about somebody
    "formatters": {
        "wordless": {
            "()": "samtid.config.logs.Wordless",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        },
        # one object a line, for whoever gathers logs from many machines
        "json": {"()": "samtid.config.logs.Json"},
    },
    "handlers": {
        "console": {
            "class": "samtid.config.logs.Console",
            "formatter": "json" if os.environ.get("SAMTID_LOG") == "json" else "wordless",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    # A failing query would print its parameters, which are persons.
    "loggers": {
        "django.db.backends": {"handlers": ["console"], "level": "CRITICAL", "propagate": False},
        # who came in, by the number of the directory (ASVS 5.0 16.3.1)
        "samtid.doors.systems.oidc": {"level": "INFO"},
        # Django's own handlers would write e-mail, or write without our formatter
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        "django.server": {"handlers": ["console"], "level": "WARNING", "propagate": False},
    },
}
