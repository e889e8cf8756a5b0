"""The `auditor` command: one module a command; each parses, calls, renders, and gives an exit code.

The modules beside this one load in a moment: they declare options. What a command does stands in
``work`` and is imported when the command runs, so that help and lists need no NLP.
"""
