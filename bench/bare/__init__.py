"""The bare transaction behind a bare page: what a save with a history costs on this machine.

Sessions, sign-in and CSRF as in every Django project; then one UPDATE that compares the revision,
one UPDATE of the step before, one INSERT of the step. The database has the product's own settings.
"""
