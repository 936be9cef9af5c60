"""Villkoren: what a wall asks of a row.

The form is measured in ``shared/design/stack.md`` §3 (P5): arrays fetched once per statement through
``(select f())``, compared with plain columns of the row itself.
"""

from __future__ import annotations

from samtid.base.organisation import roles

COMPARTMENTS = "(select access.my_compartments())::int[]"
VISITING = "(select access.my_visiting())::int[]"
LED = "(select access.led_compartments())::int[]"
CASES = "(select access.my_cases())::uuid[]"
SERVICE_CASES = "(select access.my_service_cases())::uuid[]"
ME = "(select access.me())"
PURPOSE = "(select access.purpose())"
# The running transaction: what it has opened itself, it does not see.
HERE = "(select access.here())"
REVIEWER = f"(select access.has_role(array[{roles.in_sql(roles.REVIEWS_LOG)}]))"

# Counting what a wall hides is refused while the question is being planned, whatever the table holds.
UNMEASURED = "access.unmeasured()"

# A row of a case: its unit's people may see it, unless it is sealed; else only those with a key.
IN_CASE = f"((not is_sealed and compartment_id = any ({COMPARTMENTS})) or case_id = any ({CASES}))"
# A row that the unit carrying out the service must see as well.
IN_SERVICE = (
    f"({IN_CASE} or (not is_sealed and provider_id = any ({VISITING})) or case_id = any ({SERVICE_CASES}))"
)
