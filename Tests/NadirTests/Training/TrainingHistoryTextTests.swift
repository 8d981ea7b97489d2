import Nadir
import Testing

@Suite struct TrainingHistoryTextTests {
  private let history = TrainingHistory(epochs: [
    TrainingEpoch(
      number: 1, trainingLoss: 0.1 + 0.2, validationLoss: 1.5, metrics: ["accuracy": 0.5, "steps": 3, "a,\"b\"": .nan],
      learningRate: 0.01, gradientNorm: 2, steps: 4, failures: 1, seconds: 0.125),
    TrainingEpoch(
      number: 2, trainingLoss: .infinity, metrics: ["accuracy": 0.75], learningRate: 1e-7, gradientNorm: .nan, steps: 8,
      seconds: 75),
  ])

  @Test func csvHasAColumnForEachMetric() {
    #expect(
      history.csv == """
        epoch,training_loss,validation_loss,learning_rate,gradient_norm,steps,failures,seconds,"a,""b""\",accuracy,metrics.steps
        1,0.30000000000000004,1.5,0.01,2.0,4,1,0.125,,0.5,3.0
        2,Inf,,1e-07,,8,0,75.0,,0.75,

        """)
    #expect(
      TrainingHistory().csv
        == "epoch,training_loss,validation_loss,learning_rate,gradient_norm,steps,failures,seconds\n")
  }

  @Test func jsonLinesAreObjects() throws {
    #expect(
      history.jsonLines == #"""
        {"epoch":1,"training_loss":0.30000000000000004,"validation_loss":1.5,"learning_rate":0.01,"gradient_norm":2.0,"steps":4,"failures":1,"seconds":0.125,"a,\"b\"":null,"accuracy":0.5,"metrics.steps":3.0}
        {"epoch":2,"training_loss":null,"validation_loss":null,"learning_rate":1e-07,"gradient_norm":null,"steps":8,"failures":0,"seconds":75.0,"a,\"b\"":null,"accuracy":0.75,"metrics.steps":null}

        """#)
    for line in history.jsonLines.split(separator: "\n") { _ = try JSON(parsing: String(line)) }
    #expect(TrainingHistory().jsonLines.isEmpty)
  }

  @Test func theDescriptionIsATableWithAStarAtTheBestEpoch() {
    let epochs = (1...3).map { number in
      TrainingEpoch(
        number: number, trainingLoss: 1 / Double(number), validationLoss: number == 2 ? 0.25 : 0.5,
        metrics: ["accuracy": 0.9], learningRate: 0.01, gradientNorm: 1, steps: 4 * number, seconds: 30 * Double(number)
      )
    }
    #expect(
      TrainingHistory(epochs: epochs).description == """
        epoch  training loss  held-out loss  accuracy  learning rate  gradient norm  steps  failures  time
        1      1              0.5            0.9       0.01           1              4      0         30 s
        2 *    0.5            0.25           0.9       0.01           1              8      0         1:00
        3      0.33333        0.5            0.9       0.01           1              12     0         1:30
        """)
    #expect(TrainingHistory().description == "no epochs")
  }

  @Test func aLongTableHasTheEndsAndTheBestEpoch() {
    let epochs = (1...1_000).map { number in
      TrainingEpoch(
        number: number, trainingLoss: number == 555 ? 0.5 : number < 10 ? .nan : 1, learningRate: 0.01, gradientNorm: 1,
        steps: number)
    }
    let history = TrainingHistory(epochs: epochs)
    #expect(history.best?.number == 555)
    let lines = history.description.split(separator: "\n")
    #expect(lines.count == 22)
    #expect(lines[1].hasPrefix("1 ") && lines[21].hasPrefix("1000 "))
    #expect(lines.count { $0.contains("*") } == 1 && lines.contains { $0.hasPrefix("555 *  0.5 ") })
    #expect(!lines[0].contains("held-out"))
  }
}
