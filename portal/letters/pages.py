"""The templates of letters. They know nothing of the web: no request, no session, no address."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


def open_templates(folder: Path) -> Environment:
    """Return the templates of a folder; everything put into them is escaped."""
    return Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
    )
