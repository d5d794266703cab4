// Saved states.
//
// A state is ALE's own serialized state, as mended by scripts/mend-ale, and what ALE keeps outside
// of it: the value on the data bus and the three pictures (the two frame buffers that the TIA draws
// into by turns, of which it may leave parts standing, and the screen made from them).
//
//   offset  bytes
//        0      4  "CALE"
//        4      4  version of this layout (numbers are little endian)
//        8     32  MD5 of the ROM, hexadecimal
//       40      8  count of the body's bytes
//       48      8  checksum of the body
//       56         body: has generator (1), data bus (1), height (2), count of ALE's bytes (4),
//                  ALE's bytes, then the rows of the three pictures
//
// A row of a picture is a tag: 0 the row above, 1 the same row of the picture before, 2 runs of
// (length, value) up to 160 pixels, 3 the 160 pixels.

#include <cstring>
#include <vector>

#include "Emulator.hpp"

using cale::fail;
using cale::playing;

namespace {

constexpr char magic[] = {'C', 'A', 'L', 'E'};
constexpr uint32_t version = 1;
constexpr size_t headerCount = 56;
constexpr size_t prefixCount = 8;
constexpr size_t width = 160;

enum RowTag : uint8_t { above = 0, before = 1, runs = 2, pixels = 3 };

/// A 64-bit checksum that takes eight bytes at a time; it need not resist an attacker.
uint64_t checksum(const char* bytes, size_t count) {
  uint64_t hash = 0x9E3779B97F4A7C15u ^ count;
  while (count > 0) {
    uint64_t word = 0;
    size_t taken = count < 8 ? count : 8;
    std::memcpy(&word, bytes, taken);
    hash = (hash ^ word) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
    bytes += taken;
    count -= taken;
  }
  return hash;
}

template <typename Number>
void put(std::string& bytes, size_t offset, Number value) {
  std::memcpy(&bytes[offset], &value, sizeof(value));
}

template <typename Number>
Number get(const uint8_t* bytes) {
  Number value;
  std::memcpy(&value, bytes, sizeof(value));
  return value;
}

void packRow(std::string& packed, const uint8_t* row) {
  uint8_t run[2 * width];
  size_t count = 0;
  for (size_t start = 0; start < width;) {
    size_t end = start + 1;
    while (end < width && row[end] == row[start]) ++end;
    run[count++] = static_cast<uint8_t>(end - start);
    run[count++] = row[start];
    start = end;
  }
  bool worthwhile = count < width;
  packed.push_back(static_cast<char>(worthwhile ? runs : pixels));
  packed.append(reinterpret_cast<const char*>(worthwhile ? run : row), worthwhile ? count : width);
}

void pack(std::string& packed, const uint8_t* picture, const uint8_t* reference, size_t height) {
  for (size_t y = 0; y < height; ++y) {
    const uint8_t* row = picture + y * width;
    if (reference != nullptr && std::memcmp(row, reference + y * width, width) == 0) {
      packed.push_back(static_cast<char>(before));
    } else if (y > 0 && std::memcmp(row, row - width, width) == 0) {
      packed.push_back(static_cast<char>(above));
    } else {
      packRow(packed, row);
    }
  }
}

/// Reads what `pack` wrote. False, and nothing outside `picture` touched, if it is something else.
bool unpack(
    const uint8_t*& bytes, const uint8_t* end, uint8_t* picture, const uint8_t* reference,
    size_t height) {
  for (size_t y = 0; y < height; ++y) {
    uint8_t* row = picture + y * width;
    if (bytes == end) return false;
    uint8_t tag = *bytes++;
    if (tag == above && y > 0) {
      std::memcpy(row, row - width, width);
    } else if (tag == before && reference != nullptr) {
      std::memcpy(row, reference + y * width, width);
    } else if (tag == runs) {
      for (size_t x = 0; x < width;) {
        if (end - bytes < 2 || bytes[0] == 0 || bytes[0] > width - x) return false;
        std::memset(row + x, bytes[1], bytes[0]);
        x += bytes[0];
        bytes += 2;
      }
    } else if (tag == pixels && static_cast<size_t>(end - bytes) >= width) {
      std::memcpy(row, bytes, width);
      bytes += width;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

cale_status cale_save_state(cale_emulator* emulator, bool include_random, size_t* count) {
  return playing(emulator, [&] {
    ale::StellaEnvironment& environment = emulator->environment();
    const ale::ALEScreen& screen = environment.getScreen();
    if (screen.width() != width) return fail(emulator, CALE_FAILURE, "the screen is not 160 wide");
    std::string machine = environment.cloneState(include_random).serialize();

    std::string& saved = emulator->saved;
    saved.assign(headerCount + prefixCount, 0);
    saved[headerCount] = include_random ? 1 : 0;
    saved[headerCount + 1] = static_cast<char>(emulator->system().getDataBusState());
    put(saved, headerCount + 2, static_cast<uint16_t>(screen.height()));
    put(saved, headerCount + 4, static_cast<uint32_t>(machine.size()));
    saved += machine;
    const uint8_t* current = emulator->source().currentFrameBuffer();
    const uint8_t* previous = emulator->source().previousFrameBuffer();
    pack(saved, current, nullptr, screen.height());
    pack(saved, previous, current, screen.height());
    pack(saved, screen.getArray(), current, screen.height());

    size_t bodyCount = saved.size() - headerCount;
    std::memcpy(&saved[0], magic, sizeof(magic));
    put(saved, 4, version);
    std::memcpy(&saved[8], emulator->md5.data(), 32);
    put(saved, 40, static_cast<uint64_t>(bodyCount));
    put(saved, 48, checksum(saved.data() + headerCount, bodyCount));
    *count = saved.size();
    return CALE_OK;
  });
}

cale_status cale_copy_state(
    cale_emulator* emulator, uint8_t* buffer, size_t capacity, size_t* count) {
  return playing(emulator, [&] {
    *count = emulator->saved.size();
    if (buffer == nullptr || capacity < emulator->saved.size()) {
      return fail(emulator, CALE_BUFFER_TOO_SMALL, "the buffer is too small for the state");
    }
    std::memcpy(buffer, emulator->saved.data(), emulator->saved.size());
    return CALE_OK;
  });
}

void cale_seal_state(uint8_t* bytes, size_t count) {
  if (count < headerCount) return;
  uint64_t sum = checksum(reinterpret_cast<const char*>(bytes) + headerCount, count - headerCount);
  std::memcpy(bytes + 48, &sum, sizeof(sum));
}

cale_status cale_restore_state(cale_emulator* emulator, const uint8_t* bytes, size_t count) {
  return playing(emulator, [&] {
    auto refuse = [&](const std::string& text) {
      return fail(emulator, CALE_CORRUPT_STATE, text);
    };
    if (count < headerCount + prefixCount || std::memcmp(bytes, magic, sizeof(magic)) != 0) {
      return refuse("expected a saved state, found other bytes");
    }
    if (get<uint32_t>(bytes + 4) != version) {
      return refuse(
          "expected a saved state of version " + std::to_string(version) + ", found version " +
          std::to_string(get<uint32_t>(bytes + 4)));
    }
    std::string md5(reinterpret_cast<const char*>(bytes + 8), 32);
    if (md5 != emulator->md5) {
      return refuse("expected a state of the ROM " + emulator->md5 + ", found one of another ROM");
    }
    const uint8_t* body = bytes + headerCount;
    size_t bodyCount = count - headerCount;
    if (get<uint64_t>(bytes + 40) != bodyCount ||
        get<uint64_t>(bytes + 48) !=
            checksum(reinterpret_cast<const char*>(body), bodyCount)) {
      return refuse("expected a whole saved state, found a damaged one");
    }
    const ale::ALEScreen& screen = emulator->environment().getScreen();
    size_t height = get<uint16_t>(body + 2);
    size_t machineCount = get<uint32_t>(body + 4);
    if (height != screen.height() || machineCount > bodyCount - prefixCount) {
      return refuse("expected a state of this game's screen, found another");
    }
    const uint8_t* machine = body + prefixCount;
    const uint8_t* packed = machine + machineCount;
    const uint8_t* end = bytes + count;
    std::vector<uint8_t> pictures(3 * width * height);
    uint8_t* current = pictures.data();
    uint8_t* previous = current + width * height;
    uint8_t* shown = previous + width * height;
    if (!unpack(packed, end, current, nullptr, height) ||
        !unpack(packed, end, previous, current, height) ||
        !unpack(packed, end, shown, current, height) || packed != end) {
      return refuse("expected the pictures of a saved state, found other bytes");
    }

    ale::StellaEnvironment& environment = emulator->environment();
    environment.restoreState(
        ale::ALEState(std::string(reinterpret_cast<const char*>(machine), machineCount)));
    std::memcpy(emulator->source().currentFrameBuffer(), current, width * height);
    std::memcpy(emulator->source().previousFrameBuffer(), previous, width * height);
    std::memcpy(screen.getArray(), shown, width * height);

    // The bus holds what was read or written last, which is a byte of the RAM: reading it again
    // puts it back.
    uint8_t bus = body[1];
    for (uint16_t address = 0xFF; emulator->system().getDataBusState() != bus && address >= 0x80;
         --address) {
      emulator->system().peek(address);
    }
    return CALE_OK;
  });
}
