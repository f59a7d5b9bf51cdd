"""Entries of the ledger, table by table."""
