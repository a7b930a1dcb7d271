"""The eight example scenes; each module offers ``render(seed) -> uint8 RGB picture``."""
