"""Pictures: what is drawn for people, and what is read from their photos. No messenger here."""
