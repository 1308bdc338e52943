"""The council's pages: it reads the words citizens meet, and reaches no case."""
