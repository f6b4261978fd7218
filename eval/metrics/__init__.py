"""The measures: pure functions over a case's gold and an answer, one module a subject."""
