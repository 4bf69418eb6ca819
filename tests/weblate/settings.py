"""Settings of a Weblate that lives for one run and needs no service but PostgreSQL."""

# ruff: noqa: F403, F405, PTH118
import os

from weblate.settings_example import *  # type: ignore[import-not-found]

DATA_DIR = os.environ["WEBLATE_RUN"]
CACHE_DIR = os.path.join(DATA_DIR, "cache")
MEDIA_ROOT = os.path.join(DATA_DIR, "media")
STATIC_ROOT = os.path.join(DATA_DIR, "static")

DATABASES["default"].update(
    NAME="postgres", USER="postgres", HOST=os.environ["WEBLATE_DATABASE"], PASSWORD=""
)
# Tasks run at once and in this process, so that neither Redis nor Celery's workers are needed.
CELERY_TASK_ALWAYS_EAGER = True
CELERY_TASK_EAGER_PROPAGATES = True
CELERY_BROKER_URL = "memory://"
CELERY_RESULT_BACKEND = None
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
BACKGROUND_ADMIN_CHECKS = False
STATS_LAZY = True

# The remote of this run is a folder on this disk, and the machine may be without network.
VCS_FILE_PROTOCOL = True
SITE_DOMAIN = "localhost"
ALLOWED_HOSTS = ["*"]
SECRET_KEY = "of one run alone"
DEBUG = False
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {
        "file": {"class": "logging.FileHandler", "filename": os.path.join(DATA_DIR, "weblate.log")}
    },
    "loggers": {"weblate": {"handlers": ["file"], "level": "DEBUG"}},
}
OTP_WEBAUTHN_RP_ID = OTP_WEBAUTHN_RP_NAME = SITE_DOMAIN
OTP_WEBAUTHN_ALLOWED_ORIGINS = [f"https://{SITE_DOMAIN}"]
