"""Every setting, and every environment variable the service reads.

A variable without a safe default stops the start with its name.
"""

from datetime import timedelta
from pathlib import Path

import environ
from csp.constants import NONE, SELF

from marketplace.schedule import SCHEDULE

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parent.parent

# --- What the operator decides -----------------------------------------------------------------------------------
SECRET_KEY = env("SECRET_KEY")
FIELD_KEYS = env.list("FIELD_KEYS")  # Fernet keys for fields encrypted at rest, newest first
SITE_URL = env("SITE_URL").rstrip("/")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
DEMO = env.bool("DEMO", default=False)  # demonstration accounts, /mailbox/ and invented enterprises
SITE_PHONE = env("SITE_PHONE", default="0115 496 0142")
SITE_OPERATOR = env("SITE_OPERATOR", default="Just Right")
SITE_EMAIL = env("SITE_EMAIL", default="help@justright.example")
SITE_ADDRESS = env("SITE_ADDRESS", default="Just Right, 1 Example Street, Nottingham")
MAP_TILES_URL = env("MAP_TILES_URL", default="https://tile.openstreetmap.org/{z}/{x}/{y}.png")
MAP_TILES_ATTRIBUTION = env("MAP_TILES_ATTRIBUTION", default="© OpenStreetMap contributors")
MEDIA_ROOT = env.path("MEDIA_ROOT", default=str(BASE_DIR / "var" / "media"))
OIDC_PROVIDERS = env.json("OIDC_PROVIDERS", default=[])  # councils' single sign-on: allauth's APPS entries
HOME_PLACE = env("HOME_PLACE", default="Nottingham")  # whose neighbours the home page shows
OCDS_PREFIX = env("OCDS_PREFIX", default="ocds-demo01" if DEMO else "")  # of the Open Contracting Partnership
RESULTS_KEPT = env.int("RESULTS_KEPT", default=300)  # seconds that a stranger's page of results is kept; 0: never
LOG_LEVEL = env("LOG_LEVEL", default="INFO")
TRUSTED_PROXIES = env.int("TRUSTED_PROXIES", default=0)  # reverse proxies in front of the site
API_ANONYMOUS_PER_MINUTE = env.int("API_ANONYMOUS_PER_MINUTE", default=120)  # questions from one address
FADING_MARKED_DAYS = env.int("FADING_MARKED_DAYS", default=90)  # after so many days a listing says its age
FADING_LOWERED_DAYS = env.int("FADING_LOWERED_DAYS", default=180)  # asked about again, and lower in searches
FADING_HIDDEN_DAYS = env.int("FADING_HIDDEN_DAYS", default=270)  # hidden until somebody shows it again
FADING_WARNED_DAYS = env.int("FADING_WARNED_DAYS", default=14)  # its people are told so long before
API_KNOWN_PER_MINUTE = env.int("API_KNOWN_PER_MINUTE", default=600)  # of one key, or of one person signed in

# --- Django ------------------------------------------------------------------------------------------------------
DEBUG = False
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "pgtrigger",
    "pghistory",
    "marketplace.accounts",
    "marketplace.places",
    "marketplace.ui",
    "marketplace.workflow",
    "marketplace.notifications",
    "marketplace.post",
    "marketplace.organisations",
    "marketplace.requests",
    "providers",
    "budgets",
    "commissioning",
]
MIDDLEWARE = [
    "marketplace.workflow.middleware.heads",  # the first of all: nothing adds to an answer after it
    "marketplace.workflow.middleware.request_id",
    "django.middleware.security.SecurityMiddleware",
    "providers.unchanged.first",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "providers.reopened.first",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "marketplace.accounts.middleware.session_age",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "marketplace.accounts.middleware.actor",
    "marketplace.organisations.middleware.second_step",
    "marketplace.workflow.middleware.refusals",
    "marketplace.workflow.middleware.plain_addresses",
]
ROOT_URLCONF = "marketplace.urls"
WSGI_APPLICATION = "marketplace.wsgi.application"
ASGI_APPLICATION = "marketplace.asgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "environment": "marketplace.ui.jinja.environment",
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "marketplace.ui.context.site",
                "marketplace.organisations.context.work",
                "commissioning.context.money",
            ],
        },
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",  # the admin's own pages
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
SILENCED_SYSTEM_CHECKS = ["auth.W004"]  # e-mails are unique by a constraint on their lower case

# --- Data --------------------------------------------------------------------------------------------------------
DATABASES = {"default": env.db_url("DATABASE_URL")}
DATABASES["default"].update(
    ENGINE="django.db.backends.postgresql",
    CONN_MAX_AGE=60,
    CONN_HEALTH_CHECKS=True,
    DISABLE_SERVER_SIDE_CURSORS=True,
)
MIGRATION_DATABASE_URL = env("MIGRATION_DATABASE_URL", default=env("DATABASE_URL"))
REDIS_URL = env("REDIS_URL")
CACHES = {
    "default": {
        "BACKEND": "marketplace.accounts.cache.ForgivingCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {
            "CLIENT_CLASS": "django_redis.client.DefaultClient",
            "SOCKET_CONNECT_TIMEOUT": 1,
            "SOCKET_TIMEOUT": 1,
            "IGNORE_EXCEPTIONS": True,
        },
        "KEY_PREFIX": "jr",
    }
}
DJANGO_REDIS_LOG_IGNORED_EXCEPTIONS = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
PRIVATE_ROOT = env.path("PRIVATE_ROOT", default=str(BASE_DIR / "var" / "private"))  # papers; never served as files
CLAMD_URL = env("CLAMD_URL", default="")  # tcp://host:3310
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": str(PRIVATE_ROOT), "base_url": None, "file_permissions_mode": 0o600},
    },
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "var" / "static"
STATICFILES_FINDERS = [
    "marketplace.ui.staticfiles.BuiltFilesFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
STATICFILES_DIRS = [
    ("css", BASE_DIR / "static" / "css"),
    ("js", BASE_DIR / "static" / "js"),
    ("img", BASE_DIR / "static" / "img"),
    ("govuk", BASE_DIR / "static" / "node_modules" / "govuk-frontend" / "dist" / "govuk"),
    ("leaflet", BASE_DIR / "static" / "node_modules" / "leaflet" / "dist"),
    (
        "atkinson",
        BASE_DIR / "static" / "node_modules" / "@fontsource-variable" / "atkinson-hyperlegible-next" / "files",
    ),
]
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
PGHISTORY_DEFAULT_TRACKERS = None
PGHISTORY_APPEND_ONLY = True

# --- People ------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "marketplace.accounts.passwords.EasyPasswordValidator"},
]
ACCOUNT_ADAPTER = "marketplace.organisations.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_FORMS = {
    "add_email": "marketplace.accounts.forms.AddEmailForm",
    "change_email": "marketplace.accounts.forms.ChangeEmailForm",
    "change_password": "marketplace.accounts.forms.ChangePasswordForm",
    "confirm_email_verification_code": "marketplace.accounts.forms.ConfirmEmailForm",
    "login": "marketplace.accounts.forms.LoginForm",
    "reauthenticate": "marketplace.accounts.forms.ReauthenticateForm",
    "reset_password": "marketplace.accounts.forms.ResetPasswordForm",
    "reset_password_from_key": "marketplace.accounts.forms.ResetPasswordKeyForm",
    "set_password": "marketplace.accounts.forms.SetPasswordForm",
    "signup": "marketplace.accounts.forms.SignupForm",
}
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/300s/key"}  # the key is the e-mail and the place it comes from
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_REQUIRED = True
SOCIALACCOUNT_ADAPTER = "marketplace.organisations.adapters.SocialAdapter"
SOCIALACCOUNT_FORMS = {"signup": "marketplace.accounts.forms.SocialSignupForm"}
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": OIDC_PROVIDERS, "OAUTH_PKCE_ENABLED": True}}
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
ALLAUTH_TRUSTED_PROXY_COUNT = TRUSTED_PROXIES
MFA_ADAPTER = "marketplace.organisations.adapters.MFAAdapter"
MFA_FORMS = {
    "activate_totp": "marketplace.accounts.forms.ActivateTOTPForm",
    "authenticate": "marketplace.accounts.forms.SecondStepForm",
    "reauthenticate": "marketplace.accounts.forms.SecondStepAgainForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Just Right"
MFA_TOTP_TOLERANCE = 1
USERSESSIONS_TRACK_ACTIVITY = True

# --- Browser safety ----------------------------------------------------------------------------------------------
SECURE = SITE_URL.startswith("https://")
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "session"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"  # no third cookie
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "csrf"
CSRF_FAILURE_VIEW = "marketplace.views.csrf_failure"
SESSION_COOKIE_AGE = 14 * 24 * 3600  # idle limit for visitors; people who are signed in have shorter ones
SESSION_IDLE_LIMIT = timedelta(hours=12)
SESSION_IDLE_LIMIT_STAFF = timedelta(minutes=60)
SESSION_ABSOLUTE_LIMIT = timedelta(days=14)
SESSION_ABSOLUTE_LIMIT_STAFF = timedelta(hours=12)
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = SECURE
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^ready/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_TRUSTED_ORIGINS = [SITE_URL]
X_FRAME_OPTIONS = "DENY"
TILES_ORIGIN = "/".join(MAP_TILES_URL.replace("{s}", "*").split("/")[:3])
OIDC_ORIGINS = sorted({"/".join(app["settings"]["server_url"].split("/")[:3]) for app in OIDC_PROVIDERS})
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, *([TILES_ORIGIN] if MAP_TILES_URL else [])],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF, *OIDC_ORIGINS],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: [] for name in ("camera", "geolocation", "microphone", "payment", "usb", "interest-cohort", "fullscreen")
}

# --- The API -----------------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "marketplace.organisations.authentication.TokenAuthentication",
        "rest_framework.authentication.SessionAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.AllowAny"],
    "DEFAULT_THROTTLE_CLASSES": ["marketplace.organisations.throttling.PerMinute"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_PARSER_CLASSES": ["marketplace.workflow.parsing.Json"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "DEFAULT_METADATA_CLASS": None,
    "EXCEPTION_HANDLER": "marketplace.api.refuse",
    "URL_FORMAT_OVERRIDE": None,
    "COMPACT_JSON": True,
}
SPECTACULAR_SETTINGS = {
    "TITLE": "Just Right",
    "VERSION": "1",
    "OAS_VERSION": "3.1.0",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "SORT_OPERATIONS": False,
    "SORT_OPERATION_PARAMETERS": False,
    "COMPONENT_SPLIT_PATCH": True,
    "ENUM_GENERATE_CHOICE_DESCRIPTION": False,
    "POSTPROCESSING_HOOKS": ["marketplace.api.in_order", "marketplace.api.every_refusal"],
}

# --- Mail, jobs --------------------------------------------------------------------------------------------------
if DEMO and "EMAIL_URL" not in env.ENVIRON:
    EMAIL_BACKEND = "marketplace.notifications.mailbox.MailboxBackend"
else:
    vars().update(env.email_url("EMAIL_URL"))
EMAIL_TIMEOUT = 20
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env("EMAIL_FROM", default=f"{SITE_OPERATOR} <{SITE_EMAIL}>")
NOTIFY_API_KEY = env("NOTIFY_API_KEY", default="")  # GOV.UK Notify carries what it has a template for
NOTIFY_BASE_URL = env("NOTIFY_BASE_URL", default="https://api.notifications.service.gov.uk")
NOTIFY_TEMPLATE_EMAIL = env("NOTIFY_TEMPLATE_EMAIL", default="")
NOTIFY_TEMPLATE_TEXT = env("NOTIFY_TEMPLATE_TEXT", default="")
NOTIFY_TEMPLATE_LETTER = env("NOTIFY_TEMPLATE_LETTER", default="")
NOTIFY_CALLBACK_TOKEN = env("NOTIFY_CALLBACK_TOKEN", default="")  # with which Notify says what arrived
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = {
    "visibility_timeout": 300,
    "socket_connect_timeout": 2,
    "socket_timeout": 5,
    "max_retries": 1,
}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_TIME_LIMIT = 120
CELERY_BEAT_SCHEDULE_FILENAME = str(BASE_DIR / "var" / "beat-schedule")
CELERY_BEAT_SCHEDULE = SCHEDULE

# --- Language and time -------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
LANGUAGES = [("en-gb", "English")]
LOCALE_PATHS = [BASE_DIR / "templates" / "locale"]
USE_I18N = len(LANGUAGES) > 1  # with one language every sentence is its own translation
USE_TZ = True
TIME_ZONE = "Europe/London"

# --- Logs: one JSON object a line, with the request's id, never a query string -------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"request": {"()": "marketplace.workflow.logs.RequestFilter"}},
    "formatters": {
        "json": {
            "()": "marketplace.workflow.logs.Lines",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s %(request_id)s",
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "filters": ["request"], "formatter": "json"}},
    "root": {"handlers": ["out"], "level": LOG_LEVEL},
    "loggers": {
        "django.request": {"level": "ERROR"},  # 4xx lines carry addresses; ours are in marketplace.workflow
        "django.security": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # strangers' noise, answered with 400
        "django_redis": {"level": "CRITICAL"},
        "notifications_python_client": {"level": "CRITICAL"},  # its warnings repeat what Notify said of an address
    },
}
