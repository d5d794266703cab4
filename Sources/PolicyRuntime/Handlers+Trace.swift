// The instructions of the traced code that write events.

enum Tracing {
  @inline(__always)
  private static func record(_ state: StatePointer, _ event: (Machine) -> Void) {
    state.pointee.machine.unsafelyUnwrapped._withUnsafeGuaranteedRef(event)
  }

  static let event: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let i = place.pointee.instruction
    let value = (i.b >= 0 ? base : state.pointee.slots)[Int(i.b)]
    record(state) { $0.trace.append(TraceEvent.Kind(i.d), i.a, value) }
    proceed(place + 1, base, state)
  }

  static let jump: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let i = place.pointee.instruction
    record(state) { $0.trace.append(TraceEvent.Kind(i.d), i.b) }
    proceed(state.pointee.code + place.pointee.a, base, state)
  }

  static let enter: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let i = place.pointee.instruction
    record(state) { $0.traceEnter(i.a, base, Int(i.d)) }
    proceed(place + 1, base, state)
  }

  static let returnValue: Handler = {
    let (place, base, state) = Handlers.typed($0, $1, $2)
    let i = place.pointee.instruction
    let value = (i.b >= 0 ? base : state.pointee.slots)[Int(i.b)]
    record(state) { $0.traceReturn(value, i.a) }
    Calls.leave(with: value, place, base, state)
  }
}
