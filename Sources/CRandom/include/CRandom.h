// The generators beneath every draw: Philox gives addresses, xoshiro gives sequences, ziggurats give shapes.
#ifndef HOLDFAST_CRANDOM_H
#define HOLDFAST_CRANDOM_H

#include "Philox.h"
#include "SpaceFilling.h"
#include "Xoshiro.h"
#include "Ziggurat.h"

#endif
