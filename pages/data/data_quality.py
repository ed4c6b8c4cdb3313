"""Data quality: can the data be trusted, and what is to be done?"""

from lib.ui.data_quality import data_quality
from lib.ui.page import task

view = task("Can the data be trusted?", "What looks wrong with the data themselves, how much of them it touches, and what to do about it.")
data_quality(view)
