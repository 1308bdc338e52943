# The portal as make run starts it, without the demo's switch: production server, one user of its
# own, nothing that is only for building or testing. docs/operations.md tells how to run it.

FROM debian:bookworm-slim AS build
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 python3-venv \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/sagsvej
COPY requirements.txt ./
RUN python3 -m venv .venv \
 && .venv/bin/pip install --no-cache-dir --disable-pip-version-check --no-compile \
      --require-hashes --only-binary :all: -r requirements.txt
COPY municipality.toml ./
COPY docs/openapi.json docs/
COPY templates templates
COPY static static
COPY translations translations
COPY portal portal
RUN .venv/bin/pybabel --quiet compile --directory translations \
 && .venv/bin/python -m compileall -q portal .venv/lib \
 && .venv/bin/pip uninstall --yes --quiet pip

FROM debian:bookworm-slim
# hadolint ignore=DL3008
RUN apt-get update \
 && apt-get install -y --no-install-recommends python3 \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-dejavu-core hunspell-da \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --uid 10001 --user-group --no-create-home --home-dir /var/lib/sagsvej sagsvej \
 && install --directory --owner sagsvej --group sagsvej --mode 0700 /var/lib/sagsvej
COPY --from=build /opt/sagsvej /opt/sagsvej
WORKDIR /opt/sagsvej
ENV PATH=/opt/sagsvej/.venv/bin:/usr/bin:/bin \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    SAGSVEJ_HOST=0.0.0.0 \
    SAGSVEJ_VAR=/var/lib/sagsvej
USER 10001:10001
VOLUME /var/lib/sagsvej
EXPOSE 8000 8002
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "-c", \
  "import os, urllib.request as r; r.urlopen('http://127.0.0.1:%s/healthz' % os.environ.get('PORT', '8000'), timeout=4)"]
CMD ["python", "-m", "portal.run"]
