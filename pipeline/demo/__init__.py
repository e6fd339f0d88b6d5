"""An example of everything: invented outlets, served on loopback through the real way."""
