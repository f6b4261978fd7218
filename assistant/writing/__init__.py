"""Wording by a chat model: what it is shown, what it writes, and what of that the texts bear. Without a model nothing here runs."""
