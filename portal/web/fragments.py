"""Moved to portal/pages/fragments.py; import it from there."""

from portal.pages.fragments import *  # noqa: F403
