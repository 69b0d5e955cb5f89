"""
A model registry that accepts and serves `openness` records by the published schema.

    pip install openness "fastapi[standard]"
    fastapi dev registry.py        # then see http://127.0.0.1:8000/docs

What it shows: a record is validated on the way in and every wrong place is named; a record of a newer minor version is
kept word for word; a newer major version is refused; the OpenAPI page shows the published schema, not a likeness of it.
"""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import Body, FastAPI, HTTPException, Query
from fastapi.responses import JSONResponse

import openness
from openness.errors import InvalidRecordError, UnknownNameError
from openness.release.reading import read_record, version_note

RECORD = {"$ref": "#/components/schemas/ModelRelease"}


def create_app() -> FastAPI:
    """The registry; its records live in memory."""
    app = FastAPI(title="Model registry", version="1.0", summary="Records of model releases, by the openness schema.")
    shelf: dict[str, openness.ModelRelease] = {}

    @app.put(
        "/models/{owner}/{name}",
        status_code=201,
        openapi_extra={"requestBody": {"required": True, "content": {"application/json": {"schema": RECORD}}}},
        responses={422: {"description": "Not a record; every place that is wrong is named."}},
    )
    def put(owner: str, name: str, record: Annotated[Any, Body()]) -> JSONResponse:
        """Store a record."""
        if not isinstance(record, dict):
            raise HTTPException(422, {"places": ["record: not a mapping"]})
        try:
            release = read_record(record, name=f"{owner}/{name}")
        except InvalidRecordError as error:
            raise HTTPException(422, {"message": str(error), "places": error.places}) from None
        shelf[f"{owner}/{name}"] = release
        note = version_note(release.schema_version, name=f"{owner}/{name}")
        return JSONResponse({"stored": f"{owner}/{name}", "note": note}, status_code=201)

    @app.get("/models/{owner}/{name}", responses={200: {"content": {"application/json": {"schema": RECORD}}}})
    def get(owner: str, name: str) -> JSONResponse:
        """A record, with every key that it came with; what nobody stated is left out."""
        release = _found(shelf, owner, name)
        return JSONResponse(release.model_dump(mode="json", exclude_unset=True))

    @app.get("/models/{owner}/{name}/verdicts")
    def verdicts(owner: str, name: str) -> dict[str, str | None]:
        """What each public standard of openness says of it."""
        found = openness.assess(_found(shelf, owner, name))
        assert isinstance(found, tuple)
        return {one.framework: one.verdict for one in found}

    @app.get("/models")
    def search(access: Annotated[str | None, Query(description="`weights.access` of the record")] = None) -> list[str]:
        """Names of the models, all or by access to their weights."""
        return sorted(name for name, release in shelf.items() if access in (None, release.weights.access))

    @app.get("/schema/{name}")
    def schema(name: str, *, reader: bool = False) -> dict[str, Any]:
        """The published schema that this registry keeps to."""
        try:
            return openness.json_schema(name, reader=reader)
        except UnknownNameError as error:
            raise HTTPException(404, str(error)) from None

    _show_the_schema(app)
    return app


def _found(shelf: dict[str, openness.ModelRelease], owner: str, name: str) -> openness.ModelRelease:
    if f"{owner}/{name}" not in shelf:
        raise HTTPException(404, f"{owner}/{name} is not here")
    return shelf[f"{owner}/{name}"]


def _show_the_schema(app: FastAPI) -> None:
    """OpenAPI 3.1 speaks draft 2020-12, so the published schema goes in as it is; only its references move."""
    generate = app.openapi

    def openapi() -> dict[str, Any]:
        document = generate()
        text = json.dumps(openness.json_schema("model-release", reader=True)).replace(
            "#/$defs/", "#/components/schemas/"
        )
        published = json.loads(text)
        definitions = published.pop("$defs")
        shown = {key: value for key, value in published.items() if key not in ("$schema", "$id")}
        shown["externalDocs"] = {"url": published["$id"]}
        document.setdefault("components", {}).setdefault("schemas", {}).update(definitions, ModelRelease=shown)
        return document

    app.openapi = openapi  # type: ignore[method-assign] # FastAPI's own way to extend its document


app = create_app()
