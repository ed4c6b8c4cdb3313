"""Typeform's responses: a row a response, a column a question, times in UTC."""

import re

from lib.errors import FileError
from lib.sources.exports.derived import texts_of, with_column
from lib.sources.exports.headings import Headings, plain
from lib.sources.exports.platform import Export, Wishes, platform
from lib.sources.exports.survey_answers import Answers, export
from lib.sources.exports.table_files import any_table, known_tables, only_one, read_whole
from lib.sources.origin import Progress
from lib.sources.package import Package
from lib.sources.raw_table import RawTable

_SUBMITTED, _STAGED, _STARTED = "Submit Date (UTC)", "Stage Date (UTC)", "Start Date (UTC)"
_OWN = ("#", "Response Type", _STARTED, _STAGED, _SUBMITTED, "Network ID", "Tags", "Ending", "Score", "Respondent's email", "Other")
TIMES = "responded_at (from Submit Date, Stage Date)"
"""The moment a response was sent; of one that was not sent, when its last answer was given."""


def _is_responses(headings: Headings, start: RawTable) -> bool:
    return headings.have(_SUBMITTED) and (headings.find("#", "Network ID") is not None or headings.have(_STARTED))


def _recognises(package: Package) -> bool:
    return any_table(package, _is_responses)


@platform("typeform", "Typeform", "In Typeform: the form, Results, Responses, Download all responses, as CSV.", recognises=_recognises)
def typeform(package: Package, wishes: Wishes, tell: Progress) -> Export:
    """The answers to one question; a response that was begun and not sent counts where that question was answered."""
    names = known_tables(package, _is_responses)
    if not names:
        raise FileError(f"{package.name} is no list of Typeform's responses.", hint=f"it needs the column {_SUBMITTED}")
    table = read_whole(package, only_one(package, names), tell)
    heads = Headings(table.columns)
    submitted, staged = texts_of(table, heads.find(_SUBMITTED)), texts_of(table, heads.find(_STAGED))
    submitted = submitted.where(~submitted.str.casefold().isin(("null", "")), staged)
    token = heads.find("#", "Token", "Response ID")
    if token is not None:
        ids = texts_of(table, token).tolist()
    else:  # no response has an id: the sender's and its start make one
        parts = (texts_of(table, heads.find("Network ID")), texts_of(table, heads.find(_STARTED, _SUBMITTED)))
        ids = [f"{sender}-{re.sub(r'[^0-9]', '', began)}" if began else "" for sender, began in zip(*parts, strict=True)]
    own = {plain(column) for column in _OWN}
    questions = tuple(column for column in table.columns if plain(column) not in own and column != token)
    return export(Answers(with_column(table, TIMES, submitted), questions, ids, TIMES, "UTC"), wishes)
