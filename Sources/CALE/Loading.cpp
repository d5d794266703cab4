// Life of an emulator, settings and ROMs.
//
// `ALEInterface::loadROM` ends the process on bad input, so its steps are taken here one by one,
// each with its check. The bytes are verified against ALE's own table of supported games, and ALE
// then reads exactly these bytes from an anonymous file, so nothing can change in between.

#include <cctype>
#include <cstring>
#include <memory>
#include <mutex>
#include <vector>

#include <sys/mman.h>
#include <sys/stat.h>
#include <fcntl.h>
#include <unistd.h>

#include <ale/emucore/MD5.hxx>
#include <ale/emucore/Props.hxx>
#include <ale/games/Roms.hpp>

#include "Emulator.hpp"

using cale::fail;
using cale::fenced;
using cale::playing;

namespace {

enum class Kind { integer, boolean, real, text };

struct Setting {
  const char* key;
  Kind kind;
};

// ALE ends the process on some unknown keys and ignores others, so the known ones stand here.
constexpr Setting settings[] = {
    {"cpu", Kind::text},
    {"system_random_seed", Kind::integer},
    {"max_num_frames", Kind::integer},
    {"max_num_frames_per_episode", Kind::integer},
    {"paddle_min", Kind::integer},
    {"paddle_max", Kind::integer},
    {"run_length_encoding", Kind::boolean},
    {"restricted_action_set", Kind::boolean},
    {"random_seed", Kind::integer},
    {"color_averaging", Kind::boolean},
    {"send_rgb", Kind::boolean},
    {"frame_skip", Kind::integer},
    {"repeat_action_probability", Kind::real},
    {"rom_file", Kind::text},
    {"truncate_on_loss_of_life", Kind::boolean},
    {"reward_min", Kind::integer},
    {"reward_max", Kind::integer},
    {"fragsize", Kind::integer},
    {"record_screen_dir", Kind::text},
    {"record_sound_filename", Kind::text},
    {"display_screen", Kind::boolean},
    {"sound_obs", Kind::boolean},
};

template <typename Body>
cale_status setting(cale_emulator* emulator, const char* key, Kind kind, Body body) {
  return fenced(emulator, [&] {
    for (const Setting& known : settings) {
      if (std::strcmp(known.key, key) == 0 && known.kind == kind) {
        body();
        return CALE_OK;
      }
    }
    return fail(
        emulator, CALE_INVALID_ARGUMENT,
        std::string("expected a setting of ALE with its type, found ") + key);
  });
}

/// A descriptor that closes itself.
struct Descriptor {
  int number;
  explicit Descriptor(int number) : number(number) {}
  ~Descriptor() {
    if (number >= 0) close(number);
  }
};

std::unique_ptr<ale::RomSettings> supportedGame(const std::string& md5) {
  return std::unique_ptr<ale::RomSettings>(ale::buildRomRLWrapper(fs::path(), md5));
}

void readPalette(cale_emulator* emulator) {
  auto& palette = emulator->ale.theOSystem->colourPalette();
  for (int index = 0; index < 256; ++index) {
    uint8_t pixel = static_cast<uint8_t>(index);
    palette.applyPaletteRGB(&emulator->rgb[3 * index], &pixel, 1);
    palette.applyPaletteGrayscale(&emulator->grey[index], &pixel, 1);
  }
}

cale_status load(cale_emulator* emulator, const uint8_t* bytes, size_t count) {
  if (count == 0 || count > CALE_ROM_MAXIMUM) {
    return fail(
        emulator, CALE_UNSUPPORTED_ROM,
        "expected a ROM of 1 to " + std::to_string(CALE_ROM_MAXIMUM) + " bytes, found " +
            std::to_string(count));
  }
  std::string md5 = ale::stella::MD5(bytes, static_cast<uint32_t>(count));
  auto game = supportedGame(md5);
  if (game == nullptr) {
    return fail(
        emulator, CALE_UNSUPPORTED_ROM,
        "expected a ROM that ALE supports for one player, found one with MD5 " + md5);
  }

  float repeated = emulator->ale.getFloat("repeat_action_probability");
  if (!(repeated >= 0 && repeated <= 0.99f)) {
    return fail(
        emulator, CALE_INVALID_ARGUMENT,
        "expected repeat_action_probability in 0...0.99 (with 1 some games never start), found " +
            std::to_string(repeated));
  }

  Descriptor file(memfd_create("cale-rom", MFD_CLOEXEC));
  if (file.number < 0) return fail(emulator, CALE_FAILURE, "no anonymous file for the ROM");
  for (size_t written = 0; written < count;) {
    ssize_t more = write(file.number, bytes + written, count - written);
    if (more <= 0) return fail(emulator, CALE_FAILURE, "no memory for the ROM");
    written += static_cast<size_t>(more);
  }
  fs::path path = "/proc/self/fd/" + std::to_string(file.number);

  // From here on the old game is gone, whatever happens.
  ale::ALEInterface& ale = emulator->ale;
  ale.environment.reset();
  emulator->lent.reset();
  ale.theOSystem->settings().validate();
  ale.theOSystem->create();
  if (!ale.theOSystem->createConsole(path)) {
    return fail(emulator, CALE_FAILURE, "ALE could not create a console for MD5 " + md5);
  }
  auto& console = ale.theOSystem->console();
  ale.theOSystem->colourPalette().setPalette("standard", console.getFormat());
  ale.romSettings = std::move(game);
  ale.romSettings->modifyEnvironmentSettings(ale.theOSystem->settings());
  auto environment =
      std::make_unique<ale::StellaEnvironment>(ale.theOSystem.get(), ale.romSettings.get());
  ale.max_num_frames = ale.theOSystem->settings().getInt("max_num_frames_per_episode");
  emulator->pristine = environment->cloneState(false).serialize();
  environment->reset();
  readPalette(emulator);
  emulator->md5 = md5;
  ale.environment = std::move(environment);
  return CALE_OK;
}

}  // namespace

cale_emulator* cale_create(void) {
  try {
    static std::once_flag quiet;
    std::call_once(quiet, [] { ale::Logger::setMode(ale::Logger::Error); });
    auto emulator = std::make_unique<cale_emulator>();
    emulator->ale.setInt("random_seed", 0);
    return emulator.release();
  } catch (...) {
    return nullptr;
  }
}

void cale_destroy(cale_emulator* emulator) {
  try {
    delete emulator;
  } catch (...) {
  }
}

const char* cale_message(const cale_emulator* emulator) { return emulator->message.c_str(); }

const char* cale_version(void) { return ALE_VERSION; }

cale_status cale_set_int(cale_emulator* emulator, const char* key, int32_t value) {
  return setting(emulator, key, Kind::integer, [&] { emulator->ale.setInt(key, value); });
}

cale_status cale_set_bool(cale_emulator* emulator, const char* key, bool value) {
  return setting(emulator, key, Kind::boolean, [&] { emulator->ale.setBool(key, value); });
}

cale_status cale_set_float(cale_emulator* emulator, const char* key, float value) {
  return setting(emulator, key, Kind::real, [&] { emulator->ale.setFloat(key, value); });
}

cale_status cale_set_string(cale_emulator* emulator, const char* key, const char* value) {
  return setting(emulator, key, Kind::text, [&] { emulator->ale.setString(key, value); });
}

cale_status cale_get_int(cale_emulator* emulator, const char* key, int32_t* value) {
  return setting(emulator, key, Kind::integer, [&] { *value = emulator->ale.getInt(key); });
}

cale_status cale_get_bool(cale_emulator* emulator, const char* key, bool* value) {
  return setting(emulator, key, Kind::boolean, [&] { *value = emulator->ale.getBool(key); });
}

cale_status cale_get_float(cale_emulator* emulator, const char* key, float* value) {
  return setting(emulator, key, Kind::real, [&] { *value = emulator->ale.getFloat(key); });
}

cale_status cale_get_string(
    cale_emulator* emulator, const char* key, char* buffer, size_t capacity, size_t* count) {
  std::string text;
  cale_status status =
      setting(emulator, key, Kind::text, [&] { text = emulator->ale.getString(key); });
  if (status != CALE_OK) return status;
  *count = text.size() + 1;
  if (buffer == nullptr || capacity < *count) {
    return fail(emulator, CALE_BUFFER_TOO_SMALL, "the buffer is too small for the text");
  }
  std::memcpy(buffer, text.c_str(), *count);
  return CALE_OK;
}

void cale_md5(const uint8_t* bytes, size_t count, char* md5) {
  try {
    const uint8_t none = 0;
    std::string digits =
        ale::stella::MD5(bytes == nullptr ? &none : bytes, static_cast<uint32_t>(count));
    std::memcpy(md5, digits.c_str(), CALE_MD5_CAPACITY);
  } catch (...) {
    md5[0] = 0;
  }
}

bool cale_is_supported(const char* md5) {
  try {
    return supportedGame(md5) != nullptr;
  } catch (...) {
    return false;
  }
}

cale_status cale_load_bytes(cale_emulator* emulator, const uint8_t* bytes, size_t count) {
  return fenced(emulator, [&] { return load(emulator, bytes, bytes == nullptr ? 0 : count); });
}

cale_status cale_load_file(cale_emulator* emulator, const char* path) {
  return fenced(emulator, [&] {
    std::string name = path;
    // Not blocking: a pipe in the place of a ROM must not make us wait.
    Descriptor file(open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    struct stat information;
    if (file.number < 0 || fstat(file.number, &information) != 0) {
      return fail(emulator, CALE_NO_INPUT, "expected a readable ROM file, found none at " + name);
    }
    if (!S_ISREG(information.st_mode) || information.st_size > CALE_ROM_MAXIMUM) {
      return fail(
          emulator, CALE_UNSUPPORTED_ROM,
          "expected a ROM file of at most " + std::to_string(CALE_ROM_MAXIMUM) +
              " bytes, found something else at " + name);
    }
    std::vector<uint8_t> bytes(CALE_ROM_MAXIMUM + 1);
    size_t count = 0;
    while (count < bytes.size()) {
      ssize_t more = read(file.number, bytes.data() + count, bytes.size() - count);
      if (more < 0) {
        return fail(emulator, CALE_NO_INPUT, "expected a readable ROM file at " + name);
      }
      if (more == 0) break;
      count += static_cast<size_t>(more);
    }
    return load(emulator, bytes.data(), count);
  });
}

cale_status cale_rom_md5(cale_emulator* emulator, char* md5) {
  return playing(emulator, [&] {
    std::memcpy(md5, emulator->md5.c_str(), CALE_MD5_CAPACITY);
    return CALE_OK;
  });
}

cale_status cale_reload(cale_emulator* emulator, int32_t random_seed) {
  return playing(emulator, [&] {
    ale::StellaEnvironment& environment = emulator->environment();
    environment.restoreState(ale::ALEState(emulator->pristine));
    environment.getEnvironmentRNG().seed(static_cast<uint32_t>(random_seed));
    environment.reset();
    return CALE_OK;
  });
}
