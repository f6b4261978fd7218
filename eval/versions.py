"""What a run was made with: versions of the programs, hashes of the models and the prompts."""

import hashlib
import platform
from collections.abc import Iterable
from importlib import metadata, resources
from importlib.resources.abc import Traversable

PROGRAMS = (
    "policyqa",
    "faiss-cpu",
    "numpy",
    "jieba",
    "sentence-transformers",
    "torch",
    "langchain-core",
    "langchain-openai",
    "ir-measures",
)
WEIGHTS = (("embedder", "index"), ("reader", "assistant.reading"))


def versions() -> dict[str, str]:
    """Installed versions by name, with python and the platform, and hashes of the models that ship; what is not installed is absent."""
    found = {"python": platform.python_version(), "platform": platform.platform()}
    for name in PROGRAMS:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found | {f"weights of the {name}": _hash_folder(resources.files(package) / "weights") for name, package in WEIGHTS}


def prompts_hash() -> str:
    """One hash over the names and contents of all prompt files."""
    return _hash_folder(resources.files("prompts"))


def _hash_folder(folder: Traversable) -> str:
    digest = hashlib.sha256()
    for item in sorted(_files(folder), key=lambda f: f.name):
        digest.update(item.name.encode() + b"\0" + item.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


def hash_of(names: Iterable[str]) -> str:
    """One hash over names in their order."""
    return hashlib.sha256("\0".join(names).encode()).hexdigest()[:16]


def _files(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for item in folder.iterdir():
        if item.is_dir():
            found += _files(item)
        elif not item.name.endswith((".py", ".pyc")):
            found.append(item)
    return found
