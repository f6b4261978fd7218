"""The root of all errors that a user can cause, and those of reading files. Imported by every layer above."""


class PolicyQAError(Exception):
    """Something the user must act on: the message is one line in Chinese, names the file or value, and says what to do."""


class UnreadableDocument(PolicyQAError):
    """A file that cannot be read as what its name says: empty, damaged, encrypted, too large, not text."""


class UnsupportedFormat(PolicyQAError):
    """A file whose kind is not read."""


class BadUsage(PolicyQAError):
    """A question, date or option that cannot be used (exit code 2 on the command line)."""
