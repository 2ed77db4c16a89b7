"""The demo: invented people, and what they might have recorded from July 2015 to November 2016."""

from byregion.demo.people import PASSWORD, SIGN_INS, SignIn

__all__ = ["PASSWORD", "SIGN_INS", "SignIn"]
