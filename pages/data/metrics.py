"""Metrics: what each number means."""

from lib.ui.metric_dictionary import dictionary
from lib.ui.page import task

task("Metrics", "What each number means, how it is counted, and when it is not known.")
dictionary()
