extension ObjectTable {
  /// A JSON Schema (draft 2020-12) for the `objects` list of one row of this game.
  ///
  /// There is one form a category, with its slots, sizes, places and values. In `compat`, whose boxes
  /// may lie anywhere and have any size, the numbers have no bounds.
  public func jsonSchema(mode: ObjectMode) -> String {
    let forms = entries.map { form(of: $0, mode: mode) }
    return """
      {"$schema":"https://json-schema.org/draft/2020-12/schema",\
      "title":"Objects of \(game), \(mode.rawValue)","type":"array",\
      "maxItems":\(slotCount(hud: true)),"items":{"oneOf":[\(forms.joined(separator: ","))]}}
      """
  }

  private func form(of entry: Entry, mode: ObjectMode) -> String {
    let isStrict = mode == .strict
    let slots = slots(of: entry.category)
    let numbers = { (low: Int, high: Int) in
      isStrict
        ? #"{"type":"integer","minimum":\#(low),"maximum":\#(high)}"# : #"{"type":"integer"}"#
    }
    let velocity = isStrict ? #"{"type":["integer","null"]}"# : #"{"type":"integer"}"#
    var properties: [(name: String, schema: String)] = [
      (
        "slot",
        #"{"type":"integer","minimum":\#(slots.lowerBound),"maximum":\#(slots.upperBound - 1)}"#
      )
    ]
    if isStrict { properties.append(("id", #"{"type":"integer","minimum":1}"#)) }
    properties += [
      ("category", #"{"const":"\#(entry.category.rawValue)"}"#),
      ("x", numbers(entry.x.lowerBound, entry.x.upperBound - entry.width.lowerBound)),
      ("y", numbers(entry.y.lowerBound, entry.y.upperBound - entry.height.lowerBound)),
      ("w", numbers(entry.width.lowerBound, entry.width.upperBound)),
      ("h", numbers(entry.height.lowerBound, entry.height.upperBound)),
      ("dx", velocity), ("dy", velocity),
      (
        "rgb",
        #"{"type":"array","items":{"type":"integer","minimum":0,"maximum":255},"minItems":3,"#
          + #""maxItems":3}"#
      ),
      ("hud", #"{"const":\#(entry.hud)}"#),
    ]
    if let value = entry.value, isStrict || entry.hasValueInCompat {
      properties.append(("value", numbers(value.lowerBound, value.upperBound)))
    }
    let required = properties.map { #""\#($0.name)""# }
    if entry.hasOrientation {
      let names = Orientation.allCases.map { #""\#($0.rawValue)""# }
      properties.append(("orientation", #"{"enum":[\#(names.joined(separator: ","))]}"#))
    }
    let members = properties.map { #""\#($0.name)":\#($0.schema)"# }
    return """
      {"type":"object","properties":{\(members.joined(separator: ","))},\
      "required":[\(required.joined(separator: ","))],"additionalProperties":false}
      """
  }
}
