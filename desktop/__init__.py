"""The running program: start, sign-in, window, navigation, jobs, settings, command line."""

__version__ = "0.1.0"
