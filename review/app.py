"""The web application: its routes and what stands before them."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from . import (
    account_page,
    batches,
    comparing,
    describing,
    downloads,
    failures,
    handing_in,
    interface,
    login,
    lookup,
    people,
    pictures,
    reviewing,
)
from .headers import Gate
from .pages import STATIC, load_templates
from .site import Site

PARTS = (
    login,
    reviewing,
    comparing,
    batches,
    pictures,
    lookup,
    interface,
    handing_in,
    downloads,
    people,
    account_page,
    describing,
)


def make_app(site: Site) -> FastAPI:
    """Return the application over a site; what the site holds ends with it."""

    @asynccontextmanager
    async def life(app: FastAPI) -> AsyncIterator[None]:
        with site.reading() as archive:
            site.board.works(archive)  # so that nobody waits for it
        load_templates()
        yield
        site.close()

    app = FastAPI(
        title="申核", version="1", lifespan=life, docs_url=None, redoc_url=None, openapi_url=None
    )
    app.state.site = site
    app.state.tries = login.Tries()
    app.add_middleware(Gate, hosts=site.hosts)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for part in PARTS:
        app.include_router(part.router)
    failures.install(app)
    return app
