"""What all intervals share."""

Z = 1.959964
"""The normal quantile of a two-sided 95 % interval."""
