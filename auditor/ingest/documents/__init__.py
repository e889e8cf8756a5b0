"""Read what comes as a document: RTF, DOCX, PDF and HTML; one module a format.

Each has ``read(stream, place)``, which gives one ``Extracted`` for the document, and a ``Refused``
for each piece of it that could not be read. ``splitting`` then parts a document of many notes.
"""
