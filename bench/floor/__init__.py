"""The floor: what a bare Django page costs on this machine, to hold ours against.

Sessions, sign-in, CSRF, one grouped query, plain templates; the same rows and cells as our pages.
It stays as it is while the product grows: later benchmarks are compared with earlier ones through
it. Its forms alone are drawn with our own crispy pack, since "bare crispy forms" means that pack.
"""
