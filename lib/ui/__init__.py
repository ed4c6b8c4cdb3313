"""The app on Streamlit: frame, filters, cards, and what each page shows."""
