// Actions and what they lead to: rewards, lives, RAM, screen.

#include <cmath>
#include <cstring>

#include <ale/emucore/Random.hxx>
#include <ale/emucore/Serializer.hxx>

#include "Emulator.hpp"

using cale::fail;
using cale::playing;

namespace {

bool isValid(int32_t action, float paddle_strength) {
  return action >= 0 && action < CALE_ACTION_COUNT && paddle_strength >= 0 && paddle_strength <= 1;
}

cale_status refuse(cale_emulator* emulator) {
  return fail(
      emulator, CALE_INVALID_ARGUMENT,
      "expected an action in 0..<18 with a paddle strength in 0...1, found another");
}

void look(cale_emulator* emulator, cale_outcome* outcome) {
  ale::StellaEnvironment& environment = emulator->environment();
  outcome->lives = emulator->ale.romSettings->lives();
  outcome->frame = environment.getFrameNumber();
  outcome->episode_frame = environment.getEpisodeFrameNumber();
  outcome->game_over = environment.isGameTerminal();
  outcome->truncated = environment.isGameTruncated();
}

template <typename List>
cale_status copy(
    cale_emulator* emulator, const List& list, int32_t* buffer, size_t capacity, size_t* count) {
  *count = list.size();
  if (buffer == nullptr || capacity < list.size()) {
    return fail(emulator, CALE_BUFFER_TOO_SMALL, "the buffer is too small for the list");
  }
  for (size_t index = 0; index < list.size(); ++index) {
    buffer[index] = static_cast<int32_t>(list[index]);
  }
  return CALE_OK;
}

std::string bytes(ale::stella::Random& random) {
  ale::stella::Serializer serializer;
  random.saveState(serializer);
  return serializer.get_str();
}

/// Calls `body` with the screen's pixels and their count, if `capacity` holds them.
template <typename Body>
cale_status screen(cale_emulator* emulator, size_t channels, size_t capacity, Body body) {
  return playing(emulator, [&] {
    const ale::ALEScreen& screen = emulator->environment().getScreen();
    size_t count = screen.arraySize();
    if (capacity < channels * count) {
      return fail(
          emulator, CALE_BUFFER_TOO_SMALL,
          "expected a buffer of " + std::to_string(channels * count) + " bytes, found " +
              std::to_string(capacity));
    }
    body(screen.getArray(), count);
    return CALE_OK;
  });
}

}  // namespace

cale_status cale_act(
    cale_emulator* emulator, int32_t action, float paddle_strength, int32_t* reward) {
  return playing(emulator, [&] {
    if (!isValid(action, paddle_strength)) return refuse(emulator);
    *reward = emulator->ale.act(static_cast<ale::Action>(action), paddle_strength);
    return CALE_OK;
  });
}

cale_status cale_step(
    cale_emulator* emulator, int32_t action, float paddle_strength, int32_t count,
    cale_outcome* outcome) {
  return playing(emulator, [&] {
    if (!isValid(action, paddle_strength)) return refuse(emulator);
    ale::StellaEnvironment& environment = emulator->environment();
    outcome->reward = 0;
    for (int32_t index = 0; index < count; ++index) {
      outcome->reward += environment.act(
          static_cast<ale::Action>(action), ale::PLAYER_B_NOOP, paddle_strength, 0.0f);
    }
    look(emulator, outcome);
    return CALE_OK;
  });
}

cale_status cale_look(cale_emulator* emulator, cale_outcome* outcome) {
  return playing(emulator, [&] {
    outcome->reward = 0;
    look(emulator, outcome);
    return CALE_OK;
  });
}

cale_status cale_reset(cale_emulator* emulator) {
  return playing(emulator, [&] {
    emulator->environment().reset();
    return CALE_OK;
  });
}

cale_status cale_seed(cale_emulator* emulator, int32_t random_seed) {
  return playing(emulator, [&] {
    emulator->environment().getEnvironmentRNG().seed(static_cast<uint32_t>(random_seed));
    return CALE_OK;
  });
}

cale_status cale_is_seeded(cale_emulator* emulator, int32_t random_seed, bool* seeded) {
  return playing(emulator, [&] {
    ale::stella::Random fresh;
    fresh.seed(static_cast<uint32_t>(random_seed));
    *seeded = bytes(fresh) == bytes(emulator->environment().getEnvironmentRNG());
    return CALE_OK;
  });
}

cale_status cale_lives(cale_emulator* emulator, int32_t* lives) {
  return playing(emulator, [&] {
    *lives = emulator->ale.lives();
    return CALE_OK;
  });
}

cale_status cale_game_over(cale_emulator* emulator, bool* game_over) {
  return playing(emulator, [&] {
    *game_over = emulator->environment().isGameTerminal();
    return CALE_OK;
  });
}

cale_status cale_truncated(cale_emulator* emulator, bool* truncated) {
  return playing(emulator, [&] {
    *truncated = emulator->environment().isGameTruncated();
    return CALE_OK;
  });
}

cale_status cale_frame_number(cale_emulator* emulator, int32_t* frame) {
  return playing(emulator, [&] {
    *frame = emulator->environment().getFrameNumber();
    return CALE_OK;
  });
}

cale_status cale_episode_frame_number(cale_emulator* emulator, int32_t* frame) {
  return playing(emulator, [&] {
    *frame = emulator->environment().getEpisodeFrameNumber();
    return CALE_OK;
  });
}

cale_status cale_legal_actions(
    cale_emulator* emulator, int32_t* buffer, size_t capacity, size_t* count) {
  return playing(emulator, [&] {
    return copy(emulator, emulator->ale.getLegalActionSet(), buffer, capacity, count);
  });
}

cale_status cale_minimal_actions(
    cale_emulator* emulator, int32_t* buffer, size_t capacity, size_t* count) {
  return playing(emulator, [&] {
    return copy(emulator, emulator->ale.getMinimalActionSet(), buffer, capacity, count);
  });
}

cale_status cale_modes(cale_emulator* emulator, int32_t* buffer, size_t capacity, size_t* count) {
  return playing(emulator, [&] {
    return copy(emulator, emulator->ale.getAvailableModes(), buffer, capacity, count);
  });
}

cale_status cale_difficulties(
    cale_emulator* emulator, int32_t* buffer, size_t capacity, size_t* count) {
  return playing(emulator, [&] {
    return copy(emulator, emulator->ale.getAvailableDifficulties(), buffer, capacity, count);
  });
}

cale_status cale_mode(cale_emulator* emulator, int32_t* mode) {
  return playing(emulator, [&] {
    *mode = static_cast<int32_t>(emulator->environment().getMode());
    return CALE_OK;
  });
}

cale_status cale_difficulty(cale_emulator* emulator, int32_t* difficulty) {
  return playing(emulator, [&] {
    *difficulty = static_cast<int32_t>(emulator->environment().getDifficulty());
    return CALE_OK;
  });
}

cale_status cale_set_mode(cale_emulator* emulator, int32_t mode) {
  return playing(emulator, [&] {
    for (auto available : emulator->ale.getAvailableModes()) {
      if (static_cast<int64_t>(available) == mode) {
        emulator->ale.setMode(available);
        return CALE_OK;
      }
    }
    return fail(
        emulator, CALE_INVALID_ARGUMENT,
        "expected a mode of the game, found " + std::to_string(mode));
  });
}

cale_status cale_set_difficulty(cale_emulator* emulator, int32_t difficulty) {
  return playing(emulator, [&] {
    for (auto available : emulator->ale.getAvailableDifficulties()) {
      if (static_cast<int64_t>(available) == difficulty) {
        emulator->ale.setDifficulty(available);
        return CALE_OK;
      }
    }
    return fail(
        emulator, CALE_INVALID_ARGUMENT,
        "expected a difficulty of the game, found " + std::to_string(difficulty));
  });
}

cale_status cale_ram(cale_emulator* emulator, uint8_t* ram) {
  return playing(emulator, [&] {
    std::memcpy(ram, emulator->environment().getRAM().array(), CALE_RAM_COUNT);
    return CALE_OK;
  });
}

const uint8_t* cale_ram_view(const cale_emulator* emulator) {
  return emulator->loaded() ? emulator->ale.environment->getRAM().array() : nullptr;
}

cale_status cale_set_ram(cale_emulator* emulator, size_t index, uint8_t value) {
  return playing(emulator, [&] {
    if (index >= CALE_RAM_COUNT) {
      return fail(
          emulator, CALE_INVALID_ARGUMENT,
          "expected a RAM address in 0..<128, found " + std::to_string(index));
    }
    emulator->environment().setRAM(index, value);
    return CALE_OK;
  });
}

cale_status cale_screen_size(cale_emulator* emulator, int32_t* width, int32_t* height) {
  return playing(emulator, [&] {
    const ale::ALEScreen& screen = emulator->environment().getScreen();
    *width = static_cast<int32_t>(screen.width());
    *height = static_cast<int32_t>(screen.height());
    return CALE_OK;
  });
}

cale_status cale_screen(cale_emulator* emulator, uint8_t* buffer, size_t capacity) {
  return screen(emulator, 1, capacity, [&](const uint8_t* pixels, size_t count) {
    std::memcpy(buffer, pixels, count);
  });
}

cale_status cale_screen_rgb(cale_emulator* emulator, uint8_t* buffer, size_t capacity) {
  return screen(emulator, 3, capacity, [&](const uint8_t* pixels, size_t count) {
    for (size_t index = 0; index < count; ++index) {
      std::memcpy(buffer + 3 * index, &emulator->rgb[3 * size_t(pixels[index])], 3);
    }
  });
}

cale_status cale_screen_grey(cale_emulator* emulator, uint8_t* buffer, size_t capacity) {
  return screen(emulator, 1, capacity, [&](const uint8_t* pixels, size_t count) {
    for (size_t index = 0; index < count; ++index) buffer[index] = emulator->grey[pixels[index]];
  });
}

cale_status cale_palette_rgb(cale_emulator* emulator, uint8_t* palette) {
  return playing(emulator, [&] {
    std::memcpy(palette, emulator->rgb.data(), emulator->rgb.size());
    return CALE_OK;
  });
}

cale_status cale_palette_grey(cale_emulator* emulator, uint8_t* palette) {
  return playing(emulator, [&] {
    std::memcpy(palette, emulator->grey.data(), emulator->grey.size());
    return CALE_OK;
  });
}
