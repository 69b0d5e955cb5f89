"""Exit codes, the same for every command."""

from __future__ import annotations

OK = 0
"""Clean: nothing at or above `--fail-on`."""
FINDINGS = 1
"""Findings at or above `--fail-on`."""
ERROR = 2
"""Usage, configuration or I/O error."""
INTERRUPTED = 130
"""Stopped by the user."""
