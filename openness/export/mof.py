"""
A model file of the Model Openness Tool: what is released, each with its licence.

The tool knows no `unknown`, no evidence and no lineage: the whole record is kept under the key `openness`, which the
tool does not look at. docs/exports/mof.md says what goes where.
"""

from __future__ import annotations

from openness.formats.extension import keep
from openness.formats.mof import MofField, read_mof, write_mof
from openness.frameworks.mof_mot import file_of
from openness.release import ModelRelease

SUFFIX = ".yml"
_FRAMEWORK = (("name", "Model Openness Framework"), ("version", "1.0"), ("date", "2024-12-15"))


def render(release: ModelRelease) -> str:
    """The YAML."""
    framework = tuple(MofField(key=key, text=text, plain=False) for key, text in _FRAMEWORK)
    file = file_of(release).model_copy(update={"framework": framework})
    return write_mof(file, kept=keep(read_mof(write_mof(file)), release))  # as a reader will find it
