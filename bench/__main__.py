"""``make bench``: sets up made-up rows in a temporary folder, measures, prints one row per measured thing."""

import os
import sys
import tempfile
from pathlib import Path

BENCH_FOLDER = tempfile.TemporaryDirectory(prefix="chibo-bench-")
os.environ["CHIBO_DATA"] = BENCH_FOLDER.name
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")


def main() -> int:
    """Measure everything and print the table."""
    import django  # noqa: PLC0415 – the data folder is chosen above, before any setting is read

    django.setup()
    from django.conf import settings  # noqa: PLC0415 – after setup
    from django.core.management import call_command  # noqa: PLC0415 – after setup

    settings.ROOT_URLCONF = "bench.urls"
    settings.ALLOWED_HOSTS = ["testserver"]
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    from bench.runs import all_rows, query_table  # noqa: PLC0415 – after setup

    print(f"{'measured':58} {'ours':>10} {'floor':>10} {'ratio':>7}  aim     runs")
    for row in all_rows(Path(BENCH_FOLDER.name)):
        times = f"{row.ours * 1000:8.1f}ms {row.floor * 1000:8.1f}ms {row.ratio:6.2f}×"
        print(f"{row.name:58} {times}  {row.aim:7} {row.runs}", flush=True)
    print("\nSQL statements of a page, with little and with three times as much on it")
    for name, few, many in query_table():
        print(f"{name:58} {few:4d} {many:4d}  {'does not grow' if few == many else 'GROWS'}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
