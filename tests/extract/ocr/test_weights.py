from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.errors import ModelError
from extract.ocr import weights
from extract.ocr.weights import find_weights

PACKAGE = "weights_of_a_test"


@pytest.fixture(autouse=True)
def _fresh_hashes() -> Iterator[None]:
    weights._sha256.cache_clear()
    yield
    weights._sha256.cache_clear()


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a package of two models and a manifest that describes it."""
    root = tmp_path / PACKAGE
    (root / "models").mkdir(parents=True)
    (root / "__init__.py").write_text("raise AssertionError('imported')")
    models = {}
    for name in ("detection", "recognition"):
        content = f"weights for {name}".encode()
        (root / "models" / f"{name}.onnx").write_bytes(content)
        models[name] = {"file": f"{name}.onnx", "sha256": hashlib.sha256(content).hexdigest()}
    manifest = tmp_path / "ocr.json"
    manifest.write_text(json.dumps({"package": PACKAGE, "folder": "models", "models": models}))
    monkeypatch.setattr(weights, "MANIFEST", manifest)
    monkeypatch.syspath_prepend(str(tmp_path))
    return root / "models"


def test_the_weights_of_the_manifest_are_found_without_importing(package: Path) -> None:
    found = find_weights()
    assert found.detection == package / "detection.onnx"
    assert found.recognition == package / "recognition.onnx"


def test_altered_weights_are_refused(package: Path) -> None:
    (package / "recognition.onnx").write_bytes(b"something else")
    with pytest.raises(ModelError, match="与清单不符"):
        find_weights()


def test_missing_weights_are_refused(package: Path) -> None:
    (package / "detection.onnx").unlink()
    with pytest.raises(ModelError, match="找不到"):
        find_weights()


@pytest.mark.usefixtures("package")
def test_a_missing_package_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(ModelError, match="make setup"):
        find_weights()


def test_other_weights_may_be_given(package: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    for name in ("detection", "recognition"):
        (own / f"{name}.onnx").write_bytes(b"trained elsewhere")
    assert find_weights(own).detection == own / "detection.onnx"
    (own / "detection.onnx").unlink()
    with pytest.raises(ModelError, match="找不到"):
        find_weights(own)


def test_the_error_ends_the_command_with_its_own_code() -> None:
    assert ModelError.exit_code == 2
