from __future__ import annotations

import json
from pathlib import Path

import pytest

from service.settings import Settings, SettingsError, read_settings


def test_takes_the_environment(tmp_path: Path) -> None:
    settings = read_settings(
        {
            "RELAY_API_KEY": "relay_live_1",
            "RELAY_BASE_URL": "https://relay.example.com",
            "RELAY_ENDPOINT_SECRET": "whsec_old, whsec_new",
            "EVENTS_FILE": "/srv/events.sqlite3",
            "ALLOWED_HOSTS": "hooks.example.com",
            "PORT": "9000",
        },
        tmp_path,
    )
    assert settings == Settings(
        api_key="relay_live_1",
        base_url="https://relay.example.com",
        endpoint_secrets=("whsec_old", "whsec_new"),
        events_file="/srv/events.sqlite3",
        allowed_hosts=("hooks.example.com",),
        port=9000,
    )


def test_finds_the_relay_in_development_of_a_folder_above(tmp_path: Path) -> None:
    below = tmp_path / "examples" / "fastapi"
    for folder in (below, tmp_path / ".relay"):
        folder.mkdir(parents=True)
    credentials = {"apiKey": "relay_test_1", "baseUrl": "http://127.0.0.1:8788"}
    (tmp_path / ".relay" / "credentials.json").write_text(json.dumps(credentials))
    settings = read_settings({}, below)
    assert (settings.api_key, settings.base_url) == ("relay_test_1", "http://127.0.0.1:8788")
    assert read_settings({"RELAY_API_KEY": "relay_live_1"}, below).base_url == "http://127.0.0.1:8787"


def test_says_that_there_is_no_key(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="There is no API key"):
        read_settings({}, tmp_path)


def test_says_that_a_port_is_none(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="PORT must be a number"):
        read_settings({"RELAY_API_KEY": "relay_test_1", "PORT": "http"}, tmp_path)


def test_shows_no_secret() -> None:
    shown = repr(Settings(api_key="relay_test_1", base_url="", endpoint_secrets=("whsec_1",)))
    assert "relay_test_1" not in shown
    assert "whsec_1" not in shown
