"""How the learned numbers and the word table were made. Development only: nothing here is imported by Quoth."""
