"""Bringing in a file, step by step: file, columns, problems, commit. Each step is a card that stays visible once done."""
