import Foundation
import Reports
import Testing

/// Colours as people see them: contrast by WCAG 2.2 ("relative luminance", "contrast ratio"),
/// difference in CIELAB with the white D65.
@Suite struct PaletteTests {
  /// Red, green and blue as amounts of light, from 0 to 1.
  private func light(_ hex: String) -> [Double] {
    stride(from: 0, to: 6, by: 2).map { offset in
      let start = hex.index(hex.startIndex, offsetBy: offset)
      let value = Double(Int(hex[start..<hex.index(start, offsetBy: 2)], radix: 16)!) / 255
      return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
    }
  }

  private func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
    matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
  }

  private func contrast(_ a: String, _ b: String) -> Double {
    let pair = [a, b].map { product([[0.2126, 0.7152, 0.0722]], light($0))[0] }.sorted()
    return (pair[1] + 0.05) / (pair[0] + 0.05)
  }

  private func lab(_ light: [Double]) -> [Double] {
    let xyz = product(
      [[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]],
      light.map { min(max($0, 0), 1) })
    let f = zip(xyz, [0.95047, 1, 1.08883]).map { value, white in
      value / white > 0.008856 ? cbrt(value / white) : 7.787 * value / white + 16.0 / 116
    }
    return [116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])]
  }

  /// Ordinary sight, protanopia, deuteranopia, tritanopia: Machado et al. 2009, severity 1.
  private let sights: [[[Double]]] = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [
      [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ],
    [
      [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
      [-0.011820, 0.042940, 0.968881],
    ],
    [
      [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.303900],
    ],
  ]

  @Test func seriesKeepApartForEveryone() {
    for colors in [ChartStyle.light, ChartStyle.dark] {
      for sight in sights {
        let seen = colors.map { lab(product(sight, light($0))) }
        for (index, a) in seen.enumerated() {
          for b in seen[(index + 1)...] {
            #expect(zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } > 20 * 20)
          }
        }
      }
    }
  }

  @Test func textAndSeriesStandOutFromTheirPaper() {
    for (page, series) in [
      (ChartStyle.lightPage, ChartStyle.light), (ChartStyle.darkPage, ChartStyle.dark),
    ] {
      for paper in page[0..<2] {
        for text in [page[2], page[3], page[5]] { #expect(contrast(text, paper) >= 4.5) }
      }
      for color in series { #expect(contrast(color, page[0]) >= 3) }
    }
    #expect(abs(contrast("000000", "ffffff") - 21) < 1e-9)
  }
}
