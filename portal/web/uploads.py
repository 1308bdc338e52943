"""Moved to portal/pages/uploads.py; import it from there."""

from portal.pages.uploads import *  # noqa: F403
