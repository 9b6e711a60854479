#include <gsl/gsl_errno.h>

// GSL aborts the process on a domain error unless told otherwise. Told at load, it is told before any thread and in
// every program and test that draws; callers look at the status or for NaN instead.
__attribute__((constructor)) static void let_gsl_return(void) { gsl_set_error_handler_off(); }
