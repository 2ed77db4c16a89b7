"""Static files under names that change with their content."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class ModuleStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Also in the imports of our scripts: else a browser mixes an old module with a new one."""

    support_js_module_import_aggregation = True
