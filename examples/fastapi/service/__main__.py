from __future__ import annotations

import os
import sys
from pathlib import Path

import uvicorn

from .app import create_app
from .settings import SettingsError, read_settings

try:
    settings = read_settings(os.environ, Path.cwd())
except SettingsError as mistake:
    sys.exit(str(mistake))
# On this machine only: the service has no sign-in.
uvicorn.run(create_app(settings), host="127.0.0.1", port=settings.port)
