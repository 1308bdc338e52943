"""``python -m portal.demo``: fill the portal with the demo's cases as they stand today."""

from portal.demo.refresh import prepare
from portal.municipality import load
from portal.settings import from_environment

if __name__ == "__main__":
    settings = from_environment()
    prepare(settings, load(settings.municipality))
