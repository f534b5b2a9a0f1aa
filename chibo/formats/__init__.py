"""Date and time formats of the interface language (`FORMAT_MODULE_PATH`)."""
