"""How far a batch is and how long it still takes, on stderr: a bar on a terminal, a line now and then in a log."""

import sys
import time
from types import TracebackType

from tqdm import tqdm

LINES = 10  # in a log: enough to see it move, few enough to read what else is there
SECONDS = 10.0


class Progress:
    """Counts up to `total`; a context manager."""

    def __init__(self, total: int, unit: str) -> None:
        self._total = total
        self._unit = unit
        self._done = 0
        self._begun = self._told = time.monotonic()
        self._bar = tqdm(total=total, unit=unit, file=sys.stderr) if sys.stderr.isatty() else None

    def __enter__(self) -> "Progress":
        """Itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Leaves the bar as it stands."""
        if self._bar is not None:
            self._bar.close()

    def step(self) -> None:
        """One more is done."""
        self._done += 1
        if self._bar is not None:
            self._bar.update()
        elif self._done * LINES // self._total > (self._done - 1) * LINES // self._total or time.monotonic() - self._told > SECONDS:
            self._told = time.monotonic()
            spent = self._told - self._begun
            left = spent / self._done * (self._total - self._done)
            self.tell(f"{self._done}/{self._total} {self._unit}，已用 {spent:.0f} 秒，还需约 {left:.0f} 秒")

    def tell(self, line: str) -> None:
        """A line of its own beside the bar."""
        tqdm.write(line, file=sys.stderr)
