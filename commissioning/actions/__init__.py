"""Every change to checks, evidence, concerns and help to start."""
