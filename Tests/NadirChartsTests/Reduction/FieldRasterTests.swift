import Testing

@testable import NadirCharts

@Suite struct FieldRasterTests {
  private static func raster(_ field: Field, width: Double = 100, height: Double = 80) -> FieldRaster {
    let plot = Rectangle(x: 10, y: 20, width: width, height: height)
    func places(_ values: [Double], from start: Double, by length: Double) -> [Double] {
      values.map { start + length * ($0 - values[0]) / (values[values.count - 1] - values[0]) }
    }
    return FieldRaster(
      of: field, colors: FieldColors(of: field), in: plot, columns: places(field.xs, from: 10, by: width),
      rows: places(field.ys, from: 20 + height, by: -height))
  }

  @Test func runsFillEveryRowOfThePlot() {
    let raster = FieldRasterTests.raster(Field("", xs: [0, 1, 3], ys: [0, 1], values: [0, 1, 2, 3, 4, 5]))
    let rows = Dictionary(grouping: raster.runs, by: \.middle)
    #expect(rows.count == 20)
    #expect(raster.height == 4)
    for row in rows.values {
      #expect(row.first?.left == 10 && row.last?.right == 110)
      #expect(zip(row, row.dropFirst()).allSatisfy { $0.right == $1.left && $0.color < $1.color })
    }
    // The lowest value is at the bottom left, the highest at the top right; the middles of squares are a little inside.
    let (lowest, highest) = (raster.runs.map(\.color).min(), raster.runs.map(\.color).max())
    #expect(raster.runs.last { $0.left == 10 }?.color == lowest && (0...1).contains(lowest ?? -1))
    #expect(raster.runs.first { $0.right == 110 }?.color == highest && (46...47).contains(highest ?? -1))
  }

  @Test func whereThereIsNoValueThereIsNoRun() {
    let raster = FieldRasterTests.raster(
      Field("", xs: [0, 1, 2], ys: [0, 1], values: [0, .nan, .nan, 1, .nan, .nan]))
    #expect(!raster.runs.isEmpty)
    #expect(raster.runs.allSatisfy { $0.right <= 10 + 25 + 4 })
  }

  @Test func manyValuesTakeNoMoreRunsThanThereAreSquares() {
    let xs = (0..<500).map(Double.init)
    let field = Field("", xs: xs, ys: xs, values: (0..<250_000).map { Double($0 * 7919 % 1009) })
    #expect(FieldRasterTests.raster(field).runs.count <= 25 * 20)
  }
}
