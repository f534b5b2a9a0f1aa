"""The only settings: read from the environment, convert, raise. Nothing is written and nothing is asked of the network.

Two modes. *embedded* (default) needs nothing but a data folder: SQLite, a queue of files, mail kept as files.
*production* is chosen by `CHIBO_MODE=production`, or by giving `DATABASE_URL` or `REDIS_URL`; it then insists on
every variable in `NEEDED_VARIABLES` and speaks HTTPS only. `CHIBO_MODE=embedded` together with `DATABASE_URL` runs the
embedded mode on that database, which is how the tests use PostgreSQL.
"""

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import django_stubs_ext
import environ
from csp.constants import NONCE, NONE, SELF

from chibo import env

django_stubs_ext.monkeypatch()  # forms and fields may name their types in brackets, as QuerySet already may

BASE_DIR = Path(__file__).resolve().parent.parent
CHIBO_DATA = Path(env.text("CHIBO_DATA", str(BASE_DIR / "var"))).resolve()
NEEDED_VARIABLES = ("DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "ALLOWED_HOSTS")

DATABASE_URL = env.secret("DATABASE_URL")
REDIS_URL = env.secret("REDIS_URL")
EMAIL_URL = env.secret("EMAIL_URL")
CHIBO_MODE = env.choice(
    "CHIBO_MODE", ("embedded", "production"), "production" if DATABASE_URL or REDIS_URL else "embedded"
)
PRODUCTION = CHIBO_MODE == "production"
if PRODUCTION:
    env.require(NEEDED_VARIABLES)

DEBUG = env.flag("DEBUG")
if DEBUG and PRODUCTION:
    raise env.SettingError("Không được đặt DEBUG ở chế độ vận hành chính thức.")


def _embedded_key() -> str:
    """The key kept in the data folder by the start command, or one for this process only."""
    kept = CHIBO_DATA / "secret_key"
    return kept.read_text(encoding="ascii").strip() if kept.is_file() else secrets.token_urlsafe(48)


SECRET_KEY = env.secret("SECRET_KEY") or _embedded_key()
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", ("127.0.0.1", "localhost", "[::1]"))
CHIBO_ADDRESS_BOOK = "meetings.notices.destinations.destinations_of"  # knows where letters go, asked as they are sent
CHIBO_ENCLOSURES = "meetings.preparation.circulation.enclosures.papers_of"  # makes what goes with them
CHIBO_PUBLIC_URL = env.text(
    "CHIBO_PUBLIC_URL",
    f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION else f"http://127.0.0.1:{env.number('PORT', 8000, least=1)}",
).rstrip("/")

# Demonstration data: the start command leaves this mark in the data folder of the embedded mode.
CHIBO_DEMO = not PRODUCTION and (CHIBO_DATA / "demo").is_file()
CHIBO_UPLOAD_LIMIT_MB = env.number("CHIBO_UPLOAD_LIMIT_MB", 20, least=1)
CHIBO_ENCLOSURE_LIMIT_MB = env.number("CHIBO_ENCLOSURE_LIMIT_MB", 8, least=1)  # all that goes with one letter

# Applications -------------------------------------------------------------------------------------------------

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "crispy_forms",
    "crispy_bootstrap5",
    "csp",
    "django_htmx",
    "django_prose_editor",
    "import_export",
    "simple_history",
    "chibo.core",
    "members",
    "topics",
    "meetings",
    "resolutions",
    "compliance",
    "chibo.home",
    "chibo.demo",
]

MIDDLEWARE = [
    "chibo.core.logs.RequestNumberMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "members.middleware.FirstStepsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "members.middleware.OwnPasswordMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "chibo.core.once.OnceMiddleware",
]

ROOT_URLCONF = "chibo.urls"
WSGI_APPLICATION = "chibo.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES: list[dict[str, Any]] = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "chibo.home.navigation.chrome",
            ],
        },
    },
]
CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True  # a cell that begins with "=" must not run at the reader's

# Database, cache, sessions ------------------------------------------------------------------------------------

SQLITE: dict[str, Any] = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": CHIBO_DATA / "chibo.sqlite3",
    "OPTIONS": {
        # Readers never wait, writers queue for up to 20 s instead of failing with "database is locked".
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;"
        "PRAGMA recursive_triggers=ON;",  # INSERT OR REPLACE is a deletion, and must meet the guards
    },
}
DATABASES: dict[str, dict[str, Any]] = {
    "default": {**environ.Env.db_url_config(DATABASE_URL), "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
    if DATABASE_URL
    else SQLITE
}
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
    if REDIS_URL
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

# In the database, not cached: two web processes must agree at once that somebody has signed out.
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(days=14).total_seconds())
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION

# People -------------------------------------------------------------------------------------------------------

AUTH_USER_MODEL = "members.User"
LOGIN_URL = "/login/"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/login/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Safety -------------------------------------------------------------------------------------------------------

SECURE_SSL_REDIRECT = PRODUCTION
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]  # asked over plain HTTP from inside the container
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds()) if PRODUCTION else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = PRODUCTION
SECURE_REFERRER_POLICY = "same-origin"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.flag("CHIBO_BEHIND_PROXY") else None
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "chibo.core.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    },
}

# Files --------------------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("CHIBO_STATIC_ROOT", str(CHIBO_DATA / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
WHITENOISE_USE_FINDERS = DEBUG
MEDIA_ROOT = CHIBO_DATA / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "chibo.core.staticfiles.ModuleStorage"
    },
}
FILE_UPLOAD_PERMISSIONS = 0o640
DATA_UPLOAD_MAX_MEMORY_SIZE = (CHIBO_UPLOAD_LIMIT_MB + 5) * 1024 * 1024

# Mail ---------------------------------------------------------------------------------------------------------

_MAIL: dict[str, Any] = environ.Env.email_url_config(EMAIL_URL) if EMAIL_URL else {}
EMAIL_BACKEND = _MAIL.get("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend").replace(
    "django.core.mail.backends.smtp", "chibo.core.smtp"
)
EMAIL_FILE_PATH = str(CHIBO_DATA / "mail")
EMAIL_HOST = _MAIL.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = _MAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = _MAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = _MAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = _MAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = _MAIL.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 20  # seconds; a dead server must not hold the worker
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("MAIL_FROM", f"chibo@{ALLOWED_HOSTS[0] if PRODUCTION else 'localhost'}")

# Language and time --------------------------------------------------------------------------------------------

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Ho_Chi_Minh"
FORMAT_MODULE_PATH = ["chibo.formats"]

# Background work ----------------------------------------------------------------------------------------------

CELERY_BROKER_URL = REDIS_URL or "atomicfs://localhost//"
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {"max_retries": 0, "socket_connect_timeout": 2}  # a page must not wait for a dead Redis; the beat comes anyway
    if REDIS_URL
    else {
        "data_folder_in": str(CHIBO_DATA / "queue"),
        "data_folder_out": str(CHIBO_DATA / "queue"),
        "control_folder": str(CHIBO_DATA / "control"),
    }
)
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_SERIALIZER = CELERY_RESULT_SERIALIZER = "json"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_SOFT_TIME_LIMIT = 240  # seconds
CELERY_TASK_TIME_LIMIT = 300
CELERY_WORKER_CONCURRENCY = 1
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BEAT_SCHEDULE_FILENAME = str(CHIBO_DATA / "beat-schedule")
CELERY_BEAT_SCHEDULE: dict[str, dict[str, Any]] = {
    # A tick that waited longer than its own period is of no use: the next one does the same work.
    "heartbeat": {"task": "chibo.core.tasks.beat", "schedule": 60.0, "options": {"expires": 55}},
    "deliver-outbox": {"task": "chibo.core.tasks.deliver_outbox", "schedule": 60.0, "options": {"expires": 55}},
    "due-reminders": {"task": "meetings.tasks.send_due_reminders", "schedule": 300.0, "options": {"expires": 290}},
}

# Log ----------------------------------------------------------------------------------------------------------

LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request_number": {"()": "chibo.core.logs.RequestNumberFilter"}},
    "formatters": {"line": {"format": "{asctime} {levelname} {name} [{request_number}] {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["request_number"]},
    },
    "root": {"handlers": ["stderr"], "level": env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR"), "INFO")},
    "loggers": {"django": {"handlers": [], "propagate": True}},
}
