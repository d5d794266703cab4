// A reset whose frames another emulator runs.
//
// ALE's reset is some seventy frames of its own choice: without action, with the reset switch held,
// with whatever the game's mode needs. Only the console's way of running a frame is exchanged for
// their time; everything that ALE decides in between stays ALE's.

#include <cstring>

#include <ale/emucore/Control.hxx>
#include <ale/emucore/Event.hxx>
#include <ale/emucore/Switches.hxx>

#include "Emulator.hpp"

using cale::playing;
using ale::stella::Console;
using ale::stella::Controller;
using ale::stella::Event;
using ale::stella::MediaSource;

namespace {

// ALE keeps the source of frames private; an explicit instantiation may name a private member.
template <typename Key, typename Key::Member member>
struct Opened {
  friend typename Key::Member open(Key) { return member; }
};
struct SourceKey {
  using Member = MediaSource* Console::*;
  friend Member open(SourceKey);
};
template struct Opened<SourceKey, &Console::myMediaSource>;

/// Frames come from a callback, everything else from the console's own source.
class LentFrames : public MediaSource {
 public:
  LentFrames(cale_emulator* emulator, cale_frame frame, void* context)
      : emulator_(emulator),
        own_(&emulator->source()),
        place_(emulator->ale.theOSystem->console().*open(SourceKey())),
        frame_(frame),
        context_(context) {
    place_ = this;
  }
  ~LentFrames() override { place_ = own_; }

  void update() override {
    auto& console = emulator_->ale.theOSystem->console();
    cale_pins pins;
    pins.controllers = cale::controllers(console);
    pins.switches = console.switches().read();
    pins.left_fire = console.controller(Controller::Left).read(Controller::Six);
    pins.right_fire = console.controller(Controller::Right).read(Controller::Six);
    pins.paddle_step = 0;
    Event* event = emulator_->ale.theOSystem->event();
    const uint8_t* ram = frame_(
        context_, &pins, event->get(Event::PaddleZeroResistance),
        event->get(Event::PaddleOneResistance));
    for (uint16_t index = 0; index < CALE_RAM_COUNT; ++index) {
      emulator_->system().poke(0x80 + index, ram[index]);
    }
  }

  uint8_t* currentFrameBuffer() const override { return own_->currentFrameBuffer(); }
  uint8_t* previousFrameBuffer() const override { return own_->previousFrameBuffer(); }
  uint32_t height() const override { return own_->height(); }
  uint32_t width() const override { return own_->width(); }
  uint32_t scanlines() const override { return own_->scanlines(); }
  void setSound(ale::stella::Sound& sound) override { own_->setSound(sound); }

 private:
  cale_emulator* emulator_;
  MediaSource* own_;
  MediaSource*& place_;
  cale_frame frame_;
  void* context_;
};

}  // namespace

cale_status cale_reset_elsewhere(cale_emulator* emulator, cale_frame frame, void* context) {
  return playing(emulator, [&] {
    LentFrames frames(emulator, frame, context);
    emulator->environment().reset();
    return CALE_OK;
  });
}
