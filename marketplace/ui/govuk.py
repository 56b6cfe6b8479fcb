"""GOV.UK Frontend's macros as plain functions."""

from collections.abc import Callable
from functools import cache, lru_cache

from jinja2 import ChainableUndefined, Environment, PackageLoader, PrefixLoader
from markupsafe import Markup

GOVUK = {
    "govukBackLink": "back-link",
    "govukButton": "button",
    "govukCharacterCount": "character-count",
    "govukCheckboxes": "checkboxes",
    "govukDateInput": "date-input",
    "govukDetails": "details",
    "govukErrorMessage": "error-message",
    "govukErrorSummary": "error-summary",
    "govukExitThisPage": "exit-this-page",
    "govukFieldset": "fieldset",
    "govukFileUpload": "file-upload",
    "govukInput": "input",
    "govukInsetText": "inset-text",
    "govukNotificationBanner": "notification-banner",
    "govukPagination": "pagination",
    "govukPasswordInput": "password-input",
    "govukRadios": "radios",
    "govukSelect": "select",
    "govukSummaryList": "summary-list",
    "govukTable": "table",
    "govukTag": "tag",
    "govukTextarea": "textarea",
    "govukWarningText": "warning-text",
}


@lru_cache(1)
def _govuk() -> Environment:
    """GOV.UK's macros read options that were never given, so they get a forgiving environment of their own."""
    loader = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    return Environment(
        loader=loader, autoescape=True, undefined=ChainableUndefined, trim_blocks=True, lstrip_blocks=True
    )


@cache
def govuk(name: str) -> Callable[[dict], Markup]:
    """One macro of GOV.UK Frontend as a function of its options."""
    module = _govuk().get_template(f"govuk_frontend_jinja/components/{GOVUK[name]}/macro.html").module
    macro = getattr(module, name)
    return lambda options: Markup(macro(options).strip())
