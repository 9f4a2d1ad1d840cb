"""A country on one machine: months of many provinces side by side, and the marts of their verified releases.

A province keeps its own ledger, lock and releases. The country reads releases and writes nothing that a province reads.
"""
