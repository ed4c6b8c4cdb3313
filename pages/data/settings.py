"""What the owner of the community decides."""

from lib.ui.demo_card import demo_card
from lib.ui.page import task
from lib.ui.setting_history import setting_history
from lib.ui.settings_form import settings_form

view = task("Settings", "How this community counts and what it aims for. They hold for everybody who looks.")
settings_form(view.store, view.who)
setting_history(view.store)
demo_card(view.store, view.who)
