"""What a database's refusal means, in words: which engine said what, and what to do. No password is ever part of them."""

import re
from dataclasses import dataclass

from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError

from lib.errors import SourceError

_SHOWN = 200


@dataclass(frozen=True)
class _Meaning:
    """``what``: the sentence. ``again``: trying later may help, with nothing changed."""

    pattern: str
    what: str
    hint: str
    again: bool = False


_LOGIN = ("refuses the login", "check user and password in url")
_HOST = ("is at a host that nobody knows", "check the host in url")
_CURSOR = ("cannot compare the cursor", "choose another cursor column, or sync everything once")
_SYNTAX = ("does not understand the query", "a query is one SELECT; try it by hand")
_SILENT = ("does not answer", "check that it runs, and host and port in url")

# looked through in this order, in what the driver said: a code of the engine where it has one, else its words
_MEANINGS = (
    _Meaning(
        r"\[57014\]|\[1969\]|\[3024\]|[Ii]nterrupted|INTERRUPT|during query \((The read operation )?timed out|statement timeout",
        "does not answer in time",
        "an index on the cursor column makes it quick; or raise timeout_seconds",
    ),
    _Meaning(r"\[(28000|28P01|1045|1698)\]|password authentication failed|no password supplied|no pg_hba\.conf entry|role .* does not exist", *_LOGIN),
    _Meaning(r"unable to open database file|[Cc]annot open (file|database)|No such file", "cannot be opened", "check the path in url, and who may read it"),
    _Meaning(r"\[(3D000|1049)\]|database .* does not exist", "has no such database", "check the database's name in url"),
    _Meaning(r"[Nn]ame or service not known|could not translate host|[Ff]ailed to resolve|name resolution|No address associated", *_HOST, again=True),
    _Meaning(r"\[(42P01|3F000|1146)\]|no such table|Table with name .* does not exist", "has no such table", "check table, schema and query"),
    _Meaning(r"\[(42703|1054)\]|no such column|Referenced column .* not found", "has no such column", "check cursor and query"),
    _Meaning(r"\[(42501|1142|1143|1044|1370)\]", "does not let this user read that", "grant it: GRANT SELECT ON … TO …"),
    _Meaning(r"\[(25006|1792)\]|readonly database|read-only", "was asked to write", "a query of a source only reads: it is one SELECT"),
    _Meaning(r"\[(42883|42804|22007|22P02)\]|Conversion Error|Cannot compare", *_CURSOR),
    _Meaning(r"\[1060\]", "finds two columns of one name", "give each column of the query a name of its own"),
    _Meaning(r"\[(42601|1064)\]|syntax error|Parser Error|incomplete input|one statement at a time", *_SYNTAX),
    _Meaning(r"not a database|not a valid DuckDB", "is no database file of this type", "check the path in url"),
    _Meaning(r"database is locked|Could not set lock|Conflicting lock", "is held by another process", "wait until that is done, or read a copy", again=True),
    _Meaning(r"\[(08\w{3}|57P0\d|40001|40P01|53300|1040|1053|1205|1213|1927|2002|2003|2006|2013|2055)\]", *_SILENT, again=True),
    _Meaning(r"[Cc]onnection (refused|reset|closed|aborted|timeout|timed)|[Cc]onnection .*(lost|terminated)|timeout expired|timed out", *_SILENT, again=True),
    _Meaning(r"server closed|lost|[Bb]roken pipe|unreachable|[Nn]o route|SSL|EOF|shutting down|starting up", *_SILENT, again=True),
)
_OTHER = _Meaning("", "refuses to give its rows", "try the query by hand; python -m lib doctor tells more")


def failure(error: Exception, address: URL, shown: str) -> SourceError:
    """The error of a driver, or of SQLAlchemy around it, as one that says what to do."""
    inner = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    words = _words(inner, address)
    lost = isinstance(error, DBAPIError) and error.connection_invalidated
    meaning = next((one for one in _MEANINGS if re.search(one.pattern, words)), _MEANINGS[-1] if lost else _OTHER)
    said = re.sub(r"^\[\w+\] ", "", words)[:_SHOWN].rstrip(" .")
    return SourceError(f"The database {shown} {meaning.what}.", found=said or type(inner).__name__, hint=meaning.hint, again=meaning.again)


def _words(error: BaseException, address: URL) -> str:
    """``[code]`` and what was said in one line, without the password, wherever it stands."""
    code, said = getattr(error, "sqlstate", None), str(error)
    if len(error.args) > 1 and isinstance(error.args[0], int):
        code, said = str(error.args[0]), str(error.args[1])
    said = " ".join(said.split())
    hidden = [str(address.password)] if address.password else []
    hidden += [str(value) for name, value in address.query.items() if "pass" in name.lower()]
    for secret in filter(None, hidden):
        said = said.replace(secret, "…")
    said = re.sub(r"(?i)(password|passwd|pwd)=\S+", r"\1=…", said)
    return f"[{code}] {said}" if code is not None else said
