"""A YAML file as nodes, so that every scalar keeps its words; what cannot be read is refused in one line."""

from __future__ import annotations

import yaml

from openness import _yaml
from openness.errors import InvalidRecordError


def root_of(text: str, *, name: str) -> yaml.Node | None:
    """The root of a YAML text; InvalidRecordError with the place if it is no YAML."""
    try:
        return _yaml.compose(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f"{name}:{mark.line + 1}:{mark.column + 1}" if mark else name
        raise InvalidRecordError(f"{where}: {error.problem or 'no YAML'}") from None
    except yaml.YAMLError as error:  # a control character, which YAML does not allow
        raise InvalidRecordError(f"{name}: no YAML: {str(error).splitlines()[0]}") from None
