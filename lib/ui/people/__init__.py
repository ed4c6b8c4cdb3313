"""The People page: which accounts are one person, as an analyst decides it."""
