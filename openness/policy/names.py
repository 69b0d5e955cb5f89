"""Whether the name of the model at hand begins as a licence prescribes for models made from others."""

from __future__ import annotations

from openness.licenses import get
from openness.licenses.notices import Carried
from openness.release import ModelRelease
from openness.rules.lineage.derivatives import begins
from openness.rules.lineage.upstream import publishes


def of_its_name(item: Carried, release: ModelRelease) -> Carried:
    """A duty to name, with whether this model's own name fulfils it; any other duty as it is."""
    if item.kind != "name" or item.verbatim is None or publishes(release, get(item.license)):
        return item
    names = _names(release)
    if not names:
        return item.model_copy(update={"remark": "whether this model fulfils it is not known, as its name is not"})
    kept = [begins(name, item.verbatim) for name in names]
    told = ", ".join(f"`{name}` {'does' if good else 'does not'}" for name, good in zip(names, kept, strict=True))
    fulfilled = kept[0] if len(set(kept)) == 1 else None
    return item.model_copy(update={"fulfilled": fulfilled, "remark": f"this model's name: {told}"})


def _names(release: ModelRelease) -> tuple[str, ...]:
    """The repository's name, else the model's."""
    about = release.subject
    repository = (about.id or "").rsplit("/", 1)[-1]
    return tuple(dict.fromkeys(name for name in (repository, about.name or "") if name.strip()))
