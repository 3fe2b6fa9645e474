# The bot as one small image: dependencies by hash, wheels only, nothing that compiles.
FROM python:3.11-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src

# The environment itself has no pip; the one outside installs into it.
RUN python -m venv --without-pip /opt/kopilka
COPY requirements/run.txt requirements/
RUN pip --python /opt/kopilka/bin/python install \
    --require-hashes --only-binary :all: --requirement requirements/run.txt

COPY . .
RUN pip --python /opt/kopilka/bin/python install --no-deps --no-build-isolation . \
 && pip --python /opt/kopilka/bin/python uninstall --yes hatchling editables

FROM python:3.11-slim

LABEL org.opencontainers.image.title="Kopilka" \
      org.opencontainers.image.description="A loyalty card that lives in Telegram" \
      org.opencontainers.image.licenses="MIT"

RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin kopilka \
 && install --directory --owner=kopilka --group=kopilka --mode=0700 /data
COPY --from=build /opt/kopilka /opt/kopilka

ENV PATH=/opt/kopilka/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    KOPILKA_DATA_DIR=/data \
    KOPILKA_HEALTH_PORT=8081

USER kopilka
WORKDIR /data
VOLUME /data

HEALTHCHECK --interval=30s --timeout=10s --start-period=2m --retries=3 CMD ["kopilka", "health"]
ENTRYPOINT ["kopilka"]
CMD ["run"]
