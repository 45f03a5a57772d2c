"""A chat workspace on this machine in which the whole bot works, without account, token or network.

It speaks Slack's own protocol on loopback, so that the bot needs no branch for it, and shows a page to people.
"""
