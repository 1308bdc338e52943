"""Where the pages of those who work here hang; each module of this folder adds its own."""

from flask import Blueprint

bp = Blueprint("staff", __name__, url_prefix="/medarbejder")
