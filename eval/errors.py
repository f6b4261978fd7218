"""What an evaluator must act on: a dataset, a run folder or a gate. The message is one Chinese line that names file, line and field."""

from pathlib import Path

from ingest.errors import PolicyQAError


class BadDataset(PolicyQAError):
    """A dataset that cannot be used as it is."""

    @classmethod
    def at(cls, path: Path, line: int, field: str | None, problem: str) -> "BadDataset":
        """`dev.jsonl 第3行 字段 must：应为……`"""
        where = f"{path} 第{line}行" + (f" 字段 {field}" if field else "")
        return cls(f"{where}：{problem}")


class BadRun(PolicyQAError):
    """A run folder that is missing, damaged, unfinished, of another version, or of another dataset, store or setting."""


class BelowGate(PolicyQAError):
    """Figures of a run that fall short of what was asked."""
