// The contents of this module are on their way.
