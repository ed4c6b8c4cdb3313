"""The metric dictionary as Markdown, made from the metrics' own declarations: ``docs/metrics.md``, by ``make dictionary``."""

from lib.metrics.registry import METRICS, Metric

_BETTER = {"higher": "higher is better", "lower": "lower is better", None: "neither more nor less is better by itself"}


def text() -> str:
    """The whole dictionary: a list of the metrics, then a section each."""
    listed = sorted(METRICS.values(), key=lambda metric: metric.name)
    overview = "\n".join(f"| [`{metric.name}`](#{metric.name}) | {metric.title} | {metric.unit} |" for metric in listed)
    sections = "\n\n".join(_section(metric) for metric in listed)
    return f"""# Metrics

Made from the code by `make dictionary`; what the app and `python -m lib metrics` show. Ask for one with
`python -m lib metric NAME`. Null is what cannot be known, and is never 0.

| metric | title | unit |
|---|---|---|
{overview}

{sections}"""


def _section(metric: Metric) -> str:
    options = "\n".join(f"- Option `{name}`: {', '.join(f'`{value}`' for value in values) or 'any text'}" for name, values in metric.options.items())
    head = f"## {metric.name}\n\n**{metric.title}**, in {metric.unit}; {_BETTER[metric.better]}.\n\n{metric.definition}"
    return f"{head}\n\n{options}" if options else head
