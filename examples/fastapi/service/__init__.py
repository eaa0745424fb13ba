"""A service that previews and executes with Relay, and hears of the result by webhook."""
