#include "CALE.h"
#include <ale/ale_interface.hpp>
int cale_version(void) { return static_cast<int>(ale::ALEInterface::welcomeMessage().size()); }
