"""What an uploaded file holds: its pages, their text, and what it hides. Runs alone in a limited child process.

Nothing here imports Django, reads the database or writes a file. The child is started by `meetings/read_file.py`.
"""
