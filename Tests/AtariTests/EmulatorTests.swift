import Atari
import CALE
import Foundation
import TestSupport
import Testing

private func message(_ emulator: OpaquePointer) -> String {
  String(cString: cale_message(emulator))
}

/// The C interface itself: what must never end the process or reach ALE.
struct EmulatorTests {
  @Test func anEmulatorWithoutAGameRefusesToPlay() throws {
    let emulator = try #require(cale_create())
    defer { cale_destroy(emulator) }
    var number: Int32 = 0
    var other: Int32 = 0
    var flag = false
    var count = 0
    var outcome = cale_outcome()
    var byte: UInt8 = 0
    let calls = [
      cale_act(emulator, 0, 1, &number), cale_step(emulator, 0, 1, 4, &outcome),
      cale_look(emulator, &outcome), cale_reset(emulator), cale_reload(emulator, 1),
      cale_seed(emulator, 1), cale_is_seeded(emulator, 1, &flag), cale_lives(emulator, &number),
      cale_game_over(emulator, &flag), cale_truncated(emulator, &flag),
      cale_frame_number(emulator, &number), cale_episode_frame_number(emulator, &number),
      cale_legal_actions(emulator, nil, 0, &count), cale_minimal_actions(emulator, nil, 0, &count),
      cale_modes(emulator, nil, 0, &count), cale_difficulties(emulator, nil, 0, &count),
      cale_mode(emulator, &number), cale_difficulty(emulator, &number), cale_set_mode(emulator, 0),
      cale_set_difficulty(emulator, 0), cale_ram(emulator, &byte), cale_set_ram(emulator, 0, 0),
      cale_screen_size(emulator, &number, &other), cale_screen(emulator, &byte, 1),
      cale_screen_rgb(emulator, &byte, 1), cale_screen_grey(emulator, &byte, 1),
      cale_palette_rgb(emulator, &byte), cale_save_state(emulator, true, &count),
      cale_copy_state(emulator, nil, 0, &count), cale_restore_state(emulator, &byte, 1),
    ]
    #expect(calls.allSatisfy { $0 == .CALE_NOT_LOADED })
    #expect(cale_ram_view(emulator) == nil)
    #expect(message(emulator) == "no game is loaded")
    #expect(String(cString: cale_version()) == "0.12.1")
    cale_destroy(nil)
  }

  @Test func settings() throws {
    let emulator = try #require(cale_create())
    defer { cale_destroy(emulator) }
    var number: Int32 = 7
    var flag = false
    var real: Float = 0
    #expect(cale_get_int(emulator, "random_seed", &number) == .CALE_OK && number == 0)
    #expect(cale_set_int(emulator, "random_seed", -5) == .CALE_OK)
    #expect(cale_get_int(emulator, "random_seed", &number) == .CALE_OK && number == -5)
    #expect(cale_set_bool(emulator, "color_averaging", true) == .CALE_OK)
    #expect(cale_get_bool(emulator, "color_averaging", &flag) == .CALE_OK && flag)
    #expect(cale_set_float(emulator, "repeat_action_probability", 0.5) == .CALE_OK)
    #expect(
      cale_get_float(emulator, "repeat_action_probability", &real) == .CALE_OK && real == 0.5)
    #expect(cale_set_string(emulator, "record_screen_dir", "here") == .CALE_OK)
    var count = 0
    #expect(
      cale_get_string(emulator, "record_screen_dir", nil, 0, &count) == .CALE_BUFFER_TOO_SMALL)
    var text = [CChar](repeating: 0, count: count)
    #expect(
      cale_get_string(emulator, "record_screen_dir", &text, count, &count) == .CALE_OK)
    #expect(text.dropLast().map { UInt8($0) } == Array("here".utf8))

    // Unknown keys and wrong types.
    #expect(cale_set_int(emulator, "no_such_setting", 1) == .CALE_INVALID_ARGUMENT)
    #expect(message(emulator).contains("no_such_setting"))
    #expect(cale_get_int(emulator, "", &number) == .CALE_INVALID_ARGUMENT)
    #expect(cale_get_int(emulator, "repeat_action_probability", &number) == .CALE_INVALID_ARGUMENT)
    #expect(cale_set_bool(emulator, "random_seed", true) == .CALE_INVALID_ARGUMENT)
  }

  @Test func filesThatAreNone() throws {
    let emulator = try #require(cale_create())
    defer { cale_destroy(emulator) }
    #expect(cale_load_file(emulator, "/no/such/pong.bin") == .CALE_NO_INPUT)
    #expect(cale_load_file(emulator, "") == .CALE_NO_INPUT)
    #expect(cale_load_file(emulator, "/tmp") == .CALE_UNSUPPORTED_ROM)
    #expect(cale_load_file(emulator, "/dev/zero") == .CALE_UNSUPPORTED_ROM)
    #expect(cale_load_bytes(emulator, nil, 0) == .CALE_UNSUPPORTED_ROM)
    #expect(cale_load_bytes(emulator, nil, 4096) == .CALE_UNSUPPORTED_ROM)
  }
}

@Suite(.enabled(if: romsAreAvailable, Comment(rawValue: romsAreMissing)))
struct LoadedEmulatorTests {
  private func load(_ name: String) throws -> OpaquePointer {
    let emulator = try #require(cale_create())
    let path = try #require(romFolder) + "/" + name + ".bin"
    #expect(cale_load_file(emulator, path) == .CALE_OK)
    return emulator
  }

  @Test func invalidArgumentsAreRefused() throws {
    let emulator = try load("ms_pacman")
    defer { cale_destroy(emulator) }
    var reward: Int32 = 0
    for action in [-1, 18, 36, 40, 1000, Int32.max, Int32.min] as [Int32] {
      #expect(cale_act(emulator, action, 1, &reward) == .CALE_INVALID_ARGUMENT)
    }
    for strength in [-0.1, 1.1, .nan, .infinity] as [Float] {
      #expect(cale_act(emulator, 0, strength, &reward) == .CALE_INVALID_ARGUMENT)
    }
    #expect(cale_set_mode(emulator, 77) == .CALE_INVALID_ARGUMENT)
    #expect(cale_set_mode(emulator, -1) == .CALE_INVALID_ARGUMENT)
    #expect(cale_set_difficulty(emulator, 9) == .CALE_INVALID_ARGUMENT)
    #expect(cale_set_ram(emulator, 128, 0) == .CALE_INVALID_ARGUMENT)
    var small = [UInt8](repeating: 0, count: 100)
    #expect(cale_screen(emulator, &small, 100) == .CALE_BUFFER_TOO_SMALL)
    #expect(cale_screen_rgb(emulator, &small, 100) == .CALE_BUFFER_TOO_SMALL)
    #expect(small.allSatisfy { $0 == 0 })
    #expect(cale_act(emulator, 17, 1, &reward) == .CALE_OK)
  }

  @Test func modesDifficultiesAndRAM() throws {
    let emulator = try load("ms_pacman")
    defer { cale_destroy(emulator) }
    var count = 0
    #expect(cale_modes(emulator, nil, 0, &count) == .CALE_BUFFER_TOO_SMALL && count == 4)
    var modes = [Int32](repeating: 0, count: count)
    #expect(cale_modes(emulator, &modes, count, &count) == .CALE_OK && modes == [0, 1, 2, 3])
    var number: Int32 = -1
    #expect(cale_set_mode(emulator, 2) == .CALE_OK)
    #expect(cale_mode(emulator, &number) == .CALE_OK && number == 2)
    #expect(cale_difficulty(emulator, &number) == .CALE_OK && number == 0)
    #expect(cale_set_ram(emulator, 5, 99) == .CALE_OK)
    var ram = [UInt8](repeating: 0, count: 128)
    #expect(cale_ram(emulator, &ram) == .CALE_OK && ram[5] == 99)
    #expect(cale_ram_view(emulator)?[5] == 99)
    var md5 = [CChar](repeating: 0, count: 33)
    #expect(cale_rom_md5(emulator, &md5) == .CALE_OK)
    #expect(
      String(decoding: md5.dropLast().map { UInt8($0) }, as: UTF8.self)
        == (try Game.named("ms_pacman").md5))
    #expect(cale_is_supported(md5))
    #expect(!cale_is_supported("d41d8cd98f00b204e9800998ecf8427e"))
    #expect(!cale_is_supported(""))
  }

  @Test func stickinessThatNeverEndsIsRefused() throws {
    let emulator = try load("double_dunk")
    defer { cale_destroy(emulator) }
    let path = try #require(romFolder) + "/double_dunk.bin"
    for probability in [1, 1.5, -0.1, .nan] as [Float] {
      #expect(cale_set_float(emulator, "repeat_action_probability", probability) == .CALE_OK)
      #expect(cale_load_file(emulator, path) == .CALE_INVALID_ARGUMENT)
    }
    #expect(cale_set_float(emulator, "repeat_action_probability", 0.99) == .CALE_OK)
    #expect(cale_load_file(emulator, path) == .CALE_OK)
  }

  @Test func gamesForTwoAreRefused() throws {
    let emulator = try load("pong")
    defer { cale_destroy(emulator) }
    for name in Game.twoPlayerOnly {
      let path = try #require(romFolder) + "/" + name + ".bin"
      try #require(FileManager.default.fileExists(atPath: path))
      #expect(cale_load_file(emulator, path) == .CALE_UNSUPPORTED_ROM)
    }
    // The game that was loaded goes on.
    var reward: Int32 = 0
    #expect(cale_act(emulator, 0, 1, &reward) == .CALE_OK)
  }

  /// A thousand damaged ROMs: cut, extended, with changed bits or blocks, random, empty, huge. Each
  /// is refused with a message, by the bytes and by a file with the game's own name.
  @Test func aThousandDamagedROMs() throws {
    var choices = Choices(state: 2024)
    let folder = NSTemporaryDirectory() + "cartwright-" + UUID().uuidString
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let emulator = try #require(cale_create())
    defer { cale_destroy(emulator) }
    let originals = try Game.all.map { game in
      (game, [UInt8](try Data(contentsOf: URL(fileURLWithPath: rom(of: game).path))))
    }
    for round in 0..<1_000 {
      let (game, original) = originals[choices.next(below: originals.count)]
      var bytes = original
      switch round % 8 {
      case 0: bytes.removeLast(1 + choices.next(below: bytes.count))
      case 1: bytes[choices.next(below: bytes.count)] ^= UInt8(1 << choices.next(below: 8))
      case 2: bytes = bytes.map { _ in UInt8(choices.next(below: 256)) }
      case 3: bytes += (0...choices.next(below: 9_000)).map { _ in UInt8(choices.next(below: 256)) }
      case 4:
        let start = choices.next(below: bytes.count)
        let end = min(bytes.count, start + 1 + choices.next(below: 512))
        for index in start..<end { bytes[index] = ~bytes[index] }
      case 5: bytes = (0..<choices.next(below: 70_000)).map { _ in UInt8(choices.next(below: 4)) }
      case 6: bytes = [0x1F, 0x8B, 8] + bytes
      default: bytes = round % 16 == 7 ? [] : bytes + [UInt8](repeating: 0, count: 512 * 1024)
      }
      let status = cale_load_bytes(emulator, bytes, bytes.count)
      #expect(status == .CALE_UNSUPPORTED_ROM && !message(emulator).isEmpty, "round \(round)")

      let path = "\(folder)/\(game.name).bin"
      try Data(bytes).write(to: URL(fileURLWithPath: path))
      #expect(cale_load_file(emulator, path) == .CALE_UNSUPPORTED_ROM, "round \(round)")
      let error = #expect(throws: AtariError.self) {
        try ROMLibrary(folders: [folder]).locate(game)
      }
      #expect(error?.kind == .badData, "round \(round)")
      try FileManager.default.removeItem(atPath: path)
    }
    var outcome = cale_outcome()
    #expect(cale_look(emulator, &outcome) == .CALE_NOT_LOADED)
  }

  /// Damaged states with any bits changed are refused, and the emulator plays on.
  @Test func damagedStatesAreRefused() throws {
    var choices = Choices(state: 7)
    let emulator = try load("qbert")
    defer { cale_destroy(emulator) }
    var count = 0
    #expect(cale_save_state(emulator, true, &count) == .CALE_OK)
    var state = [UInt8](repeating: 0, count: count)
    #expect(cale_copy_state(emulator, &state, count - 1, &count) == .CALE_BUFFER_TOO_SMALL)
    #expect(cale_copy_state(emulator, &state, count, &count) == .CALE_OK)
    for _ in 0..<500 {
      var damaged = state
      damaged[choices.next(below: count)] ^= UInt8(1 << choices.next(below: 8))
      #expect(cale_restore_state(emulator, damaged, count) == .CALE_CORRUPT_STATE)
    }
    for length in [0, 3, 8, 40, 56, 63, 64, count - 1] {
      #expect(cale_restore_state(emulator, state, length) == .CALE_CORRUPT_STATE)
    }
    #expect(cale_restore_state(emulator, state, count) == .CALE_OK)
  }
}
