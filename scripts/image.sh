#!/usr/bin/env bash
# Build the container image with whichever tool is here. IMAGE names it.
set -euo pipefail
cd "$(dirname "$0")/.."
image=${IMAGE:-sagsvej}
for tool in docker podman; do
  # The client alone builds nothing.
  if "$tool" info >/dev/null 2>&1; then exec "$tool" build --tag "$image" .; fi
done
command -v buildah >/dev/null && exec buildah bud --tag "$image" .
echo "Missing: docker, podman or buildah. On Debian or Ubuntu: sudo apt-get install buildah" >&2
exit 1
