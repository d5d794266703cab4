/// Colours, dashes and markers of charts.
///
/// The six colours of a series keep apart for people with each kind of colour blindness (Machado,
/// Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
/// 2009): the least distance of two in CIELAB is above 20. Each has a contrast to the paper of at
/// least 3 : 1. As a second channel every series has its own marker, and dashes from the second on.
package enum ChartStyle {
  /// The colours of series, after each other, on light and on dark paper.
  package static let light = ["0f479f", "a03300", "0a9a72", "c9509f", "b48f00", "20232b"]
  package static let dark = ["a8d2ff", "e8742f", "2be0a5", "cf62e0", "fae04a", "7e8a9c"]
  /// Paper, raised paper, text, quiet text, rules, links; the same order in both.
  package static let lightPage = ["ffffff", "f4f6f9", "1b1f27", "535b69", "c9cfd8", "0b4fb3"]
  package static let darkPage = ["14171c", "1e232b", "e8ebf0", "a9b2c0", "454d5a", "8cbcff"]

  /// Series that look different; the next one starts again.
  static let count = light.count

  /// How a chart in a page looks. Text is 13 units high, and 16.5 where the page is narrow;
  /// charts keep room for 16.5.
  static let css: StaticString = """
    .chart{font-size:13px;fill:var(--text)}
    .chart text{font-family:inherit}
    .chart .quiet{fill:var(--quiet)}.chart .strong{font-weight:600}
    .chart .end{text-anchor:end}.chart .middle{text-anchor:middle}
    .chart .rule{stroke:var(--rule);stroke-width:1;fill:none}
    .chart .mark-line{stroke:var(--quiet);stroke-width:1;stroke-dasharray:4 3;fill:none}
    .chart .line{fill:none;stroke:var(--c);stroke-width:2.2;stroke-linejoin:round}
    .chart .tail{fill:none;stroke:var(--c);stroke-width:1.2;stroke-dasharray:1 4}
    .chart .band{fill:var(--c);fill-opacity:.18;stroke:none}
    .chart .marks{fill:var(--paper);stroke:var(--c);stroke-width:1.6}
    .chart .bar{fill:var(--c)}.chart .whisker{stroke:var(--text);stroke-width:1.5;fill:none}
    .chart .seen{fill:var(--c)}.chart .unseen{fill:var(--rule)}
    .chart .own{fill:var(--raised);stroke:var(--link);stroke-width:1.5}
    .s0{--c:var(--s0)}.s1{--c:var(--s1)}.s2{--c:var(--s2)}
    .s3{--c:var(--s3)}.s4{--c:var(--s4)}.s5{--c:var(--s5)}
    .chart .line.s1{stroke-dasharray:8 3}.chart .line.s2{stroke-dasharray:3 3}
    .chart .line.s3{stroke-dasharray:10 3 2 3}.chart .line.s4{stroke-dasharray:14 4}
    .chart .line.s5{stroke-dasharray:5 2 1 2 1 2}
    @media (max-width:28rem){.chart{font-size:16.5px}}
    """

  /// The colours of both schemes; paper is always light.
  static let variables: Markup = {
    var css = Markup()
    css.raw(":root{color-scheme:light dark")
    declare(lightPage, light, in: &css)
    css.raw("}\n@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark")
    declare(darkPage, dark, in: &css)
    css.raw("}}\n")
    return css
  }()

  private static let names = ["paper", "raised", "text", "quiet", "rule", "link"]

  private static func declare(_ page: [String], _ series: [String], in css: inout Markup) {
    for (name, color) in zip(names, page) { css.write(";--\(name):#\(color)") }
    for (index, color) in series.enumerated() { css.write(";--s\(index):#\(color)") }
  }

  /// The style of a chart in a file of its own.
  static let standalone: Markup = {
    var css = variables
    css.raw(
      """
      .chart{font-family:system-ui,-apple-system,"Segoe UI",Roboto,"DejaVu Sans",sans-serif}
      .chart .paper{fill:var(--paper)}

      """)
    css.raw(ChartStyle.css)
    return css
  }()
}
