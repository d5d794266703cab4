extension GameObject {
  /// The object as JSON text, with the keys in the order of recorded rows: `slot`, (`id` in
  /// `strict`), `category`, `x`, `y`, `w`, `h`, `dx`, `dy` (null where unknown), `rgb`, `hud`, and
  /// `value` and `orientation` where there is one.
  public func json() -> String {
    var text = "{\"slot\":\(slot)"
    if let id { text += ",\"id\":\(id)" }
    text += ",\"category\":\"\(category.rawValue)\",\"x\":\(x),\"y\":\(y),\"w\":\(w),\"h\":\(h)"
    text += ",\"dx\":\(dx.map(String.init) ?? "null"),\"dy\":\(dy.map(String.init) ?? "null")"
    text += ",\"rgb\":[\(rgb.red),\(rgb.green),\(rgb.blue)],\"hud\":\(hud)"
    if let value { text += ",\"value\":\(value)" }
    if let orientation { text += ",\"orientation\":\"\(orientation.rawValue)\"" }
    return text + "}"
  }
}

extension ObjectTracker {
  /// The objects shown now as a JSON list, in the order of their slots.
  public func objectsJSON() -> String {
    "[" + objects.map { $0.json() }.joined(separator: ",") + "]"
  }
}
