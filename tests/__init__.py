"""Tests of the whole house; each room's own tests stand in the room."""
