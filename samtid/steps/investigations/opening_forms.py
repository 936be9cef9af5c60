"""Det som skiljer när en utredning inleds för flera syskon."""

from __future__ import annotations

from typing import Any

from django import forms

from samtid.base.look.fields import Prose


class OfChildForm(forms.Form):
    """Ett av barnen: its own words below the shared ones, or to wait with it."""

    own = Prose(required=False, most=4000)
    left_out = forms.BooleanField(required=False)

    def __init__(self, *args: Any, name: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["own"].label = f"Det som skiljer för {name}"
        self.fields["left_out"].label = f"Vänta med {name}"
