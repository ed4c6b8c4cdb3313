"""The quarterly report: made as one value, kept when a quarter is closed, written as PDF, slides, workbook and page."""
