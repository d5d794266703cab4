/// Events in the form of TensorBoard's event files, one record after the other.
///
/// Messages and field numbers are those of `event.proto`, `summary.proto`, `tensor.proto` and the
/// plugins' own (https://github.com/tensorflow/tensorboard, tensorboard/compat/proto and
/// tensorboard/plugins); the framing is TFRecord's. Times are seconds since 1970.
public struct EventRecords {
  /// How a number is written.
  public enum Encoding: Sendable {
    /// As TensorBoard 2 writes it: a tensor of 32-bit floating point under the plugin `scalars`.
    case tensor
    /// As tensorboardX and PyTorch write it.
    case simpleValue
  }

  /// A number or a text that describes a run.
  public enum Setting: Sendable, Hashable {
    case number(Double)
    case text(String)
  }

  private var message = MessageBytes()

  public init() {}

  /// The records so far.
  public var bytes: [UInt8] { message.bytes }

  public mutating func removeAll() { message.removeAll() }

  /// Adds the event that begins every file.
  public mutating func addVersion(time: Double) {
    addEvent(time, step: 0) { $0.add(3, "brain.Event:2") }
  }

  /// Adds one event with some scalars.
  public mutating func addScalars(
    _ scalars: [(tag: String, value: Double)], step: Int, time: Double,
    encoding: Encoding = .tensor
  ) {
    addEvent(time, step: step) { event in
      event.add(5) { summary in
        for (tag, value) in scalars {
          summary.add(1) { scalar in
            scalar.add(1, tag)
            switch encoding {
            case .simpleValue: scalar.add(2, Float(value))
            case .tensor:
              scalar.add(8) { tensor in
                tensor.add(1, 1)
                tensor.add(2) { _ in }
                // `float_val`, packed: a list of one.
                tensor.add(5) { $0.addPacked(Float(value)) }
              }
              scalar.add(9) { Self.metadata(&$0, plugin: "scalars", dataClass: 1) }
            }
          }
        }
      }
    }
  }

  /// Adds a text, which TensorBoard shows as Markdown.
  public mutating func addText(_ text: String, tag: String, step: Int, time: Double) {
    addEvent(time, step: step) { event in
      event.add(5) { summary in
        summary.add(1) { value in
          value.add(1, tag)
          value.add(8) { tensor in
            tensor.add(1, 7)
            tensor.add(2) { _ in }
            tensor.add(8, text)
          }
          value.add(9) { Self.metadata(&$0, plugin: "text", dataClass: 2) }
        }
      }
    }
  }

  /// Adds what the HPARAMS tab shows: the experiment's hyper-parameters and metrics, and the values
  /// of this run.
  public mutating func addHyperparameters(
    _ settings: [(name: String, value: Setting)], metrics: [(tag: String, title: String)],
    time: Double
  ) {
    addPluginData("_hparams_/experiment", time) { data in
      data.add(2) { experiment in
        for (name, value) in settings {
          experiment.add(4) { parameter in
            parameter.add(1, name)
            if case .text = value { parameter.add(4, 1) } else { parameter.add(4, 3) }
          }
        }
        for (tag, title) in metrics {
          experiment.add(5) { metric in
            metric.add(1) { $0.add(2, tag) }
            metric.add(3, title)
          }
        }
      }
    }
    addPluginData("_hparams_/session_start_info", time) { data in
      data.add(3) { session in
        for (name, value) in settings {
          // An entry of a map: the key, and a `google.protobuf.Value`.
          session.add(1) { entry in
            entry.add(1, name)
            entry.add(2) { wrapped in
              switch value {
              case .number(let number): wrapped.add(2, number)
              case .text(let text): wrapped.add(3, text)
              }
            }
          }
        }
        session.add(5, time)
      }
    }
  }

  /// Adds that the run is over and did what it should, for the HPARAMS tab.
  public mutating func addEnd(time: Double) {
    addPluginData("_hparams_/session_end_info", time) { data in
      data.add(4) { session in
        session.add(1, 1)
        session.add(2, time)
      }
    }
  }

  private mutating func addEvent(
    _ time: Double, step: Int, _ body: (inout MessageBytes) -> Void
  ) {
    message.addRecord { event in
      event.add(1, time)
      if step != 0 { event.add(2, step) }
      body(&event)
    }
  }

  /// An event whose data is in the plugin's part of the metadata; its tensor holds nothing.
  private mutating func addPluginData(
    _ tag: String, _ time: Double, _ content: (inout MessageBytes) -> Void
  ) {
    addEvent(time, step: 0) { event in
      event.add(5) { summary in
        summary.add(1) { value in
          value.add(1, tag)
          value.add(8) { tensor in
            tensor.add(1, 1)
            tensor.add(2) { $0.add(2) { _ in } }
          }
          value.add(9) {
            Self.metadata(&$0, plugin: "hparams", dataClass: 2) { $0.add(2, content) }
          }
        }
      }
    }
  }

  /// `SummaryMetadata`; the data class is 1 for scalars, 2 for tensors.
  private static func metadata(
    _ metadata: inout MessageBytes, plugin: String, dataClass: Int,
    _ content: (inout MessageBytes) -> Void = { _ in }
  ) {
    metadata.add(1) { data in
      data.add(1, plugin)
      content(&data)
    }
    metadata.add(4, dataClass)
  }
}
