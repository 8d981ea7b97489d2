import Synchronization

extension TrainingObserver {
  /// An observer that tells on standard error how the training gets on.
  ///
  ///     let outcome = try await train(model, …, epochs: 100, observers: [.printing()])
  ///
  /// On a terminal it is one line that is drawn again and again, and stays when the training has ended:
  ///
  ///     epoch 12 of 100  █░░░░░░░░░  loss 0.2134  held out 0.2391  accuracy 0.96  3.41 s left  812 steps/s
  ///
  /// The loss is that of the epoch that is under way; what is held out was measured at the end of the one before. What does
  /// not fit is left out, the bar and the steps before the rest. Elsewhere, as in a file, lines follow each other: after the
  /// first epoch, then with gaps that grow from a second to a minute, and at the end.
  public static func printing() -> TrainingObserver {
    let begin = ContinuousClock.now
    let isTerminal = Terminal.isTerminal(Terminal.errors)
    return printing(
      // The last column stays free: some terminals wrap when it is written.
      width: { isTerminal ? Terminal.width(of: Terminal.errors) - 1 : nil },
      seconds: { (ContinuousClock.now - begin) / .seconds(1) }
    ) { Terminal.write($0, to: Terminal.errors) }
  }

  /// - Parameters:
  ///   - width: The columns of the terminal; `nil` where there is none.
  ///   - seconds: The time.
  ///   - write: Writes a text as it is.
  static func printing(
    width: @escaping @Sendable () -> Int?, seconds: @escaping @Sendable () -> Double,
    write: @escaping @Sendable (String) -> Void
  ) -> TrainingObserver {
    let progress = TrainingProgressBox()
    let tell: @Sendable (TrainingState<Model>, Bool) -> Void = { state, isEnd in
      let moment = TrainingProgress.Moment(state)
      progress.state.withLock { progress in
        if let width = width() {
          if let text = progress.drawing(moment, at: seconds(), width: width, isEnd: isEnd) {
            write("\r\(text)\u{1B}[K\(isEnd ? "\n" : "")")
          }
        } else if let text = progress.line(moment, at: seconds(), isEnd: isEnd) {
          write(text + "\n")
        }
      }
    }
    return TrainingObserver(occasions: [.everyBatch, .everyEpoch], ending: { tell($0, true) }) { state in
      tell(state, false)
      return .proceed
    }
  }
}

/// What an observer remembers.
private final class TrainingProgressBox: Sendable {
  let state = Mutex(TrainingProgress())
}

extension TrainingProgress.Moment {
  init<Model>(_ state: TrainingState<Model>) {
    self.init(
      epochs: state.epochs, epoch: state.epoch, batch: state.batch, batches: state.batches, loss: state.loss,
      last: state.history.epochs.last)
  }
}
