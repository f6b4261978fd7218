"""Saying: from evidence to statements with their citations, or to a refusal; and the last look at them."""
