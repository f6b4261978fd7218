"""The systems by name. Each is imported only in its own process, so that none pays for another's packages."""

from importlib import import_module, metadata
from typing import cast

from eval.bench.model import OURS, System

SYSTEMS = {
    OURS: "eval.bench.ours:Ours",
    "langchain": "eval.bench.langchain_path:LangChain",
    "llamaindex": "eval.bench.llamaindex_path:LlamaIndex",
}


def system(name: str) -> System:
    """The system of this name; its packages are imported when it first works."""
    module, _, cls = SYSTEMS[name].partition(":")
    return cast(System, getattr(import_module(module), cls)())


def versions(packages: tuple[str, ...]) -> dict[str, str]:
    """The installed versions; raises PackageNotFoundError naming the first that is missing."""
    return {name: metadata.version(name) for name in packages}
