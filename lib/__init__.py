"""Community health: what a community does, how sure that is, and what it is worth.

Imports run one way (``tests/test_architecture.py`` enforces it)::

    app, pages → ui → {report, charts, metrics, intake, sources} → {sentiment, statistics, store} → {records, scope, settings, errors}

``cli`` stands beside ``ui``. Only ``ui``, ``pages`` and ``app.py`` know Streamlit.
"""
