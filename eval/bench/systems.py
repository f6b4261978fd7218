"""The systems by name. Each is imported only in its own process, so that none pays for another's packages."""

from importlib import import_module, metadata
from typing import cast

from eval.bench.model import OURS, BadBench, System

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
    """The installed versions; raises BadBench naming what is missing."""
    found = {}
    for name in packages:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError as exc:
            raise BadBench(f"未安装 {name}（pip install --group bench）") from exc
    return found
