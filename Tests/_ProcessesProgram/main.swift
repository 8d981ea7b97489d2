// What `.processes` is tested with: a program that can be started again, as a test runner cannot. It runs the case that
// it is told, says what is not as it should be, and ends with status 1 then.

import Synchronization

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

let cases: [String: @Sendable () async throws -> Void] = [
  "algorithms": algorithmsAgree, "trainings": trainingsAgree, "shared": runsShareProcesses, "shapes": shapesAgree,
  "deadly points": deadlyPointsFailAlone,
  "slow points": slowPointsFailAlone, "scattered deaths": scatteredDeaths, "workers": workersHaveNumbers,
  "places": placesAreToldApart, "earlier runs": earlierRunsAreRecalled,
  "tasks": namesTellTasksApart, "one place": runsAtOnePlaceExcludeEachOther, "nested": nestedRunsStayInTheirProcess,
  "output": outputIsTheParents, "astray": strayProcessesAreAnError, "another run": otherRunsAreAnError,
  "cancellation": cancellationEndsProcesses, "early ends": manyRunsAreEndedEarly, "many points": manyPoints,
  "killed": beingKilledEndsProcesses,
]

guard CommandLine.arguments.count == 2, let test = cases[CommandLine.arguments[1]] else { exit(64) }
let holdings = Holdings()
try await test()
// What is let go of, and not closed, ends a moment later.
var patience = 500
while Holdings() != holdings, patience > 0 {
  usleep(2000)
  patience -= 1
}
check(Holdings() == holdings, "\(Holdings()) is left of \(holdings)")
exit(failures.withLock { $0 } > 0 ? 1 : 0)
