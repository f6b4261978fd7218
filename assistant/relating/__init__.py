"""Relating: questions on how dated events lie in time."""
