#include "include/LibFuzzer.h"
