"""Who said, denied, urged, condoled what, to whom, through whom: English news to records, offline.

>>> import onrecord
>>> pipeline = onrecord.Pipeline()
>>> record = pipeline.extract("The mayor, Ana Ruiz, denied that the dam had failed.")
>>> [(r.type, r.speaker.text, r.content.text) for r in record.relations]
[('denied', 'The mayor, Ana Ruiz', 'the dam had failed')]
"""

from ._onrecord import InputError, ModelError, OnrecordError, RuleError, __version__, schema
from .pipeline import Pipeline, arrow_schema
from .records import Record, Row, read_records

__all__ = [
    "InputError",
    "ModelError",
    "OnrecordError",
    "Pipeline",
    "Record",
    "RuleError",
    "Row",
    "__version__",
    "arrow_schema",
    "read_records",
    "schema",
    "spark_schema",
]


def spark_schema():
    """The schema of records as PySpark has it."""
    from .spark import schema as of_spark

    return of_spark()
