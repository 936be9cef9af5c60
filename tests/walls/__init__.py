"""Stenarna: what each wall is for, asked of the database, so that none can be taken out unnoticed (make wall-mutants)."""
