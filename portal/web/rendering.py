"""Moved to portal/pages/rendering.py; import it from there."""

from portal.pages.rendering import *  # noqa: F403
