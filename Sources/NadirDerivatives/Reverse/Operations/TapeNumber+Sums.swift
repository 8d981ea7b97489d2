extension TapeNumber {
  /// Σ xᵢ, as one entry of the tape. The sum is formed from the first term to the last.
  @inlinable
  public static func sum(_ terms: [Self]) -> Self {
    var value: Base = 0
    for term in terms { value += term.primal }
    let recording = CommonRecording(of: terms)
    guard !recording.isMixed else { return Self(Double.nan) }
    guard let storage = recording.storage else { return Self(constant: value) }
    let firstEdge = storage.pointee.edges.count
    for term in terms where term.storage != nil {
      storage.pointee.edges.append(TapeEdge(parent: term.index, weight: term.slope))
    }
    return linear(value, on: storage, edgesFrom: firstEdge)
  }

  /// The inner product xᵀy of two vectors of length n, as one entry of the tape. The sum is formed from the first term
  /// to the last.
  @inlinable
  public static func dot(_ x: [Self], _ y: [Self]) -> Self {
    precondition(x.count == y.count, "vectors of different lengths")
    var value: Base = 0
    for i in x.indices { value += x[i].primal * y[i].primal }
    var recording = CommonRecording(of: x)
    recording.include(y)
    guard !recording.isMixed else { return Self(Double.nan) }
    guard let storage = recording.storage else { return Self(constant: value) }
    let firstEdge = storage.pointee.edges.count
    for i in x.indices {
      if x[i].storage != nil {
        storage.pointee.edges.append(TapeEdge(parent: x[i].index, weight: chain(y[i].primal, x[i].slope)))
      }
      if y[i].storage != nil {
        storage.pointee.edges.append(TapeEdge(parent: y[i].index, weight: chain(x[i].primal, y[i].slope)))
      }
    }
    return linear(value, on: storage, edgesFrom: firstEdge)
  }

  /// A number that depends on the edges from `firstEdge` on.
  @inlinable
  static func linear(_ value: Base, on storage: UnsafeMutablePointer<TapeStorage>, edgesFrom firstEdge: Int) -> Self {
    let position = storage.pointee.appendWide(edgesFrom: firstEdge, resultCount: 1, nil, Base.self)
    return Self(
      primal: value, slope: 1, storage: storage, position: position)
  }
}
