"""Many invented regions with years of history, to see how an installation stands up to them."""

from byregion.simulation.filling import NotEmpty, Simulation, simulate

__all__ = ["NotEmpty", "Simulation", "simulate"]
