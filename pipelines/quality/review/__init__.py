"""The review list: which figures of a period a statistician looks at first, and the answers to it."""
