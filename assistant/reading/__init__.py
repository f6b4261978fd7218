"""Reading: candidate sentences and passages, ranked and read for the span that answers."""
