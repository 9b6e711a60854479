#include "EventKey.h"
