"""The templates' surroundings: strict names, GOV.UK's macros, our filters and icons."""

import re
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import get_urlconf, reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from marketplace.ui.checkboxes import small_checkboxes
from marketplace.ui.filters import FILTERS
from marketplace.ui.forms import govuk_field, summary_errors
from marketplace.ui.govuk import GOVUK, govuk


@cache
def _drawing(name: str) -> str:
    drawn = (settings.BASE_DIR / "static" / "img" / "icons" / f"{name}.svg").read_text()
    inside = drawn[drawn.index(">", drawn.index("<svg")) + 1 : drawn.index("</svg>")]
    return re.sub(r"\s+", " ", inside).strip()


@cache
def icon(name: str, classes: str = "") -> Markup:
    """An icon drawn in the page; the words beside it say what it means."""
    names = f"jr-icon {classes}".strip()
    return Markup('<svg class="{}" viewBox="0 0 24 24" aria-hidden="true" focusable="false">{}</svg>').format(
        names, Markup(_drawing(name))
    )


def url(name: str, *args, **kwargs) -> str:
    """The address of a page by its name."""
    return reverse(name, args=args, kwargs=kwargs) if args or kwargs else _plain(name, get_urlconf())


@cache
def _plain(name: str, urlconf: str | None) -> str:
    return reverse(name, urlconf)


def environment(**options) -> Environment:
    """The one environment of our templates: a name that does not exist is an error."""
    env = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    env.filters.update(FILTERS)
    env.globals.update({name: govuk(name) for name in GOVUK})
    env.globals.update(
        static=static,
        url=url,
        icon=icon,
        today=timezone.localdate,
        now=timezone.localtime,
        govuk_field=govuk_field,
        small_checkboxes=small_checkboxes,
        summary_errors=summary_errors,
    )
    return env
