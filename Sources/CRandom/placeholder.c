int holdfast_placeholder(void) { return 0; }
