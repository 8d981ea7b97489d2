// `import Nadir` brings the whole vocabulary.
@_exported public import NadirAlgorithms
@_exported public import NadirDerivatives
#if Differentiation
  @_exported public import NadirDifferentiable
#endif
@_exported public import NadirEvaluation
@_exported public import NadirEvaluators
@_exported public import NadirJSON
@_exported public import struct NadirLinear.Matrix
@_exported public import NadirParameters
@_exported public import struct NadirRandom.SplitMix64
@_exported public import NadirScalars
