"""What may be added to an issued paper: signatures, and what proves them later. Nothing else.

pyHanko compares with a file that is signed already, and so has a form. Ours has none before the
first signature: the comparison is shown an empty one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.generic import ArrayObject, NameObject
from pyhanko.sign.diff_analysis import (
    DEFAULT_DIFF_POLICY,
    FormUpdatingRule,
    SigFieldCreationRule,
    SigFieldModificationRule,
    StandardDiffPolicy,
)
from pyhanko.sign.diff_analysis.constants import ACROFORM_EXEMPT_STRICT_COMPARISON

DICTIONARY: Any = generic.DictionaryObject
RULES: list[Any] = [SigFieldCreationRule, SigFieldModificationRule]
FORM, FIELDS = NameObject("/AcroForm"), NameObject("/Fields")
MAY_COME = ACROFORM_EXEMPT_STRICT_COMPARISON | {"/SigFlags"}


class WithForm:
    """A revision without a form, with an empty one; in everything else itself."""

    def __init__(self, revision: Any) -> None:
        self._bare = revision
        kept = {key: revision.root.raw_get(key) for key in revision.root}
        self.root = DICTIONARY(kept | {FORM: DICTIONARY({FIELDS: ArrayObject()})})

    def __getattr__(self, name: str) -> Any:
        return getattr(self._bare, name)

    def __call__(self, ref: Any) -> Any:
        return self._bare(ref)

    def __eq__(self, other: object) -> bool:
        return other is self or other is self._bare

    def __hash__(self) -> int:
        return hash(self._bare)


class FormOfSignatures(FormUpdatingRule):
    def apply(self, old: Any, new: Any) -> Iterable[Any]:
        if FORM in new.root and FORM not in old.root:
            old = WithForm(old)
        elif FORM not in new.root:
            return ()
        return super().apply(old, new)


POLICY = StandardDiffPolicy(
    global_rules=DEFAULT_DIFF_POLICY.global_rules,
    form_rule=FormOfSignatures([rule() for rule in RULES], ignored_acroform_keys=MAY_COME),
)
