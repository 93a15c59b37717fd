"""The officers' forms for sets and responses. They check what was typed; the actions decide and write."""
