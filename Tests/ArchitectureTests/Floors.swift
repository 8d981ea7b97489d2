/// The table of the floors, as far as they are built. A target imports only from floors below its own.
///
/// A new target gets a row here before it gets its first file.
let floors: [String: Int] = [
  "CSquareRoot": 0,
  "NadirLinear": 0,
  "NadirScalars": 0,
  "NadirRandom": 0,
  "NadirJSON": 0,
  "NadirEvaluation": 1,
  "NadirCharts": 1,
  "NadirParameters": 2,
  "NadirDerivatives": 2,
  "NadirDifferentiable": 2,
  "NadirAlgorithms": 2,
  "NadirEvaluators": 2,
  "NadirProblems": 2,
  "Nadir": 4,
  "NadirStudies": 5,
  "NadirPlots": 5,
  "NadirCommand": 6,
]

/// The modules of other packages, and those of the toolchain that are not for everyone, by the target that may use them.
let foreignModules: [String: Set<String>] = [
  "NadirScalars": ["RealModule"],
  "NadirEvaluation": ["RealModule"],
  "NadirAlgorithms": ["RealModule"],
  "NadirDerivatives": ["RealModule", "ComplexModule"],
  "NadirDifferentiable": ["_Differentiation"],
  "NadirEvaluators": ["Subprocess", "SystemPackage"],
  "NadirStudies": ["Yams"],
  "NadirCommand": ["ArgumentParser"],
]

/// The toolchain's own modules that every target may import. Foundation, which costs a program 5 ms and 5 MiB when it
/// starts, is not among them.
let systemModules: Set<String> = ["Synchronization", "Dispatch", "System", "Glibc", "Musl", "Darwin", "Android"]
