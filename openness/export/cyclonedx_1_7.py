"""CycloneDX 1.7: as 1.6, but a concluded expression stands as an expression beside the declared licences."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime

from openness.export.cyclonedx import SUFFIX, document
from openness.release import ModelRelease


def render(release: ModelRelease, *, texts: Mapping[str, str] | None = None, moment: datetime | None = None) -> str:
    """The document, which tells its `moment` if it has one; `texts` are licence texts by our licence id, if they are at hand."""
    return (
        json.dumps(document(release, spec="1.7", texts=texts or {}, moment=moment), indent=2, ensure_ascii=False) + "\n"
    )


__all__ = ["SUFFIX", "render"]
