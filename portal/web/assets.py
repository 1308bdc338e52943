"""Moved to portal/pages/assets.py; import it from there."""

from portal.pages.assets import *  # noqa: F403
