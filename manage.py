#!/usr/bin/env python
"""Runs the site's commands; `python manage.py help` lists them."""

import os
import sys

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "council.settings")
    try:
        from django.core.management import execute_from_command_line

        execute_from_command_line(sys.argv)
    except ModuleNotFoundError as missing:
        if missing.name != "django":
            raise
        sys.exit('This Python has no Django. After "make run", use .venv/bin/python manage.py')
    except KeyboardInterrupt:
        sys.exit(130)  # Ctrl-C while a command starts is no fault to be told of
