#include "SpaceFilling.h"
#include <gsl/gsl_qrng.h>

int holdfast_sobol(double *coordinates, unsigned dimensions, unsigned long points) {
    if (dimensions == 0 || dimensions > HOLDFAST_SOBOL_MOST_DIMENSIONS) return 0;
    gsl_qrng *generator = gsl_qrng_alloc(gsl_qrng_sobol, dimensions);
    if (!generator) return 0;
    for (unsigned long point = 0; point < points; point++)
        gsl_qrng_get(generator, coordinates + point * dimensions);
    gsl_qrng_free(generator);
    return 1;
}
