"""Measuring: dataset → answers → figures → report."""
