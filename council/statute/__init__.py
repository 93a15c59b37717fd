"""The law as a library: periods, notice, call-in and the duty to respond.

Functions with dates in and dates out. Nothing here imports Django, reads the database or asks what day it is.
"""
