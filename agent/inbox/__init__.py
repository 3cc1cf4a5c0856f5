"""Inbox: raw bytes in, each with a durable place."""
