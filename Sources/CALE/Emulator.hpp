// What the functions of CALE.h share: the handle, and the fence that no exception passes.

#ifndef CALE_EMULATOR_HPP
#define CALE_EMULATOR_HPP

#include <array>
#include <exception>
#include <memory>
#include <string>

#include <ale/ale_interface.hpp>
#include <ale/emucore/Console.hxx>
#include <ale/emucore/MediaSrc.hxx>
#include <ale/emucore/System.hxx>

#include "CALE.h"

#ifndef ALE_COMPLETE_STATE
#error "expected an ALE whose saved states were mended by scripts/mend-ale, found another one"
#endif

struct cale_emulator {
  ale::ALEInterface ale;
  std::string message;
  std::string md5;          // of the loaded ROM
  std::string pristine;     // ALE's state between creating the console and its first reset
  std::string saved;        // what cale_save_state made
  std::unique_ptr<ale::stella::System> lent;  // another console's memory, for the game's rules
  std::array<uint8_t, 256> grey{};
  std::array<uint8_t, 768> rgb{};

  bool loaded() const { return ale.environment != nullptr; }
  ale::StellaEnvironment& environment() { return *ale.environment; }
  ale::stella::System& system() { return ale.theOSystem->console().system(); }
  ale::stella::MediaSource& source() { return ale.theOSystem->console().mediaSource(); }
};

namespace cale {

inline cale_status fail(cale_emulator* emulator, cale_status status, const std::string& message) {
  emulator->message = message;
  return status;
}

/// Runs `body`, and turns whatever it throws into a status.
template <typename Body>
cale_status fenced(cale_emulator* emulator, Body body) {
  try {
    return body();
  } catch (const std::exception& error) {
    try {
      emulator->message = error.what();
    } catch (...) {
    }
  } catch (const char* text) {
    try {
      emulator->message = text;
    } catch (...) {
    }
  } catch (...) {
  }
  return CALE_FAILURE;
}

/// The same for a body that needs a loaded game.
template <typename Body>
cale_status playing(cale_emulator* emulator, Body body) {
  return fenced(emulator, [&] {
    if (!emulator->loaded()) return fail(emulator, CALE_NOT_LOADED, "no game is loaded");
    return body();
  });
}

/// Port A of the RIOT: what both controllers show.
uint8_t controllers(const ale::stella::Console& console);

}  // namespace cale

#endif
