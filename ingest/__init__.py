"""Reading: file → Document → pieces → chunks."""
