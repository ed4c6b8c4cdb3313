"""The answers to one question of a survey: which question is the score, what kind of survey it is, and where the comment stands."""

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lib.errors import CommandError, FileError, MappingError
from lib.sources.delivery import Delivery
from lib.sources.exports.derived import only, texts_of, with_column
from lib.sources.exports.headings import Headings, plain
from lib.sources.exports.platform import Export, Wishes
from lib.sources.raw_table import RawTable

SURVEYS = ("nps", "csat")
_WHOLE = r"\+?0*(?:10|\d)(?:\.0+)?"
_ENOUGH = 10  # answers from which on a range of 1 to 5 tells a scale of five
_RECOMMENDS = re.compile(r"recommend|likely|polec|empfehl|weiterempf|recomend|consigli|aanbevel|doporuč", re.IGNORECASE)
_SATISFIES = re.compile(r"satisf|zadowol|usatysf|zufrieden|tevreden|spokojen|soddisf", re.IGNORECASE)
_WHY = re.compile(r"\bwhy\b|reason|comment|improve|feedback|tell us more|dlaczego|powód|komentarz|warum|grund|kommentar|pourquoi|comentari", re.IGNORECASE)


@dataclass(frozen=True)
class Answers:
    """A survey's table as a platform gives it: ``questions`` are its columns that hold answers, ``ids`` and ``times`` those made ready for the intake."""

    table: RawTable
    questions: tuple[str, ...]
    ids: Sequence[str]
    times: str
    zone: str | None


def score_questions(table: RawTable, questions: Sequence[str]) -> tuple[str, ...]:
    """The questions that could be a score: every answer is a whole number from 0 to 10, and there is one."""
    found = []
    for question in questions:
        texts = texts_of(table, question)
        texts = texts[texts != ""]
        if len(texts) and bool(texts.str.fullmatch(_WHOLE).all()):
            found.append(question)
    return tuple(found)


def export(answers: Answers, wishes: Wishes) -> Export:
    """One delivery with the answers to the score question. MappingError with ``asks="score"`` where only a person can tell which that is."""
    table, possible = answers.table, score_questions(answers.table, answers.questions)
    score = _score(table, answers.questions, possible, wishes)
    survey = _survey(table, score, wishes)
    comment = _comment(answers.questions, score, possible)
    mark = hashlib.sha256(plain(score).encode()).hexdigest()[:8]
    table = with_column(table, f"response_id (of {score[:40]})", [f"{text}-{mark}" if text else "" for text in answers.ids])
    given = texts_of(table, score) != ""
    unanswered = int((~given).sum())
    heads = Headings(table.columns)
    columns = {"response_id": table.columns[-1], "responded_at": answers.times, "score": score}
    columns |= heads.fields(member_id=("member_id", "user_id"), segment=("segment", "plan"), wave="wave")
    if comment:
        columns["comment"] = comment
    texts = {"survey": survey, "question": score.replace("{", "{{").replace("}", "}}")}
    notes = [f"The score: {score} ({survey.upper()})" + ("" if wishes.score else "; chosen, as no other question is answered with whole numbers from 0 to 10")]
    notes.append(f"The comment: {comment}" if comment else "No question was taken for the comment: none after the score asks why")
    others = tuple(question for question in possible if question != score)
    return Export(
        (Delivery("survey_response", only(table, given), columns, texts, zone=answers.zone),),
        {"responses": table.rows},
        {"without an answer to that question": unanswered} if unanswered else {},
        tuple(notes),
        (score, *others),
    )


def _score(table: RawTable, questions: Sequence[str], possible: Sequence[str], wishes: Wishes) -> str:
    if not questions:
        raise FileError(f"{table.name} has no questions.", found=", ".join(table.columns), hint="export the responses with their answers")
    if wishes.score is not None:
        named = [column for column in table.columns if plain(column) == plain(wishes.score)]
        if len(named) != 1:
            listed = ", ".join(repr(question) for question in possible or questions)
            raise CommandError(f"The survey has no question {wishes.score!r}.", found=listed or "no questions", hint="write it as the file does")
        return named[0]
    if len(possible) == 1:
        return possible[0]
    hint = f'say which: --score "{possible[0] if possible else "QUESTION"}"'
    if possible:
        found = ", ".join(repr(question) for question in possible)
        raise MappingError("Several questions could be the score.", found=found, hint=hint, asks="score", choices=possible)
    raise MappingError(
        f"No question of {table.name} is answered with whole numbers from 0 to 10 only.",
        found=", ".join(repr(question) for question in questions) or "no questions",
        hint=hint,
        asks="score",
        choices=questions,
    )


def _survey(table: RawTable, score: str, wishes: Wishes) -> str:
    """``nps`` or ``csat``: as wished, else by the answers where they prove it; MappingError where they do not."""
    if wishes.survey is not None:
        if wishes.survey not in SURVEYS:
            raise CommandError.unknown("survey", wishes.survey, SURVEYS)
        return wishes.survey
    texts = texts_of(table, score)
    values = texts[texts.str.fullmatch(_WHOLE)].astype(float)
    if bool(((values == 0) | (values > 5)).any()):
        return "nps"
    asks_to_recommend = _RECOMMENDS.search(score) is not None
    if not asks_to_recommend and (len(values) >= _ENOUGH or (len(values) and _SATISFIES.search(score))):
        return "csat"
    raise MappingError(
        f"The answers to {score!r} could be of an NPS or of a CSAT survey.",
        found=f"{len(values)} answers, none of them 0 or above 5",
        hint="say which: --survey nps for a scale of 0 to 10, --survey csat for 1 to 5",
        asks="survey",
    )


def _comment(questions: Sequence[str], score: str, possible: Sequence[str]) -> str | None:
    """The first question after the score, and before the next score, that asks why; None where there is none: any other is not guessed at."""
    for question in questions[questions.index(score) + 1 :] if score in questions else ():
        if question in possible:
            return None
        if _WHY.search(question):
            return question
    return None
