"""Charts of the slides, each a native one: whoever gets the slides can change its colours, and see its numbers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE, XL_LABEL_POSITION, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION, XL_TICK_MARK
from pptx.enum.dml import MSO_LINE
from pptx.oxml import parse_xml
from pptx.util import Pt

from lib.report.slide import FONT, Box, Slide, rgb

_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"


def bars(slide: Slide, box: Box, names: Sequence[str], values: Sequence[float], number_format: str, alt: str, title: str) -> None:
    """A bar a name, from the top: teal above zero, orange below."""
    chart = _added(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, names, [(title, values)], number_format, alt)
    plot = chart.plots[0]
    plot.gap_width = 60
    series = plot.series[0]
    series.invert_if_negative = False
    for place, value in enumerate(values):
        fill = series.points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = rgb("redColor" if value < 0 else "greenColor")
    _labelled(plot, number_format, 14)
    _horizontal(chart)


def tornado(slide: Slide, box: Box, names: Sequence[str], ends: tuple[Sequence[float], Sequence[float]], base: float, number_format: str, alt: str) -> None:
    """What moves most on top: bars leave the base to both sides."""
    chart = _added(slide, box, XL_CHART_TYPE.BAR_CLUSTERED, names, [("At its low end", ends[0]), ("At its high end", ends[1])], number_format, alt)
    plot = chart.plots[0]
    plot.gap_width, plot.overlap = 60, 100
    for series, role in zip(plot.series, ("grayColor", "blueColor"), strict=True):
        series.invert_if_negative = False
        series.format.fill.solid()
        series.format.fill.fore_color.rgb = rgb(role)
    _labelled(plot, number_format, 11)
    _horizontal(chart)
    chart.value_axis.crosses_at = base
    _widened(chart.value_axis, [*ends[0], *ends[1], base], 0.3, 0.3)
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    _font(chart.legend.font, 11)


def line(
    slide: Slide,
    box: Box,
    names: Sequence[str] | Sequence[date],
    values: Sequence[float | None],
    whole: Sequence[bool],
    look: tuple[str, str],
    alt: str,
    title: str,
) -> None:
    """A line whose parts are dashed where they are not complete. ``names``: texts, or the days of a longer
    series. ``look``: number format, role of its colour."""
    number_format, role = look
    chart = _added(slide, box, XL_CHART_TYPE.LINE_MARKERS if len(names) < 10 else XL_CHART_TYPE.LINE, names, [(title, values)], number_format, alt)
    series = chart.plots[0].series[0]
    series.smooth = False
    series.format.line.color.rgb, series.format.line.width = rgb(f"{role}Color"), Pt(2.25)
    if len(names) < 10:
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = rgb(f"{role}Color")
        series.marker.format.line.color.rgb = rgb(f"{role}Color")
        series.marker.size = 6
        _labelled(chart.plots[0], number_format, 11, XL_LABEL_POSITION.ABOVE)
    for place, complete in enumerate(whole):
        if not complete:
            part = series.points[place].format.line
            part.color.rgb, part.width, part.dash_style = rgb(f"{role}Color"), Pt(2.25), MSO_LINE.ROUND_DOT
    axis = chart.value_axis
    axis.has_major_gridlines = len(names) >= 10
    axis.visible = len(names) >= 10
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.format.line.fill.background()
    if axis.has_major_gridlines:
        axis.major_gridlines.format.line.color.rgb = rgb("borderColor")
    axis.tick_labels.number_format, axis.tick_labels.number_format_is_linked = "#,##0", False
    _font(axis.tick_labels.font, 11)
    kept = [value for value in values if value is not None]
    if kept and len(names) < 10:
        _widened(axis, kept, 0.6, 0.9)
    if len(names) >= 10:
        days = chart.category_axis._element
        for tag, value in (("majorTimeUnit", "months"), ("majorUnit", "2")):
            days.find(f"{{{_CHART}}}baseTimeUnit").addnext(parse_xml(f'<c:{tag} xmlns:c="{_CHART}" val="{value}"/>'))
        chart.category_axis.tick_labels.number_format, chart.category_axis.tick_labels.number_format_is_linked = "mmm yyyy", False


def _added(
    slide: Slide, box: Box, kind: Any, names: Sequence[str] | Sequence[date], series: Sequence[tuple[str, Sequence[float | None]]], number_format: str, alt: str
) -> Any:
    data: Any = CategoryChartData(number_format=number_format)  # type: ignore[no-untyped-call]
    data.categories = list(names)
    for name, values in series:
        data.add_series(name, [None if value is None else float(value) for value in values])
    frame = slide.slide.shapes.add_chart(kind, *box.placed, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", alt)
    chart = frame.chart
    chart.has_legend = chart.has_title = False
    chart.font.name, chart.font.size = FONT, Pt(11)
    axis = chart.category_axis
    axis.has_major_gridlines = False
    axis.major_tick_mark = XL_TICK_MARK.NONE
    axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    axis.format.line.color.rgb = rgb("grayColor")
    _font(axis.tick_labels.font, 11)
    return chart


def _horizontal(chart: Any) -> None:
    """The first name on top, and no axis of values: they are written at the bars."""
    chart.category_axis.reverse_order = True
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False


def _widened(axis: Any, values: Sequence[float], below: float, above: float) -> None:
    """Leaves room for labels, as shares of the spread."""
    spread = max(values) - min(values) or abs(max(values)) or 1
    axis.minimum_scale, axis.maximum_scale = min(values) - spread * below, max(values) + spread * above


def _labelled(plot: Any, number_format: str, size: float, position: Any = XL_LABEL_POSITION.OUTSIDE_END) -> None:
    plot.has_data_labels = True
    labels = plot.data_labels
    labels.number_format, labels.number_format_is_linked = number_format, False
    labels.show_value, labels.position = True, position
    _font(labels.font, size)


def _font(font: Any, size: float) -> None:
    font.name, font.size = FONT, Pt(size)
    font.color.rgb = rgb("ink")
