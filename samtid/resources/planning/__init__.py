"""Planera: from agreed visits to a day that holds, on a board.

The planner sees who goes where, what does not hold, and what a change would do before it is done. A proposal from the
planning kernel changes as little as possible of what has been told to somebody; she adopts it, or parts of it fall.
"""
