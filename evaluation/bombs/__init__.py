"""Hostile and broken files, made here, and what a load makes of them."""
