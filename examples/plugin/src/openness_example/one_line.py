"""One export: a module with SUFFIX and render."""

from openness.release import ModelRelease

SUFFIX = ".txt"


def render(release: ModelRelease) -> str:
    """Name, licence and access in one line."""
    name = release.subject.id or release.subject.name or "unnamed"
    return f"{name}: {release.license.concluded or 'no licence concluded'}, weights {release.weights.access}\n"
