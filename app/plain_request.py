"""A request without what Flask and Werkzeug do anew for each, and what never differs here."""

from __future__ import annotations

from typing import IO, Any
from urllib.parse import parse_qsl

from htmx_flask.requests import HtmxAwareRequest
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.http import parse_cookie
from werkzeug.utils import cached_property

URLENCODED = "application/x-www-form-urlencoded"


class PlainFields(ImmutableMultiDict[str, Any]):
    """What a form or an address says."""

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]
        """As above; but what was not sent is not looked for until an exception says so."""
        return super().get(key, default, type) if key in self else default


class PlainForm(FormDataParser):
    """Reads a form as the class above does, but what parts the points of a signature all at once.

    Browsers write each of its hundred commas as %2C, and each costs as much as a field.
    """

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        if mimetype != URLENCODED:
            return super().parse(stream, mimetype, content_length, options)
        try:
            text = stream.read().decode().replace("%2C", ",").replace("%3B", ";")
        except UnicodeDecodeError:
            return stream, self.cls(), self.cls()
        fields = parse_qsl(text, keep_blank_values=True, errors="werkzeug.url_quote")
        return stream, self.cls(fields), self.cls()


class PlainRequest(HtmxAwareRequest):
    parameter_storage_class = dict_storage_class = PlainFields
    form_data_parser_class = PlainForm

    def make_form_data_parser(self) -> FormDataParser:
        """Only a form with files has parts to be limited; this one has been limited as a whole."""
        if self.mimetype == URLENCODED:
            return PlainForm(cls=self.parameter_storage_class)
        return super().make_form_data_parser()

    @cached_property
    def cookies(self) -> ImmutableMultiDict[str, str]:
        """WSGI has joined all cookies in one line: nobody need look through the other headers."""
        return parse_cookie(  # type: ignore[return-value]  # as in the class above
            self.environ.get("HTTP_COOKIE", ""), self.dict_storage_class
        )
