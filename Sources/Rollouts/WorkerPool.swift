import Atari
import Dispatch
import Synchronization

/// Players that work side by side on independent tasks.
///
/// Each worker loads the ROM once and keeps its player for the life of the pool. Tasks are handed
/// out in the order of their index and results are stored by index, and a task starts by resetting
/// or restoring its player; so results never depend on how many workers there are.
public final class WorkerPool: Sendable {
  /// A player that exactly one thread uses at a time: worker `n` of one `map` call, which returns
  /// only when all of its workers are done.
  private struct Worker: @unchecked Sendable { let player: PolicyPlayer }

  private let workers: [Worker]
  private let inUse = Mutex(())
  private let steps = Atomic(0)

  /// How many tasks run at the same time.
  public var count: Int { workers.count }

  /// Environment steps that all workers took in finished tasks.
  public var stepsPlayed: Int { steps.load(ordering: .relaxed) }

  /// The actions that a policy's return value indexes.
  public let actions: [Action]

  /// Loads the ROM for each worker; throws what `PolicyPlayer` throws.
  ///
  /// `count`: at least 1.
  public init(rom: ROM, settings: PlaySettings, count: Int) throws {
    precondition(count >= 1, "a pool has a worker")
    var workers: [Worker] = []
    for _ in 0..<count {
      workers.append(Worker(player: try PolicyPlayer(rom: rom, settings: settings)))
    }
    self.workers = workers
    actions = workers[0].player.actions
  }

  /// Runs `body` for every index in `0..<tasks` and returns the results in the order of the index.
  ///
  /// The first error by index is thrown after all workers have stopped. `shouldStop` is asked
  /// before each task; once it says true no further task starts and the call throws `Stopped`.
  public func map<Output: Sendable>(
    _ tasks: Int, shouldStop: @Sendable () -> Bool = { false },
    _ body: @Sendable (PolicyPlayer, Int) throws -> Output
  ) throws -> [Output] {
    try inUse.withLock { _ in
      let results = Mutex([Result<Output, any Error>?](repeating: nil, count: tasks))
      let next = Atomic(0)
      let stopped = Atomic(false)
      DispatchQueue.concurrentPerform(iterations: min(workers.count, max(tasks, 1))) { worker in
        while true {
          let index = next.add(1, ordering: .relaxed).oldValue
          guard index < tasks else { return }
          if shouldStop() {
            stopped.store(true, ordering: .relaxed)
            return
          }
          let player = workers[worker].player
          let before = player.totalSteps
          let result = Result { try body(player, index) }
          steps.add(player.totalSteps - before, ordering: .relaxed)
          results.withLock { $0[index] = result }
        }
      }
      if stopped.load(ordering: .relaxed) { throw Stopped() }
      return try results.withLock { try $0.map { try $0!.get() } }
    }
  }

  /// Says that work ended early because the caller asked for it.
  public struct Stopped: Error {
    public init() {}
  }
}
