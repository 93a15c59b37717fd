"""The one settings module. Everything that differs between installations comes from the environment."""

import sys
from pathlib import Path

from council import environment as env

BASE_DIR = Path(__file__).resolve().parent.parent
env.read_env_file(BASE_DIR / ".env")

DEBUG = env.flag("COUNCIL_DEBUG", default=False)
SECRET_KEY = env.text("COUNCIL_SECRET_KEY", default="not-secret-" * 6 if DEBUG else None)
ALLOWED_HOSTS = env.words("COUNCIL_ALLOWED_HOSTS", default="127.0.0.1,localhost" if DEBUG else "")
CSRF_TRUSTED_ORIGINS = env.words("COUNCIL_TRUSTED_ORIGINS")
# Any string that changes with each deployment; part of every public page's ETag.
RELEASE = env.text("COUNCIL_RELEASE", default="development")

INSTALLED_APPS = [
    "council.apps.CouncilConfig",
    "meetings.apps.MeetingsConfig",
    "recommendations.apps.RecommendationsConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "council.middleware.SecurityHeaders",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "council.middleware.SignInUnlessPublic",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "council.urls"
WSGI_APPLICATION = "council.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "council.context.council",
            ],
        },
    },
]
FORM_RENDERER = "council.forms.FormRenderer"

DATABASES = {"default": env.database(env.text("DATABASE_URL", default=f"sqlite:///{BASE_DIR}/var/council.sqlite3"))}
# Public pages as they were rendered, in each process's own memory (council/kept_pages.py): about 20 kB each.
KEPT_PAGES = env.number("COUNCIL_KEPT_PAGES", default=500)
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
    "pages": {
        "BACKEND": f"django.core.cache.backends.{'locmem.LocMemCache' if KEPT_PAGES else 'dummy.DummyCache'}",
        "LOCATION": "pages",
        "TIMEOUT": 24 * 60 * 60,
        "OPTIONS": {"MAX_ENTRIES": KEPT_PAGES},
    },
}
# Minutes between a publication and the making of the file with everything; 0: it is never made by itself.
BULK_MINUTES = env.number("COUNCIL_BULK_MINUTES", default=5)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Where work in the background is done: by "manage.py run_jobs", or at once by whoever asks for it.
_TASK_BACKENDS = {
    "database": "django_tasks_db.DatabaseBackend",
    "immediate": "django_tasks.backends.immediate.ImmediateBackend",
}
_tasks = env.text("COUNCIL_TASKS", default="immediate" if DEBUG else "database")
TASKS = {"default": {"BACKEND": env.one_of("COUNCIL_TASKS", _tasks, _TASK_BACKENDS)}}

AUTH_USER_MODEL = "council.User"
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "officer-desk"
LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "council.views.held.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("COUNCIL_STATIC", default=str(BASE_DIR / "var" / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
# No MEDIA_URL: uploaded and rendered files are never under a public path; a view checks each request.
FILES_ROOT = Path(env.text("COUNCIL_FILES", default=str(BASE_DIR / "var" / "files")))
MEDIA_ROOT = FILES_ROOT
# The hashed names need collectstatic first; tests and the development server use plain ones.
_is_collecting = "collectstatic" in sys.argv
_has_manifest = (STATIC_ROOT / "staticfiles.json").exists()
_plain_static = DEBUG or "pytest" in sys.modules or not (_is_collecting or _has_manifest)
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if _plain_static
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = _plain_static
WHITENOISE_ROOT = None
PDF_REQUIRED = env.flag("COUNCIL_PDF_REQUIRED", default=True)
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
LARGEST_UPLOAD = 20 * 1024 * 1024  # bytes of one file
FILE_UPLOAD_HANDLERS = [
    "council.upload_limit.StopAtTheLimit",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

HTTPS = env.flag("COUNCIL_HTTPS", default=not DEBUG)
SECURE_SSL_REDIRECT = HTTPS
SESSION_COOKIE_SECURE = HTTPS
CSRF_COOKIE_SECURE = HTTPS
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
if env.flag("COUNCIL_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
# No inline script or style anywhere, so no nonces are needed.
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; font-src 'self'; "
    "connect-src 'self'; "  # the response editor keeps what is being typed
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

# Without a mail server messages are written to the console of whoever sends them.
EMAIL_HOST = env.text("COUNCIL_MAIL_HOST", default="")
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
EMAIL_PORT = env.number("COUNCIL_MAIL_PORT", default=587)
EMAIL_HOST_USER = env.text("COUNCIL_MAIL_USER", default="")
EMAIL_HOST_PASSWORD = env.text("COUNCIL_MAIL_PASSWORD", default="")
EMAIL_USE_TLS = env.flag("COUNCIL_MAIL_TLS", default=True)
EMAIL_TIMEOUT = 30  # seconds: a server that says nothing must not hold up the queue
# The site's own address, for the links in messages that no request is at hand for.
SITE_ADDRESS = env.text("COUNCIL_ADDRESS", default="").rstrip("/")
DEFAULT_FROM_EMAIL = env.text("COUNCIL_MAIL_FROM", default="no-reply@localhost")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "council.jobs": {"handlers": ["console"], "level": "INFO"},
    },
}
