"""What the portal does: one module, one public function, one transaction."""
