"""Which files of a repository the rules speak of, by their names."""

from __future__ import annotations

_LICENSE_FILES = frozenset({"license", "licence", "copying", "license-model", "model-license", "unlicense"})
"""Names of files, without their suffix, that hold the licence of what lies beside them."""


def is_license_file(path: str) -> bool:
    """Whether a file at the top of a repository is its licence by name."""
    name = path.casefold()
    return "/" not in name and name.split(".")[0].replace("_", "-") in _LICENSE_FILES
