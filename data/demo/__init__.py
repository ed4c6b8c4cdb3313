"""An invented community with a planted story, made again equal from a seed; for trying the app out and for its tests."""

from data.demo.community import DemoTable, community
from data.demo.filling import fill, remove
from data.demo.story import Story

__all__ = ["DemoTable", "Story", "community", "fill", "remove"]
