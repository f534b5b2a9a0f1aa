#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys

from django.core.management import execute_from_command_line

from chibo.env import SettingError


def main() -> None:
    """Run the command named on the command line; a wrong setting ends it with one sentence."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "chibo.settings")
    try:
        execute_from_command_line(sys.argv)
    except SettingError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
