"""The fast reader and the careful one agree wherever the fast one answers."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from lib.sources.careful_rows import read_careful
from lib.sources.fast_rows import read_fast

pieces = st.lists(st.sampled_from(['"', '""', ",", "\n", "\r\n", "\r", "a", "ł", " ", '"a"', '"a,b"', '"\n"', "x,y\n", '"a""b",c\n']), max_size=30)
tidy_cells = st.text(st.sampled_from('ab,"\n ł\r'), max_size=4)


def agree(text: str, width: int) -> bool:
    content = text.encode()
    fast = read_fast(content, 0, ",", width, 5)
    if fast is None:
        return False
    careful, malformed = read_careful(content, 0, ",", width, 5)
    assert not malformed
    assert fast.to_pylist() == careful.to_pylist()
    return True


@settings(max_examples=600, deadline=None)
@given(pieces, st.integers(1, 3))
@example(['"a"', '"b"', "\n"], 1)
@example(["\n", "\n", "a", "\n"], 1)
def test_fast_equals_careful_on_any_text(parts, width):
    agree("".join(parts), width)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.tuples(tidy_cells, tidy_cells), min_size=1, max_size=6))
def test_fast_equals_careful_on_well_quoted_rows(rows):
    quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
    text = "\n".join(quoted) + "\n"
    assert agree(text, 2) or "\r" in text
