"""E-mail alerts without an account: what may be followed, who follows it, and telling each of them once.

sources    what may be followed; each app puts its kinds here when it is loaded
links      the signed addresses in messages
asking     asking, confirming, changing, stopping: everything that a reader does
matching   from register entries and due dates to lines, one a subscription
sending    from lines to messages in the queue
writing    the words of a message, read from what is public at the moment it goes out
"""
