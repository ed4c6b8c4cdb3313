"""From a raw table to a snapshot: mapping, check, commit."""
