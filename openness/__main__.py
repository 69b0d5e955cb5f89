"""`python -m openness`."""

import sys

from openness.cli import main

sys.exit(main())
