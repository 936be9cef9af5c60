"""GET shows what came in; POST does one action with it."""
