/// The television interface adapter, as ALE 0.12.1 has it: objects, collisions, picture, frames,
/// paddles and buttons.
///
/// ALE's chip is a simplification of the silicon, and its quirks are kept: what counts is that every
/// read, every collision and every pixel is ALE's. The sentences below say what ALE does.
///
/// **Units.** The processor counts *cycles*, the beam *clocks*; a cycle is three clocks. A line has
/// 228 clocks, of which the first 68 are blank and the others are pixels 0..<160. Lines are counted
/// from `frameStart`; the picture begins `startLine` lines later and has `height` lines.
///
/// **Catching up.** A write changes what the beam will show from some clocks after it, which
/// depends on the register (`write`). So before the write counts, everything up to that clock must be
/// settled with the old registers. `reached` is the clock up to which ALE would have drawn;
/// `settled` the clock up to which we did. A write or a read only moves `reached`; `settle` closes
/// the gap, and it is called when something visible changes or a collision is asked for. Outside of
/// the picture there is nothing to settle: ALE sees collisions only where it draws.
///
/// **Without a picture** a gap costs next to nothing unless two objects are shown in it that could
/// meet (`TIA+CatchUp.swift`).
///
/// The struct has no references and is copied as bytes, so there are no gaps between its fields; `picture` is nil between frames, which is
/// when it may be copied or go to another thread.
public struct TIA: BitwiseCopyable, @unchecked Sendable {
  /// What a game's console gives the chip; ALE reads it from the game's properties.
  public struct Configuration: BitwiseCopyable, Sendable, Hashable {
    /// Lines before the picture (Display.YStart).
    public var startLine: Int32
    /// Lines of the picture that are drawn (Display.Height), at most 300.
    public var height: Int32
    /// A PAL console: a frame with an odd number of lines loses its colours, and a frame may have
    /// 342 lines, not 290.
    public var isPAL: Bool
    /// A motion shortly after a line's start blanks the line's first eight pixels
    /// (Emulation.HmoveBlanks).
    public var blanksOnMotion: Bool
    private let unused: UInt16 = 0

    public init(startLine: Int32, height: Int32, isPAL: Bool, blanksOnMotion: Bool) {
      self.startLine = min(max(startLine, 0), 1000)
      self.height = min(max(height, 0), TIA.pictureLines)
      self.isPAL = isPAL
      self.blanksOnMotion = blanksOnMotion
    }

    var maximumLines: Int32 { isPAL ? 342 : 290 }
  }

  /// Bytes of one picture buffer: 300 lines of 160 palette indices, of which ALE shows the first
  /// `max(200, height)`.
  public static let pictureCount = 160 * 300
  static let pictureLines: Int32 = 300
  static let lineClocks: Int32 = 228
  static let blankClocks: Int32 = 68

  package let configuration: Configuration
  /// Paddles and buttons, set by the console before a frame.
  public var inputs = Inputs()

  // MARK: The beam

  /// The clock on which the frame's first line began; at most 0 while a frame runs.
  package var frameStart: Int32 = 0
  package var pictureStart: Int32 = 0
  package var pictureStop: Int32 = 0
  /// A write from this clock on ends the frame.
  package var frameLimit: Int32 = 0
  /// The clock up to which ALE would have drawn, in `pictureStart...pictureStop`.
  package var reached: Int32 = 0
  /// The clock up to which everything is settled.
  package var settled: Int32 = 0
  /// The clock on which the line of `settled` began. At a line's end `settled` is 228 clocks behind
  /// it: ALE turns to the next line only when it has something to draw there.
  package var lineStart: Int32 = 0
  /// VSYNC's end ends the frame from this clock on.
  package var syncFinish: Int32 = .max
  package var linesOfLastFrame: Int32 = 0
  /// The clock of the last HMOVE.
  package var lastMotion: Int32 = 0

  /// The processor's frame was broken off, because too many instructions had passed without an end.
  /// Also set while a frame runs: whoever ends it clears the flag.
  package var frameIsPartial = false
  package var frameIsGreyed = false
  package var sync: UInt8 = 0
  package var blank: UInt8 = 0
  /// The cycle on which the paddles' capacitors were last let go.
  package var dumpEnd: Int32 = 0
  /// Which of the two picture buffers, 0 or 1, is drawn (ALE swaps them before each frame).
  public internal(set) var currentPicture = 0
  /// The buffer to draw to, nil when nobody will look.
  var picture: UnsafeMutablePointer<UInt8>?

  // MARK: Registers

  package var players: InlineArray<2, TIAPlayer> = [TIAPlayer(), TIAPlayer()]
  package var missiles: InlineArray<2, TIAMissile> = [TIAMissile(), TIAMissile()]
  package var ball = TIABall()
  /// PF0, PF1 and PF2 as 20 bits in the order of the screen, bit 0 leftmost.
  package var playfield: UInt32 = 0
  /// CTRLPF.
  package var control: UInt8 = 0
  /// Whether the right half of the playfield is mirrored on this line.
  package var isReflected = false
  package var backgroundColour: UInt8 = 0
  package var playfieldColour: UInt8 = 0
  package var player0Colour: UInt8 = 0
  package var player1Colour: UInt8 = 0

  /// The left eight pixels of the next line that starts are black.
  package var blanksMotion = false
  package var starsMove = false
  /// Something may change by itself when the line ends.
  package var changesAtLineEnd = false
  /// The paddles' capacitors are kept empty.
  package var dumps = false
  package var shown: TIAObjects = []
  /// Objects whose row does not fit their registers any more.
  package var stale = TIAObjects.all
  package var starCounter: UInt32 = 0

  // MARK: Collisions

  /// The latches, in ALE's order of bits (`TIACollisions`).
  package var collisions = TIACollisions()
  /// Pairs that are shown, outside of the vertical blank, and have not been latched.
  package var open = TIACollisions()
  /// Pairs that have no pixel in common.
  package var disjoint = TIACollisions()
  /// Pairs that have none whatever graphics the players show, among those that were `examined`.
  package var remote = TIACollisions()
  package var examined = TIACollisions()
  private let unused: UInt16 = 0
  /// The pixels of each object on a line, in the order of `TIAObjects`.
  package var rows = InlineArray<6, PixelRow>(repeating: .empty)
  public init(_ configuration: Configuration) {
    self.configuration = configuration
    reset(at: 0)
  }

  /// Power-on: every register is 0. The caller clears its picture buffers.
  public mutating func reset(at cycle: Int32) {
    var fresh = TIA(blank: configuration)
    // ALE's reset leaves these alone.
    fresh.frameIsPartial = frameIsPartial
    fresh.frameIsGreyed = frameIsGreyed
    fresh.currentPicture = currentPicture
    fresh.inputs = inputs
    fresh.startClocks(at: cycle &* 3)
    self = fresh
  }

  private init(blank configuration: Configuration) { self.configuration = configuration }

  /// Whether the frame came to its end: the processor stops after the running instruction. Look
  /// after every write.
  @inline(__always)
  public var frameIsOver: Bool { !frameIsPartial }
}
