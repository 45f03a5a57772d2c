"""How a contact is understood, asked about, filled in and confirmed."""
