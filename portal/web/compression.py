"""Moved to portal/pages/compression.py; import it from there."""

from portal.pages.compression import *  # noqa: F403
