import Foundation
import Testing

@testable import NadirCharts

@Suite struct PaletteTests {
  private static func linear(_ part: UInt8) -> Double {
    let value = Double(part) / 255
    return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
  }

  private static func linear(_ color: RGB) -> [Double] { [linear(color.red), linear(color.green), linear(color.blue)] }

  /// The contrast ratio of WCAG 2.2.
  private static func contrast(_ a: RGB, _ b: RGB) -> Double {
    let luminances = [a, b].map { color in
      zip([0.2126, 0.7152, 0.0722], linear(color)).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return ((luminances.max() ?? 0) + 0.05) / ((luminances.min() ?? 0) + 0.05)
  }

  /// OKLab (Ottosson 2020, https://bottosson.github.io/posts/oklab/).
  private static func oklab(_ color: [Double]) -> [Double] {
    func product(_ matrix: [[Double]], _ vector: [Double]) -> [Double] {
      matrix.map { row in zip(row, vector).reduce(0) { $0 + $1.0 * $1.1 } }
    }
    let cones = product(
      [
        [0.4122214708, 0.5363325363, 0.0514459929], [0.2119034982, 0.6806995451, 0.1073969566],
        [0.0883024619, 0.2817188376, 0.6299787005],
      ], color.map { max(0, $0) })
    return product(
      [
        [0.2104542553, 0.7936177850, -0.0040720468], [1.9779984951, -2.4285922050, 0.4505937099],
        [0.0259040371, 0.7827717662, -0.8086757660],
      ], cones.map { cbrt($0) })
  }

  /// What is seen without one of the three cones (Machado, Oliveira & Fernandes 2009, severity 1).
  private static let visions: [[[Double]]] = [
    [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
  ]

  @Test func colorsStandOutFromTheBackground() {
    for palette in [Palette.light, .dark] {
      for color in palette.series + [palette.muted, palette.alarm] {
        #expect(PaletteTests.contrast(color, palette.background) >= 3, "\(color.code)")
      }
      let letters = palette.series.map { $0.mixed(with: palette.text, 0.3) }
      for color in [palette.text, palette.softText] + letters {
        #expect(PaletteTests.contrast(color, palette.background) >= 4.5, "\(color.code)")
      }
      #expect(palette.series.count == Palette.count)
    }
  }

  @Test func colorsDifferInEveryVision() {
    for palette in [Palette.light, .dark] {
      for vision in PaletteTests.visions {
        let seen = palette.series.map { color in
          let linear = PaletteTests.linear(color)
          return PaletteTests.oklab(vision.map { row in zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 } })
        }
        for i in seen.indices {
          for j in 0..<i {
            let distance = zip(seen[i], seen[j]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
            #expect(distance > 0.06, "\(palette.series[i].code) and \(palette.series[j].code)")
          }
        }
      }
    }
  }

  @Test func fieldsBecomeLighterWithTheirValuesInEqualSteps() {
    let lightness = FieldColors.table.map { PaletteTests.oklab(PaletteTests.linear($0))[0] }
    let steps = zip(lightness, lightness.dropFirst()).map { $1 - $0 }
    let mean = steps.reduce(0, +) / Double(steps.count)
    #expect(steps.allSatisfy { $0 > 0.3 * mean && $0 < 1.9 * mean })
  }
}
