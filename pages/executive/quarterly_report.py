"""Quarterly report: was the community worth its budget?"""

from lib.ui.quarterly.closing import differences
from lib.ui.quarterly.comparisons import comparisons
from lib.ui.quarterly.growth import growth
from lib.ui.quarterly.numbers import numbers
from lib.ui.quarterly.page import page
from lib.ui.quarterly.printing import printing
from lib.ui.quarterly.segments import segments
from lib.ui.quarterly.verdicts import goals, unknown, well_and_money
from lib.ui.quarterly.worth import assumptions, sensitivity, worth

page(
    "Was the community worth its budget?",
    numbers,
    differences,
    worth,
    assumptions,
    sensitivity,
    growth,
    comparisons,
    goals,
    well_and_money,
    unknown,
    segments,
    printing,
)
