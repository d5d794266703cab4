// Atari
