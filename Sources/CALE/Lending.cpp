// What another emulator of the same console borrows from ALE: the facts of the loaded game, what its
// actions do to the console's pins, and the game's own rules, which look at the other one's memory.
//
// Nothing is written down here a second time: pins are read off ALE's own controllers after ALE's own
// code has pressed the buttons.

#include <cstdlib>
#include <cstring>

#include <ale/emucore/Control.hxx>
#include <ale/emucore/Deserializer.hxx>
#include <ale/emucore/Event.hxx>
#include <ale/emucore/Serializer.hxx>
#include <ale/emucore/Switches.hxx>

#include "Emulator.hpp"

using cale::fail;
using cale::playing;
using ale::stella::Controller;
using ale::stella::Event;

namespace {

int property(cale_emulator* emulator, ale::stella::PropertyType type) {
  return std::atoi(emulator->ale.theOSystem->console().properties().get(type).c_str());
}

bool isProperty(cale_emulator* emulator, ale::stella::PropertyType type, const char* value) {
  return emulator->ale.theOSystem->console().properties().get(type) == value;
}

bool usesPaddles(cale_emulator* emulator) {
  return isProperty(emulator, ale::stella::Controller_Left, "PADDLES") ||
         isProperty(emulator, ale::stella::Controller_Right, "PADDLES");
}

uint8_t port(const ale::stella::Console& console, Controller::Jack jack) {
  Controller& controller = console.controller(jack);
  return static_cast<uint8_t>(
      controller.read(Controller::One) | controller.read(Controller::Two) << 1 |
      controller.read(Controller::Three) << 2 | controller.read(Controller::Four) << 3);
}

}  // namespace

uint8_t cale::controllers(const ale::stella::Console& console) {
  return static_cast<uint8_t>(
      port(console, Controller::Left) << 4 | port(console, Controller::Right));
}

namespace {

int32_t source(Controller& controller, Controller::AnalogPin pin, Event* event) {
  event->set(Event::PaddleZeroResistance, 1);
  event->set(Event::PaddleOneResistance, 2);
  switch (controller.read(pin)) {
    case 1: return CALE_PADDLE_LEFT;
    case 2: return CALE_PADDLE_RIGHT;
    case 0: return CALE_PADDLE_GROUNDED;
    default: return CALE_PADDLE_OPEN;
  }
}

}  // namespace

cale_status cale_console_facts(cale_emulator* emulator, cale_facts* facts) {
  return playing(emulator, [&] {
    auto& console = emulator->ale.theOSystem->console();
    facts->start_line = property(emulator, ale::stella::Display_YStart);
    facts->height = property(emulator, ale::stella::Display_Height);
    facts->is_pal = console.getFormat().compare(0, 3, "PAL") == 0;
    facts->blanks_on_motion = isProperty(emulator, ale::stella::Emulation_HmoveBlanks, "YES");
    facts->uses_paddles = usesPaddles(emulator);
    Event* event = emulator->ale.theOSystem->event();
    int zero = event->get(Event::PaddleZeroResistance);
    int one = event->get(Event::PaddleOneResistance);
    Controller& left = console.controller(Controller::Left);
    Controller& right = console.controller(Controller::Right);
    facts->paddle_pins[0] = source(left, Controller::Nine, event);
    facts->paddle_pins[1] = source(left, Controller::Five, event);
    facts->paddle_pins[2] = source(right, Controller::Nine, event);
    facts->paddle_pins[3] = source(right, Controller::Five, event);
    event->set(Event::PaddleZeroResistance, zero);
    event->set(Event::PaddleOneResistance, one);
    return CALE_OK;
  });
}

cale_status cale_action_pins(
    cale_emulator* emulator, int32_t action, int32_t difficulty, float paddle_strength,
    cale_pins* pins) {
  return playing(emulator, [&] {
    if (action < 0 || action >= CALE_ACTION_COUNT) {
      return fail(emulator, CALE_INVALID_ARGUMENT, "expected an action in 0..<18, found another");
    }
    auto pressed = static_cast<ale::Action>(action);
    if (!emulator->ale.romSettings->isLegal(pressed)) pressed = ale::PLAYER_A_NOOP;
    auto& console = emulator->ale.theOSystem->console();
    Event* event = emulator->ale.theOSystem->event();
    int zero = event->get(Event::PaddleZeroResistance);
    int one = event->get(Event::PaddleOneResistance);
    ale::ALEState hands;
    hands.setDifficulty(static_cast<unsigned int>(difficulty));
    pins->paddle_step = 0;
    if (usesPaddles(emulator)) {
      hands.applyActionPaddles(event, ale::PLAYER_A_NOOP, 1, ale::PLAYER_B_NOOP, 1);
      int before = event->get(Event::PaddleZeroResistance);
      hands.applyActionPaddles(event, pressed, paddle_strength, ale::PLAYER_B_NOOP, 1);
      pins->paddle_step = event->get(Event::PaddleZeroResistance) - before;
    } else {
      hands.applyActionJoysticks(event, pressed, ale::PLAYER_B_NOOP);
    }
    pins->controllers = cale::controllers(console);
    pins->switches = console.switches().read();
    pins->left_fire = console.controller(Controller::Left).read(Controller::Six);
    pins->right_fire = console.controller(Controller::Right).read(Controller::Six);
    event->set(Event::PaddleZeroResistance, zero);
    event->set(Event::PaddleOneResistance, one);
    return CALE_OK;
  });
}

cale_status cale_frame_buffers(
    cale_emulator* emulator, uint8_t* current, uint8_t* previous, size_t capacity) {
  return playing(emulator, [&] {
    size_t count = emulator->environment().getScreen().arraySize();
    if (capacity < count) {
      return fail(emulator, CALE_BUFFER_TOO_SMALL, "the buffers are too small for the pictures");
    }
    std::memcpy(current, emulator->source().currentFrameBuffer(), count);
    std::memcpy(previous, emulator->source().previousFrameBuffer(), count);
    return CALE_OK;
  });
}

cale_status cale_lend_rules(
    cale_emulator* emulator, const uint8_t* ram, const uint8_t* cartridge_ram) {
  return playing(emulator, [&] {
    auto memory =
        std::make_unique<ale::stella::System>(emulator->ale.theOSystem->settings());
    ale::stella::System::PageAccess access;
    access.directPokeBase = nullptr;
    access.device = &memory->nullDevice();
    for (uint16_t page = 0; page < memory->numberOfPages(); ++page) {
      int address = page << memory->pageShift();
      const uint8_t* bytes = nullptr;
      if ((address & 0x1280) == 0x80) bytes = ram + (address & 0x7F);
      if ((address & 0x1F80) == 0x1080) bytes = cartridge_ram + (address & 0x7F);
      access.directPeekBase = const_cast<uint8_t*>(bytes);
      if (bytes != nullptr) memory->setPageAccess(page, access);
    }
    emulator->lent = std::move(memory);
    return CALE_OK;
  });
}

cale_status cale_apply_rules(cale_emulator* emulator, cale_score* score) {
  return playing(emulator, [&] {
    if (emulator->lent == nullptr) return fail(emulator, CALE_NOT_LOADED, "no memory was lent");
    ale::RomSettings& rules = *emulator->ale.romSettings;
    rules.step(*emulator->lent);
    score->reward = rules.getReward();
    score->lives = rules.lives();
    score->game_over = rules.isTerminal();
    return CALE_OK;
  });
}

cale_status cale_copy_variables(
    cale_emulator* emulator, uint8_t* buffer, size_t capacity, size_t* count) {
  return playing(emulator, [&] {
    ale::stella::Serializer serializer;
    emulator->ale.romSettings->saveState(serializer);
    std::string bytes = serializer.get_str();
    *count = bytes.size();
    if (buffer == nullptr || capacity < bytes.size()) {
      return fail(emulator, CALE_BUFFER_TOO_SMALL, "the buffer is too small for the variables");
    }
    std::memcpy(buffer, bytes.data(), bytes.size());
    return CALE_OK;
  });
}

cale_status cale_set_variables(cale_emulator* emulator, const uint8_t* bytes, size_t count) {
  return playing(emulator, [&] {
    ale::stella::Deserializer deserializer(
        std::string(reinterpret_cast<const char*>(bytes), count));
    emulator->ale.romSettings->loadState(deserializer);
    return CALE_OK;
  });
}
