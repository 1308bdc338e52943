"""Where cases come from: the contract, the client that pulls, the reader of files."""
