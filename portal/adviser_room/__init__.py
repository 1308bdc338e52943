"""The adviser's room: a program of its own, beside the portal, with its own database and keys.

It knows nothing of cases. What of a case is here was handed in by the portal because the citizen
chose it, as a copy with a last day. The portal's code cannot reach in: nothing imports this package
(`portal.run` starts it by its name), and it imports neither the portal's store nor its pages.
"""
