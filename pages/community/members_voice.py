"""Members' voice: would members recommend us?"""

from lib.ui import csat, csat_groups, nps, nps_groups, voice
from lib.ui.card import card, deck
from lib.ui.kpis import kpis
from lib.ui.page import page

page("Would members recommend us?", voice.answer, choices=voice.choices, data=("survey_response", "ticket"))
kpis(voice.nps_figure, voice.detractors, voice.responses, csat.satisfied)
card(
    "Net Promoter Score",
    "Share of promoters less that of detractors, in points; band: 95% interval; hollow: fewer than 10 answers",
    nps.over_time,
    of="nps",
)
pair = deck()
card("Promoters and detractors", "Shares of the answers", nps.attitudes, of="nps", within=pair)
card("CSAT", "Share that gave 4 or 5 of 5; band: 95% interval; hollow: fewer than 10 answers", csat.over_time, of="csat", within=pair)
groups = deck()
card("By segment", "NPS of the latest answers", nps_groups.by_segment, of="nps", within=groups, height=180)
card("By platform", "NPS of the latest answers", nps_groups.by_platform, of="nps", within=groups, height=180)
card(
    "CSAT by group",
    "Share that gave 4 or 5 of 5; bar: 95% interval; hollow: fewer than 10 answers",
    csat_groups.grouped,
    of="csat",
    height=180,
    asks=True,
)
card("In their words", "Comments that came with the latest answers", voice.what_they_say, of="nps", asks=True)
card("The satisfied and the dissatisfied", "Comments that came with satisfaction surveys", csat_groups.what_they_say, of="csat", asks=True)
