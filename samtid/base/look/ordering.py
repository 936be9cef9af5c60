"""Swedish order in a query, whatever collation the database was made with."""

from __future__ import annotations

from django.db.models import F, Func, TextField
from django.db.models.expressions import Combinable


class ByName(Func):
    """``order_by(ByName("family_name"), ByName("given_name"), "pk")``: å ä ö last, é as e, von Essen among E."""

    function = "access.sv_key"  # made in base/people; twin of ground/names.order
    output_field = TextField()

    def __init__(self, name: str | Combinable) -> None:
        super().__init__(F(name) if isinstance(name, str) else name)
