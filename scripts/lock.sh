#!/usr/bin/env bash
# Write requirements.txt and requirements-dev.txt from pyproject.toml: hashes, no index addresses.
# With --upgrade the newest versions; without it only what pyproject.toml makes necessary.
set -euo pipefail
cd "$(dirname "$0")/.."
lock() {
  .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
    --no-emit-index-url --no-annotate --no-header pyproject.toml "$@"
}
lock --output-file requirements.txt "$@"
# The portal is tested with exactly the packages it runs with.
lock --extra dev --constraint requirements.txt --output-file requirements-dev.txt "$@"
