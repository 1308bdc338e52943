"""Moved to portal/pages/shapes.py; import it from there."""

from portal.pages.shapes import *  # noqa: F403
