"""The templates' surroundings: strict names, GOV.UK's macros, our filters and icons."""

import re
from functools import cache

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, ngettext
from jinja2 import Environment, StrictUndefined, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from marketplace.ui.checkboxes import small_checkboxes
from marketplace.ui.filters import FILTERS
from marketplace.ui.forms import govuk_field, summary_errors
from marketplace.ui.govuk import GOVUK, govuk
from marketplace.ui.stencils import drawn_card, drawn_exit, drawn_pin


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
    return reverse(name, args=args, kwargs=kwargs) if args or kwargs else _plain(name, settings.ROOT_URLCONF)


@cache
def _plain(name: str, urlconf: str) -> str:
    return reverse(name, urlconf)


@pass_eval_context
def said(place: EvalContext, text: str, /, **words) -> str:
    """A sentence in the reader's language with these words in it; one without any is only looked up."""
    found = Markup(gettext(text)) if place.autoescape else gettext(text)
    return found % words if words or "%" in found else found


@pass_eval_context
def counted(place: EvalContext, one: str, many: str, num: int, /, **words) -> str:
    """The same of so many."""
    found = ngettext(one, many, num)
    return (Markup(found) if place.autoescape else found) % {"num": num, **words}


def environment(**options) -> Environment:
    """The one environment of our templates: a name that does not exist is an error."""
    env = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})
    env.add_extension("jinja2.ext.i18n")
    env.policies["ext.i18n.trimmed"] = True
    env.install_gettext_callables(said, counted, newstyle=True)  # type: ignore[attr-defined]
    env.globals.update(_=said, gettext=said, ngettext=counted)
    env.filters.update(FILTERS)
    env.globals.update({name: govuk(name) for name in GOVUK})
    env.globals.update(
        static=cache(static),
        url=url,
        icon=icon,
        today=timezone.localdate,
        now=timezone.localtime,
        govuk_field=govuk_field,
        small_checkboxes=small_checkboxes,
        summary_errors=summary_errors,
        drawn_card=drawn_card,
        drawn_exit=drawn_exit,
        drawn_pin=drawn_pin,
    )
    return env
