"""Slack's payloads -> Ask; Card -> blocks; Form -> view; what is sent, and how Slack delivers to us."""
