"""A fictional training centre, made whole: for the demo, for tests that want a lived-in centre, for the benchmark."""

from models.demo.making import SIZES, make_demo

__all__ = ["SIZES", "make_demo"]
