"""Waiting no longer than agreed for something that comes bit by bit."""

import contextvars
import queue
import threading
import time
from collections.abc import Callable, Iterator
from typing import TypeVar

T = TypeVar("T")


def within(seconds: float, start: Callable[[], Iterator[T]]) -> Iterator[T]:
    """What the iterator gives, as it comes; raises TimeoutError when it has not ended after so many seconds.

    It is read in a thread of its own: a server that sends only keep-alive comments resets every time limit on its connection and
    would hold the reader for ever. A reader that is given up ends at the next item or when its connection times out.
    """
    items: queue.SimpleQueue[tuple[T | None, BaseException | None, bool]] = queue.SimpleQueue()
    stop = threading.Event()

    def read() -> None:
        error: BaseException | None = None
        try:
            for item in start():
                items.put((item, None, False))
                if stop.is_set():
                    return
        except BaseException as exc:  # noqa: BLE001  # handed over: the waiting side raises it
            error = exc
        items.put((None, error, True))

    threading.Thread(target=contextvars.copy_context().run, args=(read,), daemon=True).start()
    deadline = time.monotonic() + seconds
    try:
        while True:
            item, error, ended = _next(items, deadline)
            if error is not None:
                raise error
            if ended:
                return
            yield item  # type: ignore[misc]  # None only where the reading has ended
    finally:
        stop.set()


def _next(items: "queue.SimpleQueue[T]", deadline: float) -> T:
    try:
        return items.get(timeout=max(deadline - time.monotonic(), 0.001))
    except queue.Empty:
        raise TimeoutError from None
