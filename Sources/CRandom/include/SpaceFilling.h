#ifndef HOLDFAST_SPACE_FILLING_H
#define HOLDFAST_SPACE_FILLING_H

#define HOLDFAST_SOBOL_MOST_DIMENSIONS 40

/// The first points of GSL's Sobol sequence, point after point; 0 without memory or beyond 40 dimensions.
int holdfast_sobol(double *coordinates, unsigned dimensions, unsigned long points);

#endif
