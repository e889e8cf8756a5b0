"""A drop folder to try things on."""

import pytest

import dropping


@pytest.fixture
def dropped(tmp_path):
    return dropping.made(tmp_path / "site")
