"""The metric dictionary as Markdown, made from the metrics' own declarations: ``docs/metrics.md``, by ``make dictionary``."""

from lib.metrics.registry import METRICS, Metric

_BETTER = {"higher": "higher is better", "lower": "lower is better", None: "neither more nor less is better by itself"}


def text() -> str:
    """The whole dictionary: a list of the metrics, then a section each."""
    listed = sorted(METRICS.values(), key=lambda metric: metric.name)
    overview = "\n".join(f"| [`{metric.name}`](#{metric.name}) | {metric.title} | {metric.unit} |" for metric in listed)
    sections = "\n".join(_section(metric) for metric in listed)
    return f"""# Metrics

Made from the code by `make dictionary`; what the app and `python -m lib metrics` show. Ask for one with
`python -m lib metric NAME`. Null is what cannot be known, and is never 0.

| metric | title | unit |
|---|---|---|
{overview}

{sections}"""


def _section(metric: Metric) -> str:
    options = "".join(f"- Option `{name}`: {', '.join(f'`{value}`' for value in values) or 'any text'}\n" for name, values in metric.options.items())
    return f"""## {metric.name}

**{metric.title}**, in {metric.unit}; {_BETTER[metric.better]}.

{metric.definition}

{options}{"" if not options else chr(10)}"""
