"""GET shows a part of the dossier; POST does one thing with it. The dossier as a whole is shown by the desk."""
