"""Simulations that hold the intervals and tests of `lib/statistics` against their promises."""
