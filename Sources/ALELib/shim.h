// Nothing is imported from here: the target only carries the compiler and linker flags of ale.pc.
