# One image for the web, the worker and beat; docker-compose.yml says which command each of them runs.
FROM python:3.11-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    CHIBO_BOOTSTRAP=0 \
    CHIBO_DATA=/data \
    CHIBO_STATIC_ROOT=/app/collected

# What WeasyPrint loads at run time.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /app
COPY requirements/core.txt requirements/core.txt
RUN pip install --require-hashes -r requirements/core.txt

COPY . .
RUN CHIBO_MODE=embedded python manage.py collectstatic --no-input -v 0 \
    && python -m compileall -q chibo members topics meetings resolutions compliance \
    && useradd --system --uid 1000 --no-create-home chibo \
    && install -d -o chibo -g chibo -m 0700 /data

USER chibo
VOLUME /data
EXPOSE 8000
CMD ["gunicorn", "chibo.wsgi", "--bind", "0.0.0.0:8000", "--workers", "2", "--timeout", "60", "--no-control-socket"]
