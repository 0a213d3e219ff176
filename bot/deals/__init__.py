"""What becomes of a deal: its step, the talk with the client, its end, and what ended deals say."""
