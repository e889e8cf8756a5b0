"""Denials: which reason asks for what of a note, and which denied lines had been flagged."""
