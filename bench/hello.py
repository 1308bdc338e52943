"""The smallest Flask application: what the case page is measured against."""

from flask import Flask


def create_app() -> Flask:
    """Return an application with one view."""
    app = Flask(__name__)

    @app.get("/")
    def hello() -> str:
        return "Hello, World!"

    return app
