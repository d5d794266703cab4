// The Arcade Learning Environment 0.12.1 as a C interface.
//
// One handle is one emulator. It is not synchronised: use it from one thread at a time; several
// handles may run on several threads at once.
//
// Every function that can fail returns a status, and then `cale_message` says why. No C++ exception
// and no exit() reaches the caller: what would make ALE end the process (an unknown ROM, an invalid
// action, an unknown setting) is refused before ALE sees it. Memory is the caller's: a buffer that
// is too small is left alone and CALE_BUFFER_TOO_SMALL is returned together with the needed count.
//
// "Frame" is one frame of the console (1/60 s for NTSC, 1/50 s for PAL games).

#ifndef CALE_H
#define CALE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
#pragma clang assume_nonnull begin

/// One emulator, with the game it has loaded.
typedef struct cale_emulator cale_emulator;

/// What a call came to.
typedef enum __attribute__((enum_extensibility(closed))) cale_status : int32_t {
  CALE_OK = 0,
  CALE_INVALID_ARGUMENT = 1,  // a value outside its documented range
  CALE_NOT_LOADED = 2,        // no game is loaded
  CALE_NO_INPUT = 3,          // a file that is not there or cannot be read
  CALE_UNSUPPORTED_ROM = 4,   // bytes that are no ROM which ALE supports for one player
  CALE_BUFFER_TOO_SMALL = 5,
  CALE_CORRUPT_STATE = 6,     // a state of another game, version or with damaged bytes
  CALE_FAILURE = 7            // anything else that ALE reported
} cale_status;

/// Bytes of RAM of the console.
#define CALE_RAM_COUNT 128
/// Bytes of an MD5 checksum in hexadecimal, with the terminating zero.
#define CALE_MD5_CAPACITY 33
/// The largest ROM file, in bytes, that is looked at.
#define CALE_ROM_MAXIMUM (512 * 1024)
/// Actions 0..<18 are ALE's player A actions: NOOP, FIRE, UP, … DOWNLEFTFIRE.
#define CALE_ACTION_COUNT 18

// MARK: Life of an emulator

/// A new emulator without a game, or null when memory is short. ALE's messages below errors are
/// silenced for the whole process. ALE's defaults hold, except that `random_seed` is 0, not the
/// clock.
cale_emulator *_Nullable cale_create(void);
void cale_destroy(cale_emulator *_Nullable emulator);

/// What went wrong in the last failed call on `emulator`; valid until the next call on it.
const char *cale_message(const cale_emulator *emulator);

/// The version of the ALE that is linked in, such as "0.12.1".
const char *cale_version(void);

// MARK: Settings (they take effect at the next load)

cale_status cale_set_int(cale_emulator *emulator, const char *key, int32_t value);
cale_status cale_set_bool(cale_emulator *emulator, const char *key, bool value);
cale_status cale_set_float(cale_emulator *emulator, const char *key, float value);
cale_status cale_set_string(cale_emulator *emulator, const char *key, const char *value);
cale_status cale_get_int(cale_emulator *emulator, const char *key, int32_t *value);
cale_status cale_get_bool(cale_emulator *emulator, const char *key, bool *value);
cale_status cale_get_float(cale_emulator *emulator, const char *key, float *value);
cale_status cale_get_string(
    cale_emulator *emulator, const char *key, char *_Nullable buffer, size_t capacity,
    size_t *count);

// MARK: ROMs

/// The MD5 checksum of bytes, as 32 lower case hexadecimal digits and a zero.
void cale_md5(const uint8_t *_Nullable bytes, size_t count, char *md5);

/// Whether ALE supports a ROM with this MD5 checksum for one player.
bool cale_is_supported(const char *md5);

/// Reads a ROM file, verifies that it is a supported one, and starts its game: afterwards the
/// emulator is where `ALEInterface::loadROM` leaves it.
cale_status cale_load_file(cale_emulator *emulator, const char *path);

/// The same with the file's content.
cale_status cale_load_bytes(cale_emulator *emulator, const uint8_t *_Nullable bytes, size_t count);

/// The MD5 checksum of the loaded ROM.
cale_status cale_rom_md5(cale_emulator *emulator, char *md5);

// MARK: Play

/// What one step led to.
typedef struct cale_outcome {
  int64_t reward;         // sum over the frames of the step
  int32_t lives;
  int32_t frame;          // since the ROM was loaded
  int32_t episode_frame;  // since the last reset
  bool game_over;         // the game reported its end
  bool truncated;         // the frame limit was reached
} cale_outcome;

/// Applies one action once (`frame_skip` frames, which is a setting and 1 by default).
/// `paddle_strength` in 0...1 scales a paddle's movement and is ignored by joystick games.
cale_status cale_act(
    cale_emulator *emulator, int32_t action, float paddle_strength, int32_t *reward);

/// `count` calls of `cale_act` with the same action, in one call. As there, the sticky action
/// generator is drawn for every call, also behind the end of the game, where nothing is emulated.
cale_status cale_step(
    cale_emulator *emulator, int32_t action, float paddle_strength, int32_t count,
    cale_outcome *outcome);

/// The outcome of a step of zero frames: where the emulator is now.
cale_status cale_look(cale_emulator *emulator, cale_outcome *outcome);

/// Starts a new game (`ALEInterface::reset_game`); the sticky action generator runs on.
cale_status cale_reset(cale_emulator *emulator);

/// Goes back to where a fresh load with this `random_seed` would be, without loading. As with a
/// load, mode and difficulty are the game's defaults. Costs about 70 emulated frames.
cale_status cale_reload(cale_emulator *emulator, int32_t random_seed);

/// Seeds the sticky action generator as loading with this `random_seed` does, nothing else.
cale_status cale_seed(cale_emulator *emulator, int32_t random_seed);

/// Whether the sticky action generator is as `cale_seed(random_seed)` leaves it.
cale_status cale_is_seeded(cale_emulator *emulator, int32_t random_seed, bool *seeded);

cale_status cale_lives(cale_emulator *emulator, int32_t *lives);
/// Whether the game reported its end; a reached frame limit is not counted.
cale_status cale_game_over(cale_emulator *emulator, bool *game_over);
/// Whether the frame limit (`max_num_frames_per_episode`) was reached.
cale_status cale_truncated(cale_emulator *emulator, bool *truncated);
cale_status cale_frame_number(cale_emulator *emulator, int32_t *frame);
cale_status cale_episode_frame_number(cale_emulator *emulator, int32_t *frame);

// MARK: Actions, modes, difficulties (lists in ALE's order)

cale_status cale_legal_actions(
    cale_emulator *emulator, int32_t *_Nullable buffer, size_t capacity, size_t *count);
cale_status cale_minimal_actions(
    cale_emulator *emulator, int32_t *_Nullable buffer, size_t capacity, size_t *count);
cale_status cale_modes(
    cale_emulator *emulator, int32_t *_Nullable buffer, size_t capacity, size_t *count);
cale_status cale_difficulties(
    cale_emulator *emulator, int32_t *_Nullable buffer, size_t capacity, size_t *count);
cale_status cale_mode(cale_emulator *emulator, int32_t *mode);
cale_status cale_difficulty(cale_emulator *emulator, int32_t *difficulty);
/// Takes effect at the next `cale_reset`.
cale_status cale_set_mode(cale_emulator *emulator, int32_t mode);
/// Takes effect at the next frame.
cale_status cale_set_difficulty(cale_emulator *emulator, int32_t difficulty);

// MARK: RAM and screen

/// Copies the 128 bytes of RAM.
cale_status cale_ram(cale_emulator *emulator, uint8_t *ram);
/// ALE's own copy of the RAM, 128 bytes, kept up to date until the next load; null before a load.
const uint8_t *_Nullable cale_ram_view(const cale_emulator *emulator);
cale_status cale_set_ram(cale_emulator *emulator, size_t index, uint8_t value);

/// 160 wide; 210 high for NTSC games and up to 250 for PAL games.
cale_status cale_screen_size(cale_emulator *emulator, int32_t *width, int32_t *height);
/// Palette indices, one byte a pixel, row by row from the top.
cale_status cale_screen(cale_emulator *emulator, uint8_t *buffer, size_t capacity);
/// Red, green, blue: three bytes a pixel.
cale_status cale_screen_rgb(cale_emulator *emulator, uint8_t *buffer, size_t capacity);
/// Brightness, one byte a pixel.
cale_status cale_screen_grey(cale_emulator *emulator, uint8_t *buffer, size_t capacity);
/// The palette of the loaded game: 256 × (red, green, blue).
cale_status cale_palette_rgb(cale_emulator *emulator, uint8_t *palette);
/// The brightness of its 256 colours.
cale_status cale_palette_grey(cale_emulator *emulator, uint8_t *palette);

// MARK: States

/// Saves the state; `cale_copy_state` hands it out. With `include_random` it holds the sticky action
/// generator too. Two emulators in the same state save the same bytes.
cale_status cale_save_state(cale_emulator *emulator, bool include_random, size_t *count);
/// Copies the bytes that `cale_save_state` made.
cale_status cale_copy_state(
    cale_emulator *emulator, uint8_t *_Nullable buffer, size_t capacity, size_t *count);
/// Goes back to a saved state, in this emulator or in another one with the same ROM and settings.
/// All that follows equals what followed the save: frames, rewards, the screen; and, if the state
/// holds the generator, the draws of sticky actions. Without it the generator stays as it is.
/// Length and checksum are verified first: a damaged state changes nothing.
cale_status cale_restore_state(cale_emulator *emulator, const uint8_t *bytes, size_t count);

/// Writes the checksum of a state whose bytes were changed.
void cale_seal_state(uint8_t *bytes, size_t count);

// MARK: Another emulator of the same console

/// Bytes of a state before ALE's own: a header and, behind its 56 bytes, what the body starts with.
#define CALE_STATE_PREFIX_COUNT 64

/// What an analog pin of a jack is connected to.
typedef enum __attribute__((enum_extensibility(closed))) cale_paddle : int32_t {
  CALE_PADDLE_LEFT = 0,   // the first player's paddle
  CALE_PADDLE_RIGHT = 1,  // the second player's
  CALE_PADDLE_GROUNDED = 2,
  CALE_PADDLE_OPEN = 3
} cale_paddle;

/// How the console is set up for the loaded game.
typedef struct cale_facts {
  int32_t start_line;  // lines before the picture
  int32_t height;      // lines of the picture that the TIA draws
  bool is_pal;
  bool blanks_on_motion;  // whether HMOVE blanks the left of a line
  bool uses_paddles;
  int32_t paddle_pins[4];  // cale_paddle of INPT0 to INPT3
} cale_facts;

cale_status cale_console_facts(cale_emulator *emulator, cale_facts *facts);

/// What the console's pins show while an action is applied: 1 bits and true are "not pressed".
typedef struct cale_pins {
  uint8_t controllers;  // port A of the RIOT
  uint8_t switches;     // port B
  bool left_fire;       // INPT4
  bool right_fire;      // INPT5
  int32_t paddle_step;  // by how much the first player's paddle turns
} cale_pins;

cale_status cale_action_pins(
    cale_emulator *emulator, int32_t action, int32_t difficulty, float paddle_strength,
    cale_pins *pins);

/// Runs a frame with these pins and these paddles, and returns the 128 bytes of RAM.
typedef const uint8_t *_Nonnull (*_Nonnull cale_frame)(
    void *context, const cale_pins *pins, int32_t left_paddle, int32_t right_paddle);

/// `cale_reset` with frames that another emulator runs. Before the first one ALE's console has just
/// been reset; its state is the one to begin with. ALE's console stays there.
cale_status cale_reset_elsewhere(cale_emulator *emulator, cale_frame frame, void *context);

/// Copies the two pictures that the TIA draws into by turns, as large as the screen.
cale_status cale_frame_buffers(
    cale_emulator *emulator, uint8_t *current, uint8_t *previous, size_t capacity);

/// Lends the game's rules another console's memory, 128 bytes of RAM and 128 of the cartridge's;
/// both must stay until the next load.
cale_status cale_lend_rules(
    cale_emulator *emulator, const uint8_t *ram, const uint8_t *cartridge_ram);

/// What the game's rules made of a frame.
typedef struct cale_score {
  int32_t reward;
  int32_t lives;
  bool game_over;
} cale_score;

/// Applies the game's rules to the lent memory after one frame.
cale_status cale_apply_rules(cale_emulator *emulator, cale_score *score);

/// The variables of the game's rules as bytes.
cale_status cale_copy_variables(
    cale_emulator *emulator, uint8_t *_Nullable buffer, size_t capacity, size_t *count);
/// Goes back to variables that `cale_copy_variables` made for the same game.
cale_status cale_set_variables(cale_emulator *emulator, const uint8_t *bytes, size_t count);

#pragma clang assume_nonnull end
#ifdef __cplusplus
}
#endif
#endif
