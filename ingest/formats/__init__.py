"""One module per container format; each turns bytes into Source and words its own errors. Called by `ingest.read` only."""
