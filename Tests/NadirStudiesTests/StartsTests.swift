import Nadir
import NadirStudies
import Testing

private let study = "objective: {shell: 'true'}\nparameters: {x: {start: 1, lower: 0, upper: 2}}\n"

@Suite struct StartsTests {
  private func read(_ lines: String) throws -> Study { try Study(yaml: study + lines, file: "a.yaml") }

  @Test func thereIsOneRunUnlessMoreAreAskedFor() throws {
    for lines in ["", "starts:", "starts: 1"] {
      let study = try read(lines)
      #expect(study.starts == .single)
      #expect(study.multistart == nil)
    }
  }

  @Test func startsHaveTenSamplesEachAndAWidthOfEight() throws {
    let study = try read("starts: 50\nseed: 9007199254740991")
    #expect(study.starts == SpecifiedStarts(runs: 50))
    #expect(
      study.multistart == Multistart(.sampled(runs: 50, samples: 500), width: 8, seed: 9_007_199_254_740_991))
  }

  @Test func allThatIsSaidOfThemCounts() throws {
    var study = try read("starts: 5\nsamples: 5\nwidth: 2")
    #expect(study.multistart == Multistart(.sampled(runs: 5, samples: 5), width: 2, seed: 0))
    study.seed = 7
    #expect(study.multistart?.seed == 7)
    study.starts.runs = 1
    #expect(study.multistart == nil)
  }

  @Test(arguments: [
    WrongStudy(study + "starts: 0", ":3:9", "'starts' is 0, but must be a whole number from 1 to 1000000"),
    WrongStudy(study + "starts: -3", ":3:9", "'starts' is -3, but must be a whole number from 1 to 1000000"),
    WrongStudy(study + "starts: 2.5", ":3:9", "'starts' is 2.5, but must be a whole number"),
    WrongStudy(study + "starts: many", ":3:9", "'starts' is \"many\", but must be a whole number"),
    WrongStudy(study + "starts: 1e300", ":3:9", "must be a whole number from 1 to 1000000"),
    WrongStudy(study + "starts: {runs: 3}", ":3:9", "'starts' is a mapping, but must be a whole number"),
    WrongStudy(study + "start: 3", ":3:1", "unknown key 'start' (did you mean 'starts'?"),
    WrongStudy(study + "starts: 5\nsamples: 4", ":4:10", "'samples' is 4, but must be 5 or more, as there are starts"),
    WrongStudy(study + "starts: 5\nsamples: 0", ":4:10", "'samples' is 0, but must be a whole number"),
    WrongStudy(study + "starts: 5\nwidth: 0", ":4:8", "'width' is 0, but must be a whole number from 1 to 65536"),
    WrongStudy(study + "samples: 100", ":3:10", "'samples' is for many starts; add 'starts'"),
    WrongStudy(study + "width: 4", ":3:8", "'width' is for many starts; add 'starts'"),
  ])
  func whatCannotBeIsTold(wrong: WrongStudy) { wrong.check() }
}
