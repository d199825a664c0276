"""Detainees and abductees, remains, missing persons: lists from offer to confirmation, in numbers.

Names stand in confidential files of the record and nowhere else (record.md 2.8). Here a person is a row of a
list: lists know how many rows they have, and acts speak of row numbers.
"""
