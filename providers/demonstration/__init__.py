"""Invented enterprises for the demonstration: who they are, what they offer, in words. No database here."""
