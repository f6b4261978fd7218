"""Prompts as files, with declared variables."""
