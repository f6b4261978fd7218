"""The searchable side of a store, one folder a generation: written aside, synced, renamed, and only then named by SQLite."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from index.errors import IndexMissing
from index.lexical import LexicalIndex
from index.vectors import VectorIndex


@dataclass(frozen=True, slots=True)
class Generation:
    """Both indexes of one published state of the store."""

    lexical: LexicalIndex
    vectors: VectorIndex

    def save(self, folder: Path) -> None:
        """Writes the generation so that `folder` either does not exist or is complete, also after a crash."""
        aside = folder.with_name(folder.name + ".tmp")
        for leftover in (aside, folder):  # a crash before SQLite named them
            shutil.rmtree(leftover, ignore_errors=True)
        aside.mkdir()
        self.lexical.save(aside)
        self.vectors.save(aside)
        for file in aside.iterdir():
            with file.open("rb+") as handle:
                os.fsync(handle.fileno())
        os.replace(aside, folder)

    @classmethod
    def load(cls, folder: Path) -> "Generation":
        """The saved generation; raises IndexMissing naming the folder if a file is missing or damaged."""
        try:
            return cls(LexicalIndex.load(folder), VectorIndex.load(folder))
        except (OSError, ValueError, RuntimeError) as exc:
            raise IndexMissing(f"{folder}：索引文件缺失或损坏（{type(exc).__name__}），请删除资料库文件夹后重新导入") from exc


def folder_of(store: Path, generation: int) -> Path:
    """Where a generation lies in the store's folder."""
    return store / f"generation-{generation}"


def drop_old(store: Path, current: int) -> None:
    """Removes the folders of generations that nothing names any more; the one before stays for readers that still hold it."""
    for folder in store.glob("generation-*"):
        number = folder.name.removeprefix("generation-").removesuffix(".tmp")
        if number.isdigit() and (int(number) < current - 1 or folder.suffix == ".tmp"):
            shutil.rmtree(folder, ignore_errors=True)
