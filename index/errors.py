"""The errors of finding; each is one line in Chinese that says what to do. The root is in `ingest/errors.py`."""

from ingest.errors import PolicyQAError


class IndexMissing(PolicyQAError):
    """A store that does not exist, is empty, or is damaged."""


class IndexMismatch(PolicyQAError):
    """A store that was made with another embedding model or another format than the one asked for."""


class ModelUnavailable(PolicyQAError):
    """An embedding model that cannot be loaded: no such folder or name, damaged files, or the hub not reachable."""
