"""Every claim that the book of a study makes in a sentence."""

from tests.prose.claims_about import ABOUT
from tests.prose.claims_necessary import NECESSARY
from tests.prose.claims_robust import ROBUST
from tests.prose.claims_sufficient import SUFFICIENT

CLAIMS = (*ABOUT, *NECESSARY, *SUFFICIENT, *ROBUST)
