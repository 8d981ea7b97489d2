extension PanelLayout {
  /// Cells around the places of the grid in the colors of their values.
  func fieldElements(_ field: Field) -> [Element] {
    guard field.isDrawable else { return [] }
    let colors = FieldColors(of: field)
    let contours = ContourLayout(of: field, colors: colors, in: self)
    return [cells(field, colors)] + contours.levels.flatMap(\.elements)
  }

  /// One path for each color: a row's neighbors of that color are a line as thick as the row is high.
  private func cells(_ field: Field, _ colors: FieldColors) -> Element {
    let raster = FieldRaster(
      of: field, colors: colors, in: plot, columns: field.xs.map { x.scale($0) }, rows: field.ys.map { y.scale($0) })
    var paths = Array(repeating: "", count: FieldColors.count)
    for run in raster.runs {
      paths[run.color] += "M" + coordinates(Place(x: run.left, y: run.middle)) + "h" + coordinate(run.right - run.left)
    }
    let cells = zip(paths, FieldColors.table).filter { !$0.0.isEmpty }
      .map { Element("path", ["stroke": $1.code, "d": $0]) }
    return Element("g", ["class": "nadir-cell", "stroke-width": coordinate(raster.height + 0.1)], cells)
  }
}

extension ContourLayout.Level {
  /// Lines, and labels on the ground of the field; light where that is dark. They are the same in all themes, as the
  /// field is.
  var elements: [Element] {
    let ink = ground.brightness < 0.5 ? "#fff" : "#000"
    let line = Element(
      "path",
      [
        "fill": "none", "stroke": ink, "stroke-opacity": ".5", "stroke-width": ".8", "d": lines.map(pathData).joined(),
      ])
    let texts = labels.map { label in
      label.element.with("style", "fill:\(ink);stroke:\(ground.code);stroke-width:4;paint-order:stroke")
    }
    return [line] + texts
  }
}
