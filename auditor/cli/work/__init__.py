"""What commands do once their options are read; imported only when a command runs."""
