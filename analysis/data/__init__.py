"""Facts of the project: catalogue, schemas, validated tables and documents, labels."""

from analysis.data.catalogue import Entry, Kind, Source, find_entry, load_catalogue
from analysis.data.dictionary import Field, FileDescription, data_dictionary
from analysis.data.documents import load_document
from analysis.data.errors import InputError, Problem
from analysis.data.files import find_root
from analysis.data.labels import Label, Words
from analysis.data.tables import load_table

__all__ = [
    "Entry",
    "Field",
    "FileDescription",
    "InputError",
    "Kind",
    "Label",
    "Problem",
    "Source",
    "Words",
    "data_dictionary",
    "find_entry",
    "find_root",
    "load_catalogue",
    "load_document",
    "load_table",
]
