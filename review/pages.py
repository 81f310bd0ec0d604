"""Pages made from templates: everything that is put in is text, never markup."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import quote, urlencode

import jinja2
from fastapi import Request
from starlette.responses import HTMLResponse

from archive.columns import KINDS, SEVERITIES, written
from archive.history import local_time
from extract.values import sureness

from . import labels
from .accounts import ROLES, Visitor
from .visitors import site_of

HERE = Path(__file__).parent
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
TEMPLATES, STATIC = HERE / "templates", HERE / "static"


def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_clean,
    )
    environment.globals.update(
        kinds=KINDS,
        severities=SEVERITIES,
        states=labels.STATES,
        page_types=labels.PAGE_TYPES,
        origins=labels.ORIGINS,
        actions=labels.ACTIONS,
        roles=ROLES,
        assets=_version(),
    )
    environment.filters.update(
        when=labels.when, exact_time=local_time, sure=sureness.shown, path=lambda text: quote(text, safe=""),
        query=urlencode, figure=labels.figure,
    )  # fmt: skip
    return environment


def _clean(value: object) -> object:
    """Take out what no page may hold, and what turns the direction of writing around.

    Markup, which is no plain `str`, is ours.
    """
    return written(_TURNING.sub("", value)) if type(value) is str else value


def _version() -> str:
    """Return a mark of the assets, for their addresses: browsers keep what they have."""
    stamps = [int(path.stat().st_mtime) for path in STATIC.iterdir()]
    return f"{max(stamps, default=0):x}"


ENVIRONMENT = _environment()


def load_templates() -> None:
    """Translate all templates, which else happens when each is first shown."""
    for name in ENVIRONMENT.list_templates():
        ENVIRONMENT.get_template(name)


def page(
    request: Request, template: str, visitor: Visitor | None, status: int = 200, **values: object
) -> HTMLResponse:
    """Fill a template in for somebody; `None` for nobody who is known."""
    context = {
        "visitor": visitor,
        "with_accounts": site_of(request).accounts is not None,
        "programme": site_of(request).programme,
        **values,
    }
    return HTMLResponse(ENVIRONMENT.get_template(template).render(context), status)
