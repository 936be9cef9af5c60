"""Den riktiga inloggningen: every button of the way, pressed by the web's own log-in, and all of it committed."""
