"""Letters on paper: HTML to tagged PDF. The only import of weasyprint."""
