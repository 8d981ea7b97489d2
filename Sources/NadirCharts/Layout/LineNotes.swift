extension PanelLayout {
  /// The names of lines across the panel, written at them where nothing is, as far as there is such a place.
  static func notes(of layers: [Layer], in layout: PanelLayout) -> [PlacedText] {
    var occupancy = layout.occupancy
    var notes: [PlacedText] = []
    for layer in layers where !layer.name.isEmpty {
      let choices: [PlacedText]
      switch layer.mark {
      case .level(let value, _) where value.isFinite:
        // A shorter name may find a place where the whole one does not.
        choices = [1, 2, 3].flatMap { layout.texts(alongLevel: value, layer, room: (layout.plot.width - 4) / $0) }
      case .place(let value, _) where value.isFinite: choices = layout.texts(alongPlace: value, layer)
      default: continue
      }
      guard let note = choices.first(where: { occupancy.isFree($0.box) }) ?? choices.first else { continue }
      occupancy.insert(note.box)
      notes.append(note)
    }
    return notes
  }

  /// Above and below a level, from right to left.
  private func texts(alongLevel value: Double, _ layer: Layer, room: Double) -> [PlacedText] {
    let height = y.scale(value)
    let right = PlacedText(
      layer.name, at: Place(x: plot.maxX - 2, y: 0), .end, .note, width: room, color: layer.color)
    let baselines = [height - 5, height + 13].filter { $0 - 10 >= plot.y && $0 <= plot.maxY }
    return stride(from: plot.maxX - 2, through: plot.x + right.width + 2, by: -8).flatMap { end in
      baselines.map { baseline in
        var text = right
        text.place = Place(x: end, y: baseline)
        return text
      }
    }
  }

  /// On both sides of a place, from the top down.
  private func texts(alongPlace value: Double, _ layer: Layer) -> [PlacedText] {
    let place = x.scale(value)
    let (left, right) = (place - plot.x, plot.maxX - place)
    let sides: [PlacedText.Anchor] = right >= left ? [.start, .end] : [.end, .start]
    return stride(from: plot.y + 11, through: plot.maxY - 4, by: 8).flatMap { baseline in
      sides.compactMap { side in
        let room = (side == .start ? right : left) - 7
        let text = PlacedText(
          layer.name, at: Place(x: side == .start ? place + 5 : place - 5, y: baseline), side, .note,
          width: max(room, max(left, right) - 7), color: layer.color)
        return text.width <= room ? text : nil
      }
    }
  }
}
