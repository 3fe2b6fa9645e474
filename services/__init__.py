"""What the program can do: one public function is one use case, one transaction."""
