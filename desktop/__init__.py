"""The running program: start, sign-in, window, jobs, settings, command line."""
